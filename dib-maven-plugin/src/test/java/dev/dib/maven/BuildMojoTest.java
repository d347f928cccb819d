// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.element.ElementDirectory;
import dev.dib.element.ResolvedElements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class BuildMojoTest {

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void resolve() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("tiny", "element-provides", "operating-system\n");
        ResolvedElements.write(
                List.of(ElementDirectory.read(directory.resolve("src/main/elements/tiny"))),
                project.target().resolve("dib/elements.yaml"));
    }

    @Test
    @InjectMojo(goal = "build", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <imageName>a/b</imageName>
                      <arch>amd46</arch>
                      <formats><format>qcow</format><format>tar</format></formats>
                      <imageSize>8</imageSize>
                      <filesystem>ext5</filesystem>
                      <environment><NO-NAME>x</NO-NAME></environment>
                    </configuration></plugin></plugins></build></project>
                    """)
    void tellsEverythingThatIsWrongAtOnceAndDoesNothing(BuildMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("imageName: 'a/b'")
                .hasMessageContaining("arch: 'amd46' is no architecture. To fix: write 'amd64'")
                .hasMessageContaining("formats: there is no format 'qcow'. To fix: write 'qcow2'")
                .hasMessageContaining("imageSize: '8' is no size")
                .hasMessageContaining("filesystem")
                .hasMessageContaining("environment: 'NO-NAME'");
        assertThat(project.target().resolve("dib/scratch")).doesNotExist();
        assertThat(project.target().resolve("dib/log")).doesNotExist();
        assertThat(project.target().resolve("dib/report")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "build", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <imageName>machine</imageName>
                      <formats>raw</formats>
                      <blockDevice>disk.yaml</blockDevice>
                    </configuration></plugin></plugins></build></project>
                    """)
    void namesTheLineOfABlockDeviceFile(BuildMojo mojo) throws Exception {
        Files.writeString(directory.resolve("disk.yaml"), "- local_loop:\n    name: image0\n    syze: 5GiB\n");
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("disk.yaml:3");
    }

    @Test
    @InjectMojo(goal = "build")
    void hasDefaults(BuildMojo mojo) {
        assertThat(mojo.formats).containsExactly("qcow2");
        assertThat(mojo.filesystem).isNull();
        assertThat(mojo.timeout).isEqualTo(3600);
        assertThat(mojo.skip).isFalse();
        assertThat(mojo.cacheDirectory).hasName("dib");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "outputTimestamp", value = "yesterday")
    void refusesATimestampThatIsNone(BuildMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("project.build.outputTimestamp: 'yesterday' is no time");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "skip", value = "true")
    void doesNothingIfItIsSkipped(BuildMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(project.target().resolve("dib/log")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "build", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <imageName>machine</imageName>
                      <packages><package>--force</package></packages>
                      <installType>some thing</installType>
                      <debugTrace>very</debugTrace>
                      <breakpoints>befor-install</breakpoints>
                      <breakTimeout>0</breakTimeout>
                      <timeout>0</timeout>
                      <journalSize>2MiB</journalSize>
                      <maxOnlineResize>1000</maxOnlineResize>
                      <blockDevice>no-such.yaml</blockDevice>
                      <environment>
                        <DIB_IMAGE_SIZE>huge</DIB_IMAGE_SIZE>
                        <ARCH>amd46</ARCH>
                      </environment>
                    </configuration></plugin></plugins></build></project>
                    """)
    void checksEveryParameter(BuildMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("packages: '--force'")
                .hasMessageContaining("installType: 'some thing'")
                .hasMessageContaining("debugTrace: 'very'")
                .hasMessageContaining(
                        "breakpoints: there is no break point 'befor-install'. To fix: write 'before-install'")
                .hasMessageContaining("breakTimeout: '0'")
                .hasMessageContaining("timeout: '0'")
                .hasMessageContaining("journalSize: '2MiB' is out of range")
                .hasMessageContaining("maxOnlineResize: '1000' is no size")
                .hasMessageContaining("blockDevice: there is no file")
                .hasMessageContaining("environment.DIB_IMAGE_SIZE: 'huge' is no size")
                .hasMessageContaining("environment.ARCH: 'amd46' is no architecture");
    }

    @Test
    @InjectMojo(goal = "build", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <imageName>machine</imageName>
                      <formats>raw</formats>
                      <blockDevice>
                        - local_loop:
                            name: image0
                            syze: 5GiB
                      </blockDevice>
                    </configuration></plugin></plugins></build></project>
                    """)
    void namesTheLineOfInlineYaml(BuildMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("blockDevice:3");
    }

    @Test
    @InjectMojo(goal = "build")
    @MojoParameter(name = "imageName", value = "other")
    void anotherImageOfTheProjectHasAFolderOfItsOwn(BuildMojo mojo) {
        assertThat(project.place(mojo).directories().work())
                .isEqualTo(project.target().resolve("dib-other"));
        mojo.imageName = "machine";
        assertThat(mojo.directories().work()).isEqualTo(project.target().resolve("dib"));
        mojo.workDirectory = directory.resolve("elsewhere").toFile();
        assertThat(mojo.directories().scratch()).isEqualTo(directory.resolve("elsewhere"));
        mojo.workDirectory = null;
        mojo.environment = Map.of("TMP_DIR", "/var/tmp");
        assertThat(mojo.directories().scratch()).isEqualTo(Path.of("/var/tmp"));
    }

    @Test
    @InjectMojo(goal = "build", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <imageName>machine</imageName>
                      <formats>qcow</formats>
                    </configuration></plugin></plugins></build></project>
                    """)
    void refusesASecondImageOfTheSameName(BuildMojo mojo) {
        project.place(mojo).setPluginContext(new HashMap<>(Map.of("dib.image.machine", "first")));
        mojo.execution = new MojoExecution(new Plugin(), "build", "second");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("imageName: the execution 'first' makes an image 'machine' already");
    }
}
