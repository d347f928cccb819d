// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** growvols on a made-up machine: its programs are stand-ins that say what a disk with LVM is like. */
class GrowvolsTest {

    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path temporary;

    private Folder machine;

    /** Unused at the end of the disk, in MiB. */
    private long unused = 10 * 1024;

    private String lsblk = """
            KNAME="vda" PKNAME="" NAME="vda" LABEL="" TYPE="disk" FSTYPE="" MOUNTPOINT=""
            KNAME="vda1" PKNAME="vda" NAME="vda1" LABEL="MKFS_ESP" TYPE="part" FSTYPE="vfat" MOUNTPOINT="/boot/efi"
            KNAME="vda3" PKNAME="vda" NAME="vda3" LABEL="" TYPE="part" FSTYPE="LVM2_member" MOUNTPOINT=""
            KNAME="dm-0" PKNAME="vda3" NAME="vg-root" LABEL="img-rootfs" TYPE="lvm" FSTYPE="xfs" MOUNTPOINT="/"
            KNAME="dm-1" PKNAME="vda3" NAME="vg-var" LABEL="fs_var" TYPE="lvm" FSTYPE="ext4" MOUNTPOINT="/var"
            KNAME="dm-2" PKNAME="vda3" NAME="vg-swap" LABEL="swap" TYPE="lvm" FSTYPE="swap" MOUNTPOINT="[SWAP]"
            """;
    private String lvs = "root -wi-ao----\nvar -wi-ao----";
    private String vgs = "vg";

    @BeforeEach
    void makeMachine() throws Exception {
        machine = new Folder(temporary);
        machine.write("sys/block/vda/queue/logical_block_size", "512\n");
    }

    @Test
    void givesSharesAndTheRestToTheRootFileSystem() throws Exception {
        Run.Result result = growvols("--noop", "/var=25%", "img-rootfs=1GiB");
        assertThat(result.status()).as(result.errors()).isZero();
        long space = 10 * 1024 * MIB - 4 * MIB;
        long var = space * 25 / 100 / (4 * MIB) * (4 * MIB);
        assertThat(words(result))
                .containsExactly(
                        "sh -c echo '/dev/vda4 : start=4096, size=20971520, type=E6D6D379-F507-44C2-A23C-238F2A3DF928'"
                                + " | sfdisk --quiet --force --no-reread --no-tell-kernel --append /dev/vda",
                        "partx --add --nr 4 /dev/vda",
                        "udevadm settle",
                        "pvcreate -ff --yes /dev/vda4",
                        "vgextend vg /dev/vda4",
                        "lvextend --size +" + var + "B /dev/mapper/vg-var /dev/vda4",
                        "lvextend --size +" + 1024 * MIB + "B /dev/mapper/vg-root /dev/vda4",
                        "lvextend --size +" + (space - var - 1024 * MIB) + "B /dev/mapper/vg-root /dev/vda4",
                        "resize2fs /dev/mapper/vg-var",
                        "xfs_growfs /",
                        "xfs_growfs /");
        assertThat(machine.calls()).doesNotContain("--relocate");
    }

    @Test
    void doesWhatItSaysOnceItMay() throws Exception {
        Run.Result asked = growvols("/var=100%");
        assertThat(asked.output()).as(asked.errors()).endsWith("growvols: nothing was done\n");
        assertThat(machine.calls()).doesNotContain("pvcreate");

        Run.Result result = growvols("--yes", "/var=100%");
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(machine.calls().lines().filter(call -> !call.startsWith("sfdisk --quiet --list")))
                .containsSubsequence(
                        "sfdisk --quiet --relocate gpt-bak-std /dev/vda",
                        "sfdisk --quiet --force --no-reread --no-tell-kernel --append /dev/vda",
                        "partx --add --nr 4 /dev/vda",
                        "pvcreate -ff --yes /dev/vda4",
                        "vgextend vg /dev/vda4",
                        "lvextend --size +" + (10 * 1024 - 4) * MIB + "B /dev/mapper/vg-var /dev/vda4",
                        "resize2fs /dev/mapper/vg-var");
    }

    @Test
    void takesItsArgumentsFromTheEnvironment() throws Exception {
        Run.Result result = run("--noop")
                .with("GROWVOLS_ARGS", "fs_var=2GB /=1MB")
                .with("GROWVOLS_GROUP", "vg")
                .with("GROWVOLS_DEVICE", "/dev/vda")
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        // 2 GB are 476 pieces of 4 MiB and a bit; 1 MB is none
        assertThat(words(result))
                .contains("lvextend --size +" + 476 * 4 * MIB + "B /dev/mapper/vg-var /dev/vda4")
                .filteredOn(word -> word.contains("/dev/mapper/vg-root"))
                .hasSize(1);
    }

    @Test
    void saysWhatDoesNotFit() throws Exception {
        Run.Result result = growvols("--noop", "/var=90%", "/=20%");
        assertThat(result.output()).as(result.errors()).contains("/ gets less than 20%, because no more is left");
    }

    @Test
    void growsAThinPool() throws Exception {
        lvs = "pool twi-aotz--\nroot Vwi-aotz-- pool\nvar Vwi-aotz-- pool";
        Run.Result result = growvols("--noop", "/var=100%");
        assertThat(result.status()).as(result.errors()).isZero();
        long space = (10 * 1024 - 2 * 1024 - 4 - 4) * MIB;
        assertThat(words(result))
                .containsSubsequence(
                        "lvextend --poolmetadatasize +" + 1024 * MIB + "B vg/pool",
                        "lvextend --size +" + space + "B vg/pool /dev/vda4",
                        "lvextend --size +" + space + "B /dev/mapper/vg-var");
    }

    @ParameterizedTest
    @CsvSource({"1023, --noop, 0", "0, --noop, 0", "500, --exit-on-no-grow, 2"})
    void leavesADiskAloneThatIsFull(long mebibytes, String option, int status) throws Exception {
        unused = mebibytes;
        Run.Result result = growvols("--yes", option);
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.output()).contains(mebibytes + " MiB at the end of vda are not used");
        assertThat(machine.calls()).doesNotContain("pvcreate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/var=80|this is no <volume>=<amount><unit>",
                "/var|this is no <volume>=<amount><unit>",
                "/home=10%|there is no volume /home",
                "/boot/efi=10%|/boot/efi is no volume of LVM but of type part",
                "swap=10%|swap has a file system that cannot grow here: swap",
                "--group other|there is no group of volumes other",
                "--device vdb|vdb is no disk",
                "--device vda1|vda1 is no disk but of type part",
                "--fast|unknown option --fast",
                "--device|--device needs a value"
            })
    void refuses(String arguments, String message) throws Exception {
        Run.Result result = growvols(("--yes " + arguments).split(" "));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(message);
        assertThat(machine.calls()).doesNotContain("pvcreate");
    }

    @Test
    void asksForAGroupWhereThereAreSeveral() throws Exception {
        vgs = "vg\\n  data";
        Run.Result result = growvols("--yes");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("there are 2 groups of volumes (vg data); choose one with --group");
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, systemd, '/var=80% fs_home=1GiB', 0, systemctl enable growvols.service",
        "manual, systemd, '', 0, somebody has to call it",
        "systemd, openrc, '', 1, only systemd is served",
        "cron, systemd, '', 1, has to be manual or systemd",
        "systemd, systemd, '/var=80', 1, holds what is no <volume>=<amount><unit>"
    })
    void runsWhenTheMachineStarts(String trigger, String init, String arguments, int status, String outcome)
            throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "growvols")
                .run("""
                        source $hooks/environment.d/15-growvols
                        $hooks/post-install.d/80-growvols
                        if [ -e /etc/default/growvols ]; then source /etc/default/growvols; echo "$GROWVOLS_ARGS"; fi
                        """, "systemctl")
                .with("DIB_GROWVOLS_TRIGGER", trigger)
                .with("DIB_GROWVOLS_ARGS", arguments)
                .with("DIB_INIT_SYSTEM", init)
                .run();
        assertThat(result.status()).as(result.errors()).isEqualTo(status);
        assertThat(result.output() + result.errors()).contains(outcome).contains(status == 0 ? arguments : "");
    }

    private Run.Result growvols(String... arguments) throws Exception {
        return run(arguments).run();
    }

    private Run run(String... arguments) throws Exception {
        Files.deleteIfExists(temporary.resolve("calls"));
        standIn(
                "lsblk",
                "case $* in *--inverse*) printf 'dm-0 lvm\\nvda3 part\\nvda disk\\n' ;; *) cat <<'X'\n" + lsblk
                        + "X\n;; esac");
        standIn("findmnt", "echo /dev/mapper/vg-root");
        standIn("vgs", "case $1 in -*) printf '  " + vgs + "\\n' ;; vg) ;; *) exit 5 ;; esac");
        standIn("lvs", "printf '" + lvs.replace("\n", "\\n") + "\\n'");
        String free = unused == 0 ? "" : "echo ' Start End Sectors Size'; echo '4096 9 " + unused * 2048 + " 10G'";
        standIn(
                "sfdisk",
                "case $* in *--list-free*) " + free
                        + " ;; *--quiet*Device*) printf 'Device\\n/dev/vda1\\n/dev/vda3\\n' ;; *--list*) echo 'Disklabel type: gpt' ;;"
                        + " *--append*) cat >/dev/null ;; esac");
        for (String program :
                List.of("partx", "udevadm", "pvcreate", "vgextend", "lvextend", "xfs_growfs", "resize2fs")) {
            standIn(program, "");
        }
        Object[] command = new Object[arguments.length + 1];
        command[0] = Elements.file("growvols", "static/usr/local/sbin/growvols");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Run.of(command).with("GROWVOLS_SYS", temporary.resolve("sys")).commandsIn(temporary.resolve("bin"));
    }

    private void standIn(String program, String script) throws Exception {
        machine.script(
                "bin/" + program,
                "#!/bin/bash\necho \"" + program + " $*\" >>'" + temporary.resolve("calls") + "'\n" + script + "\n");
    }

    /** The commands that it prints, without the quotes of the shell. */
    private static List<String> words(Run.Result result) {
        return result.lines().stream()
                .map(line -> line.strip().replace("\\", ""))
                .toList();
    }
}
