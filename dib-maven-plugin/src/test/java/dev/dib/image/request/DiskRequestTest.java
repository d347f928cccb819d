// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRequestTest {

    private static final String YAML = """
            - local_loop:
                name: image0
                mkfs:
                  name: mkfs_root
                  label: %s
                  mount:
                    mount_point: /
                    fstab:
                      options: defaults
            """;

    @TempDir
    private Path directory;

    private final Problems problems = new Problems();

    private DiskRequest nothingSaid() {
        return new DiskRequest(null, null, null, null, null, null, null, null, directory);
    }

    private Optional<DiskPlan> plan(DiskRequest request, Map<String, String> environment) throws Exception {
        return request.plan(
                new Variables(environment, Map.of()),
                List.of(),
                "amd64",
                UUID.nameUUIDFromBytes(new byte[1]),
                problems);
    }

    private ImageSize size(Map<String, String> environment) {
        return nothingSaid().size(new Variables(environment, Map.of()), problems);
    }

    @Test
    void sizesMeanWhatTheyMeanInDiskimageBuilder() {
        assertThat(size(Map.of())).isEqualTo(new ImageSize.Roomy());
        assertThat(size(Map.of("DIB_IMAGE_SIZE", "2.5"))).isEqualTo(new ImageSize.Exactly(5L << 29));
        assertThat(size(Map.of("DIB_IMAGE_EXTRA_SIZE", "300"))).isEqualTo(new ImageSize.Extra(300L << 20));
        assertThat(size(Map.of("DIB_IMAGE_EXTRA_SIZE", "300", "DIB_IMAGE_SIZE", "1")))
                .isEqualTo(new ImageSize.Exactly(1L << 30));
    }

    @Test
    void variablesDescribeTheRootFileSystem() throws Exception {
        DiskPlan plan = plan(
                        nothingSaid(),
                        Map.of(
                                "FS_TYPE", "ext4",
                                "ROOT_LABEL", "mine",
                                "DIB_JOURNAL_SIZE", "16",
                                "MAX_ONLINE_RESIZE", "1000000",
                                "DIB_BLOCK_SIZE", "4096"))
                .orElseThrow();
        assertThat(plan.rootLabel()).isEqualTo("mine");
        assertThat(plan.sectorSize()).isEqualTo(4096);
        assertThat(plan.root().options()).contains("size=16", "resize=1000000");
    }

    @Test
    void parametersComeFirst() throws Exception {
        var request = new DiskRequest(
                null, null, "ext4", "param", "-O ^metadata_csum", "8MiB", "4GiB", YAML.formatted("inline"), directory);
        DiskPlan plan = plan(
                        request, Map.of("ROOT_LABEL", "variable", "DIB_BLOCK_DEVICE_CONFIG", YAML.formatted("other")))
                .orElseThrow();
        // the configuration's own label comes before what fills gaps in it
        assertThat(plan.rootLabel()).isEqualTo("inline");
        assertThat(plan.root().options()).contains("size=8", "resize=1048576", "-O", "^metadata_csum");
    }

    @Test
    void configurationsAreTextOrFiles() throws Exception {
        Path file = Files.writeString(directory.resolve("disk.yaml"), YAML.formatted("file"));
        assertThat(plan(nothingSaid(), Map.of("DIB_BLOCK_DEVICE_CONFIG", "file://" + file)))
                .map(DiskPlan::rootLabel)
                .contains("file");
        assertThat(plan(nothingSaid(), Map.of("DIB_BLOCK_DEVICE_CONFIG", YAML.formatted("text"))))
                .map(DiskPlan::rootLabel)
                .contains("text");
        var relative = new DiskRequest(null, null, null, null, null, null, null, "disk.yaml", directory);
        assertThat(plan(relative, Map.of())).map(DiskPlan::rootLabel).contains("file");
    }

    /** As Maven hands over what stands between the tags of a pom, without the blanks before the first line. */
    @Test
    void textMayBeIndented() throws Exception {
        String text = """
                - local_loop:
                                name: image0
                          # not a line that counts
                            - mkfs:
                                name: mkfs_root
                                base: image0
                                label: indented
                            - mount: {base: mkfs_root, mount_point: /}""";
        var request = new DiskRequest(null, null, null, null, null, null, null, text, directory);
        assertThat(plan(request, Map.of())).map(DiskPlan::rootLabel).contains("indented");
    }

    @Test
    void everyProblemNamesWhoSaidIt() throws Exception {
        var request = new DiskRequest(null, null, "ext5", null, null, "2MiB", "much", "no-such.yaml", directory);
        plan(request, Map.of("DIB_BLOCK_SIZE", "1024"));
        request.size(new Variables(Map.of("DIB_IMAGE_SIZE", "x"), Map.of()), problems);
        assertThat(problems.list())
                .extracting(problem -> problem.subject())
                .containsExactlyInAnyOrder(
                        "filesystem",
                        "journalSize",
                        "maxOnlineResize",
                        "environment.DIB_BLOCK_SIZE",
                        "blockDevice",
                        "environment.DIB_IMAGE_SIZE");
    }
}
