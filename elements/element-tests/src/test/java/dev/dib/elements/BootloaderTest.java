// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings that grub-mkconfig reads: a shell script, so what is in the command line has to survive a shell. */
class BootloaderTest {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nofb nomodeset gfxpayload=text",
                "sshkey=\"ssh-ed25519 AAAA a name\" quiet",
                "rootpwd=$6$salt$hash `reboot` back\\slash"
            })
    void writesTheCommandLineAsItIs(String commandLine) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "bootloader")
                .run("""
                        echo 'NAME="Debian GNU/Linux"' >/etc/os-release
                        source $hooks/environment.d/10-bootloader-default-cmdline
                        for again in 1 2; do $hooks/bootloader/default-grub ttyS0,115200; done
                        grep -c ^GRUB_CMDLINE_LINUX_DEFAULT /etc/default/grub
                        source /etc/default/grub
                        echo "$GRUB_DISTRIBUTOR"
                        echo "$GRUB_CMDLINE_LINUX_DEFAULT"
                        """)
                .with("DIB_BOOTLOADER_DEFAULT_CMDLINE", commandLine)
                .with("DIB_ROOT_LABEL", "root")
                .run();
        assertThat(result.lines())
                .as(result.errors())
                .containsExactly("1", "Debian", "console=tty0 console=ttyS0,115200 no_timer_check " + commandLine);
    }

    /** To initramfs-tools it is the name of a script, and the kernel panics without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheBootFileSystemToDracutOnly(boolean dracut) throws Exception {
        Run.Result result = MadeUpSystem.in(temporary, "bootloader")
                .run("""
                        echo 'NAME="Debian GNU/Linux"' >/etc/os-release
                        mkdir -p /opt/test
                        if [ "$DRACUT" = false ]; then
                            printf '#!/bin/sh\n' >/opt/test/update-initramfs
                            chmod +x /opt/test/update-initramfs
                        fi
                        source $hooks/environment.d/10-bootloader-default-cmdline
                        PATH=/opt/test:/usr/bin:/bin $hooks/bootloader/default-grub ttyS0,115200
                        grep -c boot=LABEL=boot /etc/default/grub || true
                        """)
                .with("DIB_ROOT_LABEL", "root")
                .with("DIB_BOOT_LABEL", "boot")
                .with("DRACUT", Boolean.toString(dracut))
                .run();
        assertThat(result.lines()).as(result.errors()).containsExactly(dracut ? "1" : "0");
    }
}
