// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.disk.ImageSize;
import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.format.Checksum;
import dev.dib.format.request.PlannedFormat;
import dev.dib.image.ImageSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.project.MavenProject;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of {@code docs/from-diskimage-builder.md} that say "honoured", and the options with their equivalents. */
@MojoTest
class MigrationTest {

    private static final String DISK =
            "- local_loop: {name: image0, mkfs: {name: root, label: of-config, mount: {mount_point: /}}}\n";

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private List<Element> elements;
    private MojoProject project;

    /**
     * A variable of diskimage-builder and what it does.
     *
     * @param seen what of the image it decides on
     */
    private record Row(String variable, String value, Function<ImageSpec, Object> seen, Object expected) {}

    private final List<Row> rows = List.of(
            new Row("ARCH", "arm64", ImageSpec::architecture, "arm64"),
            new Row("ARCH", "x86_64", ImageSpec::architecture, "x86_64"),
            new Row("FS_TYPE", "ext3", image -> image.disk().rootType(), "ext3"),
            new Row("ROOT_LABEL", "mine", image -> image.disk().rootLabel(), "mine"),
            new Row("DIB_IMAGE_SIZE", "2.5", ImageSpec::size, new ImageSize.Exactly(5L << 29)),
            new Row("DIB_IMAGE_EXTRA_SIZE", "300", ImageSpec::size, new ImageSize.Extra(300L << 20)),
            new Row("DIB_BLOCK_SIZE", "4096", image -> image.disk().sectorSize(), 4096),
            new Row("DIB_JOURNAL_SIZE", "32", MigrationTest::mkfs, "size=32"),
            new Row("MAX_ONLINE_RESIZE", "1000000", MigrationTest::mkfs, "resize=1000000"),
            new Row("DIB_BLOCK_DEVICE_CONFIG", DISK, image -> image.disk().rootLabel(), "of-config"),
            new Row("DIB_DEFAULT_INSTALLTYPE", "package", of("DIB_DEFAULT_INSTALLTYPE"), "package"),
            new Row("DIB_INSTALLTYPE_tool", "package", of("DIB_INSTALLTYPE_tool"), "package"),
            new Row("DIB_DEBUG_TRACE", "2", of("DIB_DEBUG_TRACE"), "2"),
            new Row("DIB_IMAGE_CACHE", "/srv/cache", of("DIB_IMAGE_CACHE"), "/srv/cache"),
            new Row(
                    "DIB_CHECKSUM",
                    "1",
                    image -> image.conversion().checksums(),
                    List.of(Checksum.MD5, Checksum.SHA256)),
            new Row("DIB_CHECKSUM", "md5", image -> image.conversion().checksums(), List.of(Checksum.MD5)),
            new Row(
                    "break",
                    "before-install,after-error",
                    image -> image.hooks().breakPoints().names(),
                    Set.of("before-install", "after-error")),
            new Row("TMP_DIR", "/var/tmp", image -> image.directories().scratch(), Path.of("/var/tmp")));

    private static Function<ImageSpec, Object> of(String variable) {
        return image -> image.environment().get(variable);
    }

    /** The words for mke2fs that the variables change. */
    private static Object mkfs(ImageSpec image) {
        return image.disk().root().options().stream()
                .filter(word -> word.startsWith("resize=") || word.startsWith("size="))
                .reduce((first, last) -> first.startsWith("resize=") ? first : last)
                .orElse("");
    }

    @BeforeEach
    void element() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("tiny", "element-provides", "operating-system\n");
        elements = List.of(ElementDirectory.read(directory.resolve("src/main/elements/tiny")));
    }

    private ImageSpec image(BuildMojo mojo) throws Exception {
        return project.place(mojo).request(elements).check();
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    void variablesMeanWhatTheyMeanThere(BuildMojo mojo) throws Exception {
        var softly = new SoftAssertions();
        for (Row row : rows) {
            mojo.environment = Map.of(row.variable(), row.value());
            softly.assertThat(row.seen().apply(image(mojo)))
                    .as("%s=%s", row.variable(), row.value())
                    .isEqualTo(row.expected());
        }
        softly.assertAll();
        Path file = Files.writeString(directory.resolve("disk.yaml"), DISK);
        mojo.environment = Map.of("DIB_BLOCK_DEVICE_CONFIG", "file://" + file);
        assertThat(image(mojo).disk().rootLabel()).isEqualTo("of-config");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    void optionsHaveParameters(BuildMojo mojo) throws Exception {
        mojo.arch = "arm64";
        mojo.formats = List.of("qcow2,tar,tgz,squashfs,vhd,docker,aci,raw");
        mojo.compression = List.of("none");
        mojo.packages = List.of("vim,less");
        mojo.imageSize = "8GiB";
        mojo.maxOnlineResize = "1TiB";
        mojo.journalSize = "32MiB";
        mojo.mkfsOptions = "-O ^metadata_csum";
        mojo.qemuImgOptions = List.of("compat=0.10", "subformat=fixed");
        mojo.rootLabel = "mine";
        mojo.installType = "package";
        mojo.dockerTarget = "team/machine:2";
        mojo.checksums = List.of("md5", "sha512");
        mojo.debugTrace = "1";
        ImageSpec image = image(mojo);
        assertThat(image.architecture()).isEqualTo("arm64");
        assertThat(image.conversion().formats())
                .extracting(PlannedFormat::extension)
                .containsExactly("qcow2", "tar", "tgz", "squashfs", "vhd", "docker.tar", "aci", "raw");
        assertThat(image.conversion().checksums()).containsExactly(Checksum.MD5, Checksum.SHA512);
        assertThat(image.hooks().packages()).containsExactly("vim", "less");
        assertThat(image.size()).isEqualTo(new ImageSize.Exactly(8L << 30));
        assertThat(image.disk().rootLabel()).isEqualTo("mine");
        assertThat(String.join(" ", image.disk().root().options()))
                .contains("-O ^metadata_csum")
                .contains("resize=268435456")
                .contains("size=32");
        assertThat(image.environment())
                .containsEntry("DIB_DEFAULT_INSTALLTYPE", "package")
                .containsEntry("DIB_DEBUG_TRACE", "1");
        mojo.ramdisk = true;
        assertThat(image(mojo).finalImage()).isFalse();
    }

    /** {@code -t bogus} failed there after the whole build. */
    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "machine")
    void whatWasFoundOutLateThereIsRefusedAtOnce(BuildMojo mojo) {
        mojo.formats = List.of("bogus");
        mojo.imageSize = "8";
        mojo.environment = Map.of("DIB_BLOCK_DEVICE_CONFIG", "- local_lop: {name: image0}\n", "break", "before-instal");
        assertThatThrownBy(() -> image(mojo))
                .hasMessageContaining("formats: there is no format 'bogus'")
                .hasMessageContaining("imageSize: '8' is no size")
                .hasMessageContaining("environment.DIB_BLOCK_DEVICE_CONFIG:1")
                .hasMessageContaining("environment.break: there is no break point 'before-instal'");
    }
}
