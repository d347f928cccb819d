// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
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
                .containsExactlyInAnyOrder(tuple("raw", null), tuple("vmlinuz", null), tuple("json", "manifest"));
        assertThat(project.target().resolve("machine.qcow2.sha256")).content().matches("[0-9a-f]{64}  machine.qcow2\n");
        assertThat(Files.size(project.target().resolve("machine.raw"))).isEqualTo(1 << 20);
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
                .containsExactlyInAnyOrder(tuple("raw", "small"), tuple("json", "small-manifest"));
    }

    private void built() throws Exception {
        Path image = project.target().resolve("dib/image");
        Files.createDirectories(image.resolve("products"));
        try (var disk = new RandomAccessFile(image.resolve("disk.raw").toFile(), "rw")) {
            disk.setLength(1 << 20);
        }
        Files.writeString(image.resolve("products/machine.vmlinuz"), "kernel");
        Files.writeString(image.resolve("manifest.json"), "{}\n");
    }
}
