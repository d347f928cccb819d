// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.disk.config.FileSystemType;
import dev.dib.document.Documents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DiskPlanTest {

    @Test
    void writesFstabInTheOrderOfMounting() {
        assertThat(Disks.plan(Disks.EFI).fstab()).isEqualTo("""
                        LABEL=cloudimg-rootfs / ext4 defaults 0 1
                        LABEL=MKFS_ESP /boot/efi vfat defaults 0 2
                        LABEL=mkfs_var /var ext4 nodev 0 2
                        LABEL=mkfs_swap none swap sw 0 0
                        """);
    }

    @Test
    void tellsWhatHooksAskFor() {
        DiskPlan plan = Disks.plan(Disks.EFI);
        assertThat(plan.rootLabel()).isEqualTo("cloudimg-rootfs");
        assertThat(plan.rootType()).isEqualTo("ext4");
        assertThat(UUID.fromString(plan.rootUuid()).version()).isEqualTo(5);
        assertThat(plan.bootLabel()).isEmpty();
        assertThat(plan.mountPoints()).containsExactly("/", "/boot/efi", "/var");
        assertThat(plan.tableWord()).isEqualTo("gpt");
        assertThat(DiskPlan.withoutTable(DiskOptions.defaults(), Disks.SEED).tableWord())
                .isEqualTo("none");
        assertThat(Disks.plan(Disks.EFI.replace("/var", "/boot")).bootLabel()).isEqualTo("mkfs_var");
    }

    @Test
    void derivesAllIdsFromTheSeed() {
        DiskPlan plan = Disks.plan(Disks.EFI);
        assertThat(plan).isEqualTo(Disks.plan(Disks.EFI));
        Set<String> ids = ids(plan);
        assertThat(ids).hasSize(1 + 5 + 4);
        DiskPlan other = DiskPlan.of(Documents.parse("test", Disks.EFI), DiskOptions.defaults(), new UUID(1, 2));
        assertThat(ids(other)).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void makesUuidsAsTheRfcDoes() {
        // RFC 9562, appendix A.4
        var dns = new Identities(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
        assertThat(dns.uuid("www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void givesTheRootFileSystemWhatThePersonSays() {
        DiskOptions options = DiskOptions.defaults()
                .withRootLabel("top")
                .withJournalMiB(128)
                .withMaxOnlineResize(1000000)
                .withMkfsOptions(" -m 1  -E stride=2 ")
                .withBlockSize(4096);
        DiskPlan plan = DiskPlan.withoutTable(options, Disks.SEED);
        assertThat(plan.rootLabel()).isEqualTo("top");
        assertThat(plan.sectorSize()).isEqualTo(4096);
        assertThat(plan.root().options())
                .containsExactly("-E", "resize=1000000", "-i", "4096", "-J", "size=128", "-m", "1", "-E", "stride=2");
    }

    @Test
    void letsXfsAndBtrfsBeTheRoot() {
        DiskOptions xfs = DiskOptions.defaults().withRootType(FileSystemType.XFS);
        DiskPlan plan = DiskPlan.withoutTable(xfs, Disks.SEED);
        assertThat(plan.rootType()).isEqualTo("xfs");
        assertThat(plan.fstab()).isEqualTo("LABEL=img-rootfs / xfs defaults 0 1\n");
    }

    @Test
    void readsTheOptionsOfMke2fs() {
        MkfsWords words = MkfsWords.of(
                List.of("-i", "8192", "-O", "^metadata_csum", "-E", "resize=5", "-Estride=2", "-J", "size=9,x", "-q"));
        assertThat(words.number("i")).contains(8192L);
        assertThat(words.journalMiB()).contains(9L);
        assertThat(words.extended()).containsExactly("resize=5", "stride=2");
        assertThat(words.others()).containsExactly("-O", "^metadata_csum", "-q");
    }

    private static Set<String> ids(DiskPlan plan) {
        Set<String> ids = new HashSet<>();
        ids.add(plan.table().orElseThrow().guid().toString());
        plan.partitions().forEach(partition -> ids.add(partition.guid().toString()));
        plan.fileSystems().forEach(fs -> ids.add(fs.uuid()));
        return ids;
    }
}
