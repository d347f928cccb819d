// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class TestMojoTest {

    private static final String SETUP = """
            <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
              <elementName>motd</elementName>
              <test>
                <base><element>tiny</element></base>
                <assertions>
                  <assertion><file>/etc/motd</file><mode>0644</mode><owner>root</owner><content>^hello$</content></assertion>
                  <assertion><absent>/etc/issue</absent></assertion>
                </assertions>
              </test>
            </configuration></plugin></plugins></build></project>
            """;

    @Inject
    private MavenProject mavenProject;

    @TempDir
    private Path directory;

    private MojoProject project;

    @BeforeEach
    void element() throws Exception {
        project = new MojoProject(mavenProject, directory);
        project.element("motd", "install.d/50-motd", "#!/bin/sh\nset -eu\necho hello >/etc/motd\n");
        project.element("../../test/elements/tiny", "element-provides", "operating-system\n");
        project.element("../../test/elements/tiny", "root.d/10-tiny", """
                #!/bin/bash
                set -eu
                for program in bash sh base64 env; do
                    path=$(readlink -f "$(command -v "$program")")
                    install -D "$path" "$TARGET_ROOT/bin/$program"
                    for library in $(ldd "$path" | grep -o '/[^ ]*'); do
                        install -D "$(readlink -f "$library")" "$TARGET_ROOT$library"
                    done
                done
                mkdir -p "$TARGET_ROOT/etc" "$TARGET_ROOT/usr/bin"
                ln -s /bin/env "$TARGET_ROOT/usr/bin/env"
                echo root:x:0:0::/root:/bin/sh >"$TARGET_ROOT/etc/passwd"
                """);
    }

    @Test
    @InjectMojo(goal = "test", pom = SETUP)
    void testsTheElementAndReports(TestMojo mojo) throws Exception {
        place(mojo).execute();
        assertThat(project.target().resolve("dib/test/TEST-dib-test-motd.xml"))
                .content()
                .contains("tests=\"3\"")
                .contains("failures=\"0\"")
                .contains("name=\"file /etc/motd\"");
        assertThat(directory.resolve("cache/test-bases")).isNotEmptyDirectory();
    }

    @Test
    @InjectMojo(goal = "test", pom = SETUP)
    void failsIfAnAssertionDoesNotHold(TestMojo mojo) throws Exception {
        project.element("motd", "install.d/50-motd", "#!/bin/sh\nset -eu\necho hullo >/etc/motd\n");
        assertThatThrownBy(place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("1 of 2 assertions about the element 'motd' do not hold")
                .hasMessageContaining("| hullo")
                .hasMessageContaining("TEST-dib-test-motd.xml");
    }

    @Test
    @InjectMojo(goal = "test", pom = """
            <project><build><plugins><plugin><artifactId>dib-maven-plugin</artifactId><configuration>
              <test>
                <assertions>
                  <assertion><mode>0644</mode></assertion>
                  <assertion><file>etc/motd</file><mode>rw</mode><content>(</content></assertion>
                  <assertion><file>/a</file><absent>/b</absent></assertion>
                  <assertion><command>true</command><owner>root</owner><content>x</content></assertion>
                  <assertion><directory>/a</directory><version>1</version></assertion>
                  <assertion><absent>/a</absent></assertion>
                  <assertion><absent>/a</absent></assertion>
                </assertions>
              </test>
            </configuration></plugin></plugins></build></project>
            """)
    void tellsEverythingThatIsWrongAtOnce(TestMojo mojo) {
        assertThatThrownBy(place(mojo)::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("test.base: is missing")
                .hasMessageContaining("test.assertions[1]: says nothing. To fix: name one of file, directory")
                .hasMessageContaining("test.assertions[2]: 'etc/motd' is no absolute path")
                .hasMessageContaining("test.assertions[2]: 'rw' is no mode")
                .hasMessageContaining("test.assertions[2]: content '(' is no regular expression")
                .hasMessageContaining("test.assertions[3]: is about several things: file, absent")
                .hasMessageContaining("test.assertions[4]: owner and group are those of")
                .hasMessageContaining("test.assertions[4]: content is that of")
                .hasMessageContaining("test.assertions[5]: version is that of")
                .hasMessageContaining("test.assertions[7]: is a second 'absent /a'");
    }

    @Test
    @InjectMojo(goal = "test", pom = SETUP)
    @MojoParameter(name = "skipTests", value = "true")
    void isSkippedLikeOtherTests(TestMojo mojo) throws Exception {
        place(mojo).execute();
        assertThat(Files.exists(project.target())).isFalse();
    }

    @Test
    @InjectMojo(goal = "test")
    void doesNothingWithoutATest(TestMojo mojo) throws Exception {
        place(mojo).execute();
        assertThat(Files.exists(project.target())).isFalse();
    }

    private TestMojo place(TestMojo mojo) {
        mojo.elementDirectory = directory.resolve("src/main/elements/motd").toFile();
        mojo.pluginVersion = "1";
        return project.place(mojo);
    }
}
