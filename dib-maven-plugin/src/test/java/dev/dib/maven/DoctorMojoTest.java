// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.verify;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ResolvedElements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class DoctorMojoTest {

    @Inject
    private Log log;

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    @Test
    @InjectMojo(goal = "doctor")
    void tellsWhatThisHostOffers(DoctorMojo mojo) {
        place(mojo).setLog(log);
        lenient().doReturn(null).when(mavenProject).getBasedir();
        // the tests of the sandbox have to work on this host, so its tools are there
        assertThatCode(mojo::execute).doesNotThrowAnyException();
        verify(log, atLeastOnce()).info(contains("nsenter"));
        verify(log, atLeastOnce()).info(contains("sandbox"));
    }

    @Test
    @InjectMojo(goal = "doctor")
    @MojoParameter(name = "formats", value = "erofs")
    void asksForWhatTheFormatsOfAProjectNeed(DoctorMojo mojo) throws Exception {
        resolve(mojo, "tiny");
        assertThat(looked(mojo)).contains("mkfs.erofs", "tar").doesNotContain("mksquashfs", "mke2fs", "curl", "git");
        mojo.formats = List.of("squashfs", "raw");
        assertThat(looked(mojo))
                .contains("mksquashfs", "tar", "mke2fs")
                .doesNotContain("mkfs.erofs", "mcopy", "qemu-system-x86_64");
    }

    @Test
    @InjectMojo(goal = "doctor")
    @MojoParameter(name = "formats", value = "raw")
    void asksForWhatDiskBootAndElementsNeed(DoctorMojo mojo) throws Exception {
        resolve(mojo, "tiny", "cache-url");
        mojo.blockDevice = """
                - local_loop: {name: image0}
                - partitioning:
                    base: image0
                    label: gpt
                    partitions:
                      - {name: ESP, type: EF00, size: 64MiB, mkfs: {type: vfat, mount: {mount_point: /boot/efi}}}
                      - {name: root, type: 8300, size: 100%, mkfs: {type: ext4, mount: {mount_point: /}}}
                """;
        mojo.boot = new Boot();
        mojo.boot.firmwares = List.of("uefi");
        assertThat(looked(mojo))
                .contains("mcopy", "mke2fs", "curl", "qemu-system-x86_64", "OVMF_CODE_4M.fd")
                .doesNotContain("tar", "git", "mksquashfs");
    }

    @Test
    @InjectMojo(goal = "doctor")
    @MojoParameter(name = "formats", value = "qcow")
    @MojoParameter(name = "failOnMissing", value = "true")
    void tellsWhatIsWrongWithThePom(DoctorMojo mojo) throws Exception {
        resolve(mojo, "tiny");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("formats: there is no format 'qcow'. To fix: write 'qcow2'");
    }

    private DoctorMojo place(DoctorMojo mojo) {
        return new MojoProject(mavenProject, directory).place(mojo);
    }

    private void resolve(DoctorMojo mojo, String... names) throws Exception {
        var project = new MojoProject(mavenProject, directory);
        var elements = new ArrayList<Element>();
        for (String name : names) {
            project.element(name, "README.md", "# " + name + "\n");
            elements.add(
                    ElementDirectory.read(directory.resolve("src/main/elements").resolve(name)));
        }
        ResolvedElements.write(elements, place(mojo).directories().resolvedElements());
    }

    /** The names of what was looked at. */
    private static List<String> looked(DoctorMojo mojo) throws Exception {
        List<String> lines = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void info(CharSequence line) {
                lines.add(line.toString());
            }

            @Override
            public void warn(CharSequence line) {
                lines.add(line.toString());
            }
        });
        mojo.execute();
        return lines.stream()
                .filter(line -> line.matches(" +(ok|bad|note) .*"))
                .map(line -> line.strip().split("\\s+", -1)[1])
                .toList();
    }
}
