// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.element.Element;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRepositoriesTest {

    /** What reads the lines in a build: both have to agree. */
    private static final Path SCRIPT = Path.of("../elements/source-repositories/src/main/element/extra-data.d")
            .resolve("source-repositories/lines.sh")
            .toAbsolutePath();

    private final List<Element> elements = new ArrayList<>();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   # a comment",
                "ironic git /opt/ironic https://opendev.org/openstack/ironic.git",
                "ironic git /opt/ironic https://opendev.org/openstack/ironic.git refs/changes/1/2/3",
                "  ironic \t git   /opt/ironic https://example.com/x main   ",
                "ironic git \"/opt/ironic\" 'https://example.com/x' # a comment with three words",
                "ironic tar /opt https://example.com/x.tar.gz .",
                "all git /opt/all https://example.com/x *",
                "a file /usr/share/a /srv/a",
                "a package",
                "a package /opt/a",
                "b git /opt/a",
                "$NAME $TYPE /opt/${NAME} ${BASE:-https://example.com}/x $REF",
                "a git $PLACE",
                "a git /opt/a ${BASE:-https://example.com/a main}",
                "$ALL"
            })
    void takesWhatSourceRepositoriesTakes(String line) throws Exception {
        assertThat(problems(line)).isEmpty();
        assertThat(shell(line)).as("what lines.sh says").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lonely|has 1 field|write name, type, destination, location and perhaps a ref",
                "a git /opt/a https://example.com/x main more|has 6 fields|write name",
                "a gti /opt/a https://example.com/x|the type 'gti' is not known|write 'git' if you meant that",
                "a svn /opt/a https://example.com/x|the type 'svn' is not known|use one of file, git, package, tar",
                "a git opt/a https://example.com/x|the destination 'opt/a' is no absolute path|begin it with a slash",
                "a git /opt/a|'a' has no location|write it behind the destination, or set DIB_REPOLOCATION_a",
                "a file|'a' has no location|write it",
                "a git /opt/../a https://example.com/x|'/opt/../a' is no absolute path|leave '..' out",
                "a git / https://example.com/x|the destination '/' is no absolute path|begin it",
                "a git /opt/a --upload-pack=id|'--upload-pack=id' is no location|write a URL",
                "a git /opt/a https://example.com/x --exec|'--exec' is no ref|write a branch",
                "a git /opt/a https://example.com/x ../x|'../x' is no ref|write a branch",
                "a git /opt/$(id) https://example.com/x|has a '$' or a '`' that begins no variable|commands are not run",
                "a git /opt/`id` https://example.com/x|has a '$' or a '`'|commands are not run",
                "a git /opt/${A https://example.com/x|has a '$' or a '`'|write $NAME",
                "a git /opt/${A:=x} https://example.com/x|has a '$' or a '`'|write $NAME",
                "a git /opt/a https://example.com/x ma$in$|has a '$' or a '`'|write $NAME"
            })
    void refusesWhatSourceRepositoriesRefuses(String line, String message, String remedy) throws Exception {
        List<Problem> found = problems("# first\n" + line + "\n");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).subject()).isEqualTo(directory.resolve("one/source-repository-test") + ":2");
        assertThat(found.get(0).message()).contains(message);
        assertThat(found.get(0).remedy()).contains(remedy);
        assertThat(shell(line)).as("what lines.sh says").isNotEmpty();
    }

    @Test
    void tellsAllLinesThatAreWrong() throws IOException {
        assertThat(problems("a\r\nb git /opt/b https://example.com/b\r\nc gti c https://example.com/c\r\n"))
                .extracting(Problem::subject)
                .extracting(subject -> subject.substring(subject.lastIndexOf(':')))
                .containsExactly(":1", ":3", ":3");
    }

    @Test
    void twoElementsCannotHaveAFileOfOneName() throws IOException {
        file("one", "source-repository-x", "a git /opt/a https://example.com/a\n");
        file("two", "source-repository-x", "b git /opt/b https://example.com/b\n");
        assertThat(check(Map.of()))
                .containsExactly(new Problem(
                        directory.resolve("two/source-repository-x").toString(),
                        "element 'one' has a file of that name too, and only one of them counts",
                        "rename one"));
    }

    @Test
    void oneDestinationHasOneContent() throws IOException {
        file("one", "source-repository-a", "a git /opt/a https://example.com/a\n");
        file("two", "source-repository-b", "b git /opt//a/ https://example.com/b\n");
        assertThat(check(Map.of()))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith(
                        directory.resolve("two/source-repository-b") + ":1: something else is fetched to /opt/a at ")
                .contains(directory.resolve("one/source-repository-a") + ":1. To fix: ")
                .contains("DIB_INSTALLTYPE_b");
        assertThat(check(Map.of("DIB_INSTALLTYPE_b", "package"))).isEmpty();
        assertThat(check(Map.of("DIB_DEFAULT_INSTALLTYPE", "package"))).isEmpty();
    }

    @Test
    void twoElementsMayWantTheSame() throws IOException {
        file("one", "source-repository-a", "a git /opt/a https://example.com/a main\n");
        file("two", "source-repository-b", "b git /opt/a https://example.com/a main\nc git /opt/a $WHERE\n");
        assertThat(check(Map.of())).isEmpty();
    }

    @Test
    void gitClonesToNoFolderThatIsInUse() throws IOException {
        file("one", "source-repository-a", "a file /opt/a/b/c https://example.com/c\n");
        file("two", "source-repository-b", "b git /opt/a https://example.com/a\n");
        assertThat(check(Map.of()))
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("/opt/a is not empty when git is to clone to it: /opt/a/b/c is fetched before, at ");
    }

    @Test
    void whatEditorsLeaveDoesNotCount() throws IOException {
        file("one", "source-repository-a~", "nonsense\n");
        file("one", "source-repositories.md", "nonsense\n");
        assertThat(check(Map.of())).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsAProblem() throws IOException {
        Files.createDirectories(directory.resolve("one/source-repository-a"));
        elements.add(new Element("one", directory.resolve("one"), List.of(), List.of()));
        assertThat(check(Map.of())).extracting(Problem::message).containsExactly("is a folder where a file is wanted");
    }

    private List<Problem> problems(String text) throws IOException {
        file("one", "source-repository-test", text);
        return check(Map.of());
    }

    private List<Problem> check(Map<String, String> environment) throws IOException {
        var problems = new Problems();
        Map<String, String> all = new TreeMap<>(environment);
        all.put("DIB_REPOLOCATION_b", "https://example.com/b");
        SourceRepositories.check(elements, all, problems);
        return problems.list();
    }

    private void file(String element, String name, String text) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(element));
        Files.writeString(folder.resolve(name), text);
        var found = new Element(element, folder, List.of(), List.of());
        if (!elements.contains(found)) {
            elements.add(found);
        }
    }

    /** What the script finds wrong with a line when all variables have good values. */
    private static String shell(String line) throws Exception {
        var builder = new ProcessBuilder(
                "bash",
                "-euc",
                "source \"$1\"; repositories=(); bad_lines=0; read_line test \"$2\"; test \"$bad_lines\" = 0",
                "bash",
                SCRIPT.toString(),
                line);
        builder.environment()
                .putAll(Map.of(
                        "NAME", "a",
                        "TYPE", "git",
                        "BASE", "https://example.com",
                        "REF", "main",
                        "PLACE", "/opt/a https://example.com/a",
                        "ALL", "a git /opt/a https://example.com/a",
                        "DIB_REPOLOCATION_b", "https://example.com/b",
                        "DIB_INSTALLTYPE_a", line.contains("package") ? "package" : "source"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertThat(status).as(output).isBetween(0, 1);
        assertThat(status == 0 || output.contains("source-repositories: test: "))
                .as(output)
                .isTrue();
        return status == 0 ? "" : output;
    }
}
