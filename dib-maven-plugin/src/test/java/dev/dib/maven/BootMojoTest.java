// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class BootMojoTest {

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
    @InjectMojo(goal = "boot")
    void bootsNothingIfNothingIsAskedFor(BootMojo mojo) throws Exception {
        project.place(mojo).execute();
        assertThat(project.target()).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "boot", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <boot>
                        <firmwares><firmware>bois</firmware></firmwares>
                        <diskSize>huge</diskSize>
                        <wanted>runing</wanted>
                        <assertions><assertion><command>true</command><via>telnet</via></assertion></assertions>
                      </boot>
                    </configuration></plugin></plugins></build></project>
                    """)
    void tellsEverythingThatIsWrongAtOnce(BootMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("boot.firmwares: there is no firmware 'bois'. To fix: write 'bios'")
                .hasMessageContaining("boot.diskSize: 'huge' is no size")
                .hasMessageContaining("boot.wanted: there is no state 'runing'. To fix: write 'running'")
                .hasMessageContaining("boot.assertions: 'telnet'");
    }

    @Test
    @InjectMojo(goal = "boot", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <formats>tar</formats>
                      <boot/>
                    </configuration></plugin></plugins></build></project>
                    """)
    void needsADisk(BootMojo mojo) {
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("formats: has no disk that could be booted");
    }

    @Test
    @InjectMojo(goal = "boot", pom = """
                    <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
                      <boot>
                        <firmwares>uefi</firmwares>
                      </boot>
                    </configuration></plugin></plugins></build></project>
                    """)
    void bootsKernelAndRamdiskWhereThereIsNoDisk(BootMojo mojo) throws Exception {
        Files.createDirectories(project.target().resolve("dib/image"));
        Files.createFile(project.target().resolve("dib/image/no-final-image"));
        assertThatThrownBy(project.place(mojo)::execute)
                .as("of baremetal's names, which are looked for first")
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("machine.vmlinuz is not a file")
                .hasMessageContaining("machine.initrd is not a file");
        Files.createFile(project.target().resolve("machine.initramfs"));
        assertThatThrownBy(project.place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("machine.kernel is not a file")
                .message()
                .doesNotContain("initramfs", "formats", "disk");
    }
}
