// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class ConvertMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void place() {
        project = new MojoProject(mavenProject, directory);
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "qcow2,raw")
    void makesTheFirstFormatTheMainArtifactAndAttachesTheRest(ConvertMojo mojo) throws Exception {
        built();
        project.place(mojo).execute();
        assertThat(mavenProject.getArtifact().getFile())
                .isEqualTo(project.target().resolve("machine.qcow2").toFile());
        assertThat(mavenProject.getArtifact().getArtifactHandler().getExtension())
                .isEqualTo("qcow2");
        assertThat(mavenProject.getAttachedArtifacts())
                .extracting(Artifact::getType, Artifact::getClassifier)
                .containsExactlyInAnyOrder(
                        tuple("raw", null),
                        tuple("vmlinuz", null),
                        tuple("json", "manifest"),
                        tuple("txt", "checksums"));
        assertThat(project.target().resolve("machine.qcow2.sha256")).content().matches("[0-9a-f]{64}  machine.qcow2\n");
        assertThat(Files.size(project.target().resolve("machine.raw"))).isEqualTo(1 << 20);
        assertThat(project.target().resolve("dib/report/convert.html"))
                .as("where the seconds went")
                .content()
                .contains("machine: convert", "qcow2", "raw");
    }

    @Test
    @InjectMojo(goal = "convert")
    void saysWhichGoalComesBefore(ConvertMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("dib:build");
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "tar")
    void refusesAFormatThatTheBuildDidNotPrepare(ConvertMojo mojo) throws Exception {
        built();
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("'tar'");
        assertThat(project.target().resolve("machine.tar")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "vmdk,tar.zst,docker,cpio,vpc")
    @MojoParameter(name = "qemuImgOptions", value = "subformat=streamOptimized")
    void checksOptionsOfEachFormat(ConvertMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .hasMessageContaining("'subformat=streamOptimized' is nothing that vhd can be");
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "vmdk,tar.zst,docker,cpio,vpc")
    @MojoParameter(name = "compression", value = "cpio=none")
    @MojoParameter(name = "checksums", value = "1,sha512")
    @MojoParameter(name = "dockerTarget", value = "team/machine:2")
    void makesSeveralFormats(ConvertMojo mojo) throws Exception {
        built();
        tree();
        Files.writeString(project.target().resolve("machine.vhd"), "of an earlier build");
        project.place(mojo).execute();
        assertThat(mavenProject.getArtifact().getFile()).hasName("machine.vmdk");
        assertThat(mavenProject.getAttachedArtifacts())
                .extracting(Artifact::getType, artifact -> artifact.getFile().getName())
                .contains(
                        tuple("tar.zst", "machine.tar.zst"),
                        tuple("docker.tar", "machine.docker.tar"),
                        tuple("cpio", "machine.cpio"),
                        tuple("vhd", "machine.vhd"));
        assertThat(Files.size(project.target().resolve("machine.vhd"))).isGreaterThan(1000);
        assertThat(project.target().resolve("machine.vhd.md5")).content().matches("[0-9a-f]{32}  machine.vhd\n");
        assertThat(project.target().resolve("machine.vhd.sha512")).content().matches("[0-9a-f]{128}  machine.vhd\n");
        new HostCommands()
                .check(Command.of("cksum", "--check", "--strict", "machine.checksums.txt")
                        .in(project.target()));
        assertThat(project.target().resolve("dib/image/convert")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "raw,vhd")
    void replacesWhatAnEarlierConversionMade(ConvertMojo mojo) throws Exception {
        built();
        project.place(mojo).execute();
        Path stale = Files.writeString(project.target().resolve("machine.vhd.md5"), "of other parameters");
        List<Artifact> before = List.copyOf(mavenProject.getAttachedArtifacts());
        try (var disk = new RandomAccessFile(
                project.target().resolve("dib/image/disk.raw").toFile(), "rw")) {
            disk.write(1);
        }
        mojo.execute();
        assertThat(stale).doesNotExist();
        new HostCommands()
                .check(Command.of("sha256sum", "--check", "--strict", "machine.vhd.sha256", "machine.raw.sha256")
                        .in(project.target()));
        assertThat(mavenProject.getAttachedArtifacts()).isEqualTo(before);
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "raw,vhd,cpio")
    void leavesTheFilesOfAnEarlierConversionIfAFormatFails(ConvertMojo mojo) throws Exception {
        built();
        Files.writeString(project.target().resolve("dib/image/tree.tar"), "no archive");
        Files.writeString(project.target().resolve("machine.vhd"), "of an earlier build");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith(
                        "The format 'cpio' could not be made: the archive of the tree is damaged: it ends in the middle of an entry");
        assertThat(project.target().resolve("machine.vhd")).hasContent("of an earlier build");
        assertThat(project.target().resolve("machine.raw")).doesNotExist();
        assertThat(project.target().resolve("dib/image/convert")).doesNotExist();
        assertThat(mavenProject.getAttachedArtifacts()).isEmpty();
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "qcow2")
    void makesTheKernelTheMainArtifactIfThereIsNoDisk(ConvertMojo mojo) throws Exception {
        built();
        Path image = project.target().resolve("dib/image");
        Files.delete(image.resolve("disk.raw"));
        Files.createFile(image.resolve("no-final-image"));
        Files.writeString(image.resolve("products/machine.initramfs"), "ramdisk");
        Files.writeString(image.resolve("products/machine-boot.iso"), "iso");
        Files.writeString(image.resolve("products/machine.sha256"), "checksum");
        Files.createDirectories(image.resolve("products/machine.d/dib-manifests"));
        Files.writeString(image.resolve("products/machine.d/dib-manifests/list"), "list");
        project.place(mojo).execute();
        assertThat(mavenProject.getArtifact().getFile())
                .isEqualTo(project.target().resolve("machine.vmlinuz").toFile());
        assertThat(mavenProject.getArtifact().getArtifactHandler().getExtension())
                .isEqualTo("vmlinuz");
        assertThat(mavenProject.getAttachedArtifacts())
                .extracting(Artifact::getType, Artifact::getClassifier)
                .containsExactlyInAnyOrder(tuple("initramfs", null), tuple("iso", "boot"), tuple("json", "manifest"));
        assertThat(project.target().resolve("machine.sha256")).hasContent("checksum");
        assertThat(project.target().resolve("machine.d/dib-manifests/list")).hasContent("list");
        assertThat(project.target().resolve("machine.qcow2")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "raw")
    void refusesAProductThatHasTheNameOfAFormat(ConvertMojo mojo) throws Exception {
        built();
        Files.writeString(project.target().resolve("dib/image/products/machine.raw"), "of a hook");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("machine.raw: is written by a hook and also made as a format");
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine-small")
    @MojoParameter(name = "formats", value = "raw")
    void tellsASecondImageByItsClassifier(ConvertMojo mojo) throws Exception {
        built();
        Files.move(project.target().resolve("dib"), project.target().resolve("dib-machine-small"));
        mavenProject
                .getArtifact()
                .setFile(project.target().resolve("machine.raw").toFile());
        project.place(mojo).setPluginContext(new HashMap<>(Map.of("dib.first-image", "machine")));
        mojo.execute();
        assertThat(mavenProject.getArtifact().getFile()).hasName("machine.raw");
        assertThat(mavenProject.getAttachedArtifacts())
                .extracting(Artifact::getType, Artifact::getClassifier)
                .containsExactlyInAnyOrder(
                        tuple("raw", "small"), tuple("json", "small-manifest"), tuple("txt", "small-checksums"));
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "raw,qcow")
    @MojoParameter(name = "compression", value = "zstd:99")
    @MojoParameter(name = "checksums", value = "sha265")
    @MojoParameter(name = "dockerTarget", value = "A B")
    void tellsEverythingThatIsWrongAtOnce(ConvertMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("formats: there is no format 'qcow'. To fix: write 'qcow2'")
                .hasMessageContaining("compression: 'zstd' has no level '99'")
                .hasMessageContaining("checksums: there is no checksum 'sha265'")
                .hasMessageContaining("dockerTarget: 'A B'");
    }

    @Test
    @InjectMojo(goal = "convert")
    @MojoParameter(name = "imageName", value = "machine")
    @MojoParameter(name = "formats", value = "raw")
    void warnsOfALargeSparseMainArtifact(ConvertMojo mojo) throws Exception {
        built();
        try (var disk = new RandomAccessFile(
                project.target().resolve("dib/image/disk.raw").toFile(), "rw")) {
            disk.setLength((4L << 30) + 512);
        }
        mojo.checksums = List.of("none");
        Log log = mock(Log.class);
        project.place(mojo).setLog(log);
        mojo.execute();
        verify(log).warn(contains("raw disk of 4 GiB"));
        assertThat(project.target().resolve("machine.raw.sha256")).doesNotExist();
        assertThat(mavenProject.getAttachedArtifacts())
                .extracting(Artifact::getType)
                .doesNotContain("txt");
    }

    private void tree() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree/bin"));
        Files.writeString(tree.resolve("file"), "content");
        new HostCommands()
                .check(Command.of(
                        "tar",
                        "--create",
                        "--format=posix",
                        "--file=" + project.target().resolve("dib/image/tree.tar"),
                        "--directory=" + tree.getParent(),
                        "."));
    }

    private void built() throws Exception {
        Path image = project.target().resolve("dib/image");
        Files.createDirectories(image.resolve("products"));
        try (var disk = new RandomAccessFile(image.resolve("disk.raw").toFile(), "rw")) {
            disk.setLength(1 << 20);
        }
        Files.writeString(image.resolve("products").resolve("machine.vmlinuz"), "kernel");
        Files.writeString(image.resolve("manifest.json"), "{}\n");
    }
}
