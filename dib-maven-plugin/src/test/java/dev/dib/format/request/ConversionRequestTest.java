// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Checksum;
import dev.dib.format.Format;
import dev.dib.format.Source;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionRequestTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private ConversionRequest request(List<String> formats, List<String> compression, List<String> options) {
        return new ConversionRequest(
                formats, compression, options, null, null, null, Map.of(), "machine-1.0", "1.0", folder);
    }

    private ConversionSpec accepted(ConversionRequest request) {
        ConversionSpec spec = request.check(problems);
        assertThat(problems.list()).isEmpty();
        return spec;
    }

    private List<String> refused(ConversionRequest request) {
        request.check(problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void knowsAllFormatsAndTheirOldNames() {
        assertThat(Formats.words())
                .containsExactlyInAnyOrder(
                        "qcow2",
                        "raw",
                        "tar",
                        "tgz",
                        "tar.zst",
                        "squashfs",
                        "erofs",
                        "vhd",
                        "vhdx",
                        "vmdk",
                        "vdi",
                        "docker",
                        "oci",
                        "aci",
                        "cpio");
        assertThat(Formats.of("vpc")).isEqualTo(Formats.of("vhd")).isPresent();
        assertThat(Formats.of("squash")).isEqualTo(Formats.of("squashfs"));
        assertThat(Formats.of("tar.gz")).isEqualTo(Formats.of("tgz"));
        assertThat(Formats.of("initramfs")).isEqualTo(Formats.of("cpio"));
        assertThat(Formats.of("QCOW2")).isEmpty();
    }

    @Test
    void noTwoFormatsOfAnImageHaveTheSameFile() {
        ConversionSpec all = accepted(request(Formats.words(), List.of(), List.of()));
        assertThat(all.formats()).extracting(PlannedFormat::extension).doesNotHaveDuplicates();
        assertThat(all.formats()).extracting(PlannedFormat::word).doesNotHaveDuplicates();
        assertThat(all.programs()).containsExactly("mkfs.erofs", "mksquashfs");
        assertThat(all.checksums()).containsExactly(Checksum.SHA256);
        assertThat(all.needs(Source.DISK)).isTrue();
        assertThat(all.formats()).allMatch(format -> format.format().reproducible(format.choice()));
    }

    @Test
    void readsListsAsPeopleWriteThem() {
        ConversionSpec spec = accepted(request(List.of("tar, vhd\n qcow2", "vpc"), null, null));
        assertThat(spec.formats()).extracting(PlannedFormat::word).containsExactly("tar", "vhd", "qcow2");
    }

    @Test
    void namesTheNearestFormat() {
        assertThat(refused(request(List.of("qcow", "RAW", "floppy"), List.of(), List.of())))
                .anyMatch(line -> line.startsWith("formats: there is no format 'qcow'. To fix: write 'qcow2'"))
                .anyMatch(line -> line.contains("'RAW'. To fix: write 'raw'"))
                .anyMatch(line -> line.contains("'floppy'. To fix: use some of [qcow2, raw,"));
    }

    @Test
    void refusesAnEmptyList() {
        assertThat(refused(request(List.of(" "), List.of(), List.of()))).anyMatch(line -> line.contains("is empty"));
    }

    @Test
    void compressesWithWhatAFormatCanDo() {
        ConversionSpec spec = accepted(request(
                List.of("qcow2", "squashfs", "erofs", "tgz", "cpio", "raw"),
                List.of("none", "zstd:9", "cpio=gzip:1", "tgz=zlib:9", "docker=none"),
                List.of()));
        assertThat(spec.formats())
                .extracting(format -> format.choice().compression())
                .containsExactly(
                        Compression.of(Codec.ZSTD, 9),
                        Compression.of(Codec.ZSTD, 9),
                        Compression.NONE,
                        Compression.of(Codec.ZLIB, 9),
                        Compression.of(Codec.ZLIB, 1),
                        Compression.NONE);
        assertThat(spec.formats().get(4).extension()).isEqualTo("cpio.gz");
    }

    @Test
    void refusesCompressionThatIsNone() {
        assertThat(refused(request(
                        List.of("qcow2", "cpio"),
                        List.of("zstdd", "qcow2=xz", "quow2=zlib", "zlib:0", "none:3", "lz4"),
                        List.of())))
                .anyMatch(line -> line.contains("no compression 'zstdd'. To fix: write 'zstd'"))
                .anyMatch(line -> line.contains("'qcow2' cannot be compressed with 'xz'. To fix: use zlib or zstd"))
                .anyMatch(line -> line.contains("no format 'quow2'. To fix: write 'qcow2'"))
                .anyMatch(line -> line.contains("'zlib' has no level '0'. To fix: use 1 to 9"))
                .anyMatch(line -> line.contains("'none' has no level '3'"))
                .anyMatch(line -> line.contains("none of [qcow2, cpio] can be compressed with 'lz4'"));
    }

    @Test
    void givesOptionsToTheFormatsThatKnowThem() {
        ConversionSpec spec = accepted(request(
                List.of("qcow2", "vmdk", "tar"),
                List.of(),
                List.of("subformat=streamOptimized,compat=0.10", "static=on")));
        assertThat(spec.formats())
                .extracting(format -> format.choice().options())
                .containsExactly(Map.of("compat", "0.10"), Map.of("subformat", "streamOptimized"), Map.of());
        assertThat(spec.programs()).isEmpty();
    }

    @Test
    void takesQemuImgForWhatOnlyItKnows() {
        assertThat(accepted(request(List.of("qcow2"), List.of(), List.of("cluster_size=2M")))
                        .programs())
                .containsExactly("qemu-img");
        assertThat(accepted(request(List.of("qcow2"), List.of(), List.of("lazy_refcounts")))
                        .formats()
                        .get(0)
                        .choice()
                        .options())
                .containsEntry("lazy_refcounts", "on");
    }

    @Test
    void anOptionCanNameTheCompression() {
        ConversionSpec spec = accepted(request(List.of("qcow2"), List.of(), List.of("compression_type=zstd")));
        assertThat(spec.formats().get(0).choice().compression()).isEqualTo(Compression.of(Codec.ZSTD));
        assertThat(refused(request(List.of("qcow2"), List.of("zlib"), List.of("compression_type=zstd"))))
                .anyMatch(line -> line.contains("contradicts the compression 'zlib'"));
    }

    @Test
    void refusesOptionsThatAreNone() {
        assertThat(refused(request(
                        List.of("qcow2", "vhd", "vmdk"),
                        List.of("qcow2=zstd"),
                        List.of(
                                "cluster_sise=64k",
                                "backing_file=x",
                                "subformat=twoGbMaxExtentFlat",
                                "compat=0.10",
                                "adapter_type=scsi",
                                "hwversion=new"))))
                .anyMatch(line -> line.contains("'cluster_sise' is no option") && line.contains("write 'cluster_size'"))
                .anyMatch(line -> line.contains("'backing_file' is no option"))
                .anyMatch(line -> line.contains("'subformat=twoGbMaxExtentFlat' is nothing that vhd can be"))
                .anyMatch(line -> line.contains("'subformat=twoGbMaxExtentFlat' is nothing that vmdk can be"))
                .anyMatch(line -> line.contains("'compat=0.10' has no zstd"))
                .anyMatch(line -> line.contains("'adapter_type=scsi'"))
                .anyMatch(line -> line.contains("'hwversion=new' is no number"));
    }

    @Test
    void takesChecksumsAsDiskimageBuilderNamesThem() {
        assertThat(checksums(List.of("1"), Map.of())).containsExactly(Checksum.MD5, Checksum.SHA256);
        assertThat(checksums(null, Map.of("DIB_CHECKSUM", "md5,sha256")))
                .containsExactly(Checksum.MD5, Checksum.SHA256);
        assertThat(checksums(null, Map.of("DIB_CHECKSUM", "0"))).isEmpty();
        assertThat(checksums(List.of("sha512"), Map.of("DIB_CHECKSUM", "md5"))).containsExactly(Checksum.SHA512);
        assertThat(checksums(List.of("none"), Map.of())).isEmpty();
        checksums(null, Map.of("DIB_CHECKSUM", "sha265"));
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "DIB_CHECKSUM: there is no checksum 'sha265'. To fix: write 'sha256' if you meant that");
    }

    private List<Checksum> checksums(List<String> said, Map<String, String> variables) {
        return new ConversionRequest(List.of("raw"), null, null, said, null, null, variables, "machine", "1.0", folder)
                .check(problems)
                .checksums();
    }

    @Test
    void namesContainers() {
        assertThat(target(null, "Machine_X-1.0+b3", "1.0+b3")).isEqualTo("machine_x:1.0-b3");
        assertThat(target(null, "a..b", "-1")).isEqualTo("a.b:1");
        assertThat(target("example.com:5000/team/x", "m", "1")).isEqualTo("example.com:5000/team/x:latest");
        assertThat(target("x:1.0", "m", "1")).isEqualTo("x:1.0");
        assertThat(problems.list()).isEmpty();
        target("Big:1", "m", "1");
        target("x:", "m", "1");
        target("x:a b", "m", "1");
        assertThat(problems.list())
                .hasSize(3)
                .allMatch(problem -> problem.subject().equals("dockerTarget"));
    }

    private String target(String said, String image, String version) {
        ConversionSpec spec = new ConversionRequest(
                        List.of("docker"), null, null, null, said, null, Map.of(), image, version, folder)
                .check(problems);
        return spec.formats().get(0).choice().target().toString();
    }

    @Test
    void checksTheManifestOfAnAci() throws Exception {
        Files.writeString(folder.resolve("good.json"), """
                {"acKind": "ImageManifest", "acVersion": "0.8.11", "name": "example.com/x"}
                """);
        Files.writeString(folder.resolve("bad.json"), "{\"acKind\": \"PodManifest\"}");
        Files.writeString(folder.resolve("broken.json"), "{\"acKind\": ");
        assertThat(accepted(aci("good.json", "aci")).formats().get(0).choice().aciManifest())
                .contains(folder.resolve("good.json"));
        accepted(aci("none.json", "tar"));
        for (String file : List.of("bad.json", "broken.json", "none.json")) {
            assertThat(refused(aci(file, "aci"))).as(file).anyMatch(line -> line.contains(file));
        }
    }

    private ConversionRequest aci(String file, String format) {
        return new ConversionRequest(
                List.of(format), null, null, null, null, null, Map.of("ACI_MANIFEST", file), "m", "1", folder);
    }

    @Test
    void everyWordMeansOneFormat() {
        for (Format format : Formats.ALL) {
            for (String alias : format.aliases()) {
                assertThat(Formats.of(alias)).contains(format);
                assertThat(Formats.words()).doesNotContain(alias);
            }
        }
    }
}
