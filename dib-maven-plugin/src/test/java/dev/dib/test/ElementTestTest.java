// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.image.BuildListener;
import dev.dib.image.ImageDirectories;
import dev.dib.image.request.Variables;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests elements for real, on a root tree of a few programs of this host. */
class ElementTestTest {

    @TempDir
    private Path directory;

    private TestElements elements;
    private final List<String> noticed = new ArrayList<>();
    private Variables variables = new Variables(Map.of("DIB_WHOM", "you"), Map.of());

    @BeforeEach
    void elements() throws IOException {
        elements = new TestElements(directory.resolve("elements")).tiny();
        elements.script("motd", "install.d/50-motd", "echo \"built for $DIB_WHOM\" >/etc/motd\nchmod 640 /etc/motd\n");
    }

    @Test
    void runsTheElementOnTheBaseAndLooksAtTheTree() throws Exception {
        ElementTestReport report = test(
                file("/etc/motd", "0640", "root", "^built for you$"),
                file("/etc/motd", "0644", "alice", "for me"),
                new AbsentAssertion("absent", "/etc/motd"),
                new AbsentAssertion("really absent", "/etc/nothing"),
                new FileAssertion(
                        "link",
                        "/usr/bin/env",
                        FileAssertion.Kind.LINK,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of("root"),
                        Optional.of(Pattern.compile("/bin/e.v"))),
                new CommandAssertion("command", "cat /etc/motd; exit 3", 3, Optional.of(Pattern.compile("you"))),
                new CommandAssertion("other command", "echo no", 0, Optional.of(Pattern.compile("yes"))),
                new PackageAssertion("package", "bash", true, Optional.empty()));
        assertThat(report.failure()).isEmpty();
        assertThat(report.results())
                .extracting(result -> result.problem().orElse("holds"))
                .containsExactly(
                        "holds",
                        "/etc/motd has the mode 0640, not 0644; /etc/motd has the owner root (0), not alice;"
                                + " 'for me' is not found in /etc/motd, which is:\n    | built for you",
                        "/etc/motd is there, a file",
                        "holds",
                        "holds",
                        "holds",
                        "'yes' is not in what 'echo no' prints. It printed:\n    | no",
                        "bash is not installed");
        assertThat(report.succeeded()).isFalse();
        assertThat(report.failureMessage()).startsWith("4 of 8 assertions about the element 'motd' do not hold:\n");
    }

    @Test
    void keepsTheBaseUntilItChanges() throws Exception {
        elements.script("tiny", "install.d/10-tiny", "[ ! -e /etc/tiny ]\ntouch /etc/tiny\n");
        elements.script("tiny", "finalise.d/10-tiny", "touch /etc/finalised\n");
        elements.file("tiny", "environment.d/10-tiny", "export FROM_TINY=yes\n");
        elements.script("motd", "install.d/50-motd", "echo \"$FROM_TINY\" >/etc/motd\n[ ! -e /etc/finalised ]\n");
        Assertion[] expected = {
            file("/etc/motd", "0644", "root", "yes"), file("/etc/finalised", "0644", "root", ""),
        };
        assertHolds(test(expected));
        elements.script("motd", "install.d/60-motd", "echo more >>/etc/motd\n");
        assertHolds(test(expected[0], expected[1], file("/etc/motd", "0644", "7", "more")));
        assertThat(noticed)
                .filteredOn(line -> line.contains("base"))
                .containsExactly(
                        "Making the base (tiny), which is then kept",
                        "The base (tiny) is one that was kept; -U makes it" + " anew");
        noticed.clear();
        elements.file("tiny", "environment.d/10-tiny", "export FROM_TINY=no\n");
        assertThat(test(expected).results().get(0).problem().orElseThrow()).contains("| no");
        assertThat(noticed).contains("Making the base (tiny), which is then kept");
        try (var kept = Files.list(directory.resolve("cache/test-bases"))) {
            assertThat(kept).hasSize(2).allMatch(path -> path.toString().endsWith(".tar"));
        }
    }

    @Test
    void toolsOfTheBaseRunAgainAndWhatTheElementNeedsRuns() throws Exception {
        elements.script("pkg-map", "install.d/01-tool", "echo tool >>/etc/log\n");
        elements.script("content", "install.d/02-content", "echo content >>/etc/log\n");
        elements.script("needed", "install.d/03-needed", "echo needed >>/etc/log\n");
        elements.file("tiny", "element-deps", "content\npkg-map\n");
        elements.file("motd", "element-deps", "content\nneeded\npkg-map\n");
        assertHolds(test(new CommandAssertion(
                "log", "cat /etc/log", 0, Optional.of(Pattern.compile("\\Atool\ncontent\ntool\nneeded\\z")))));
    }

    @Test
    void asksForNoInitramfsUnlessThePomDoes() throws Exception {
        elements.script("motd", "install.d/50-motd", "echo \"$DIB_INITRAMFS_MODULES\" >/etc/motd\n");
        assertHolds(test(file("/etc/motd", "0644", "root", "^none$")));
        variables = new Variables(Map.of("DIB_INITRAMFS_MODULES", "list"), Map.of());
        assertHolds(test(file("/etc/motd", "0644", "root", "^list$")));
        variables = new Variables(Map.of(), Map.of("DIB_INITRAMFS_MODULES", "most"));
        assertHolds(test(file("/etc/motd", "0644", "root", "^most$")));
    }

    @Test
    void aHookThatFailsIsInTheReport() throws Exception {
        elements.script("motd", "install.d/60-motd", "echo something is wrong\nexit 7\n");
        ElementTestReport report = test(new AbsentAssertion("absent", "/etc/x"));
        assertThat(report.succeeded()).isFalse();
        assertThat(report.failureMessage())
                .contains("install.d/60-motd")
                .contains("failed with status 7")
                .contains("something is wrong");
        assertThat(report.writeTo(directory))
                .content()
                .contains("<testsuite name=\"dib.test.motd\"")
                .contains("failures=\"1\"")
                .contains("skipped=\"1\"");
    }

    @Test
    void nothingIsLeftOfABaseThatFails() throws Exception {
        elements.script("tiny", "install.d/10-tiny", "exit 1\n");
        assertThatThrownBy(this::test).isInstanceOf(ProblemException.class).hasMessageContaining("install.d/10-tiny");
        assertThat(directory.resolve("cache/test-bases")).isEmptyDirectory();
        try (var left = Files.list(directory.resolve("target"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("dib");
        }
    }

    @Test
    void theBaseDoesNotHoldTheElementUnderTest() throws Exception {
        elements.file("tiny", "element-deps", "motd\n");
        assertThatThrownBy(this::test)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("test.base: contains the element under test, 'motd'");
    }

    private static FileAssertion file(String path, String mode, String owner, String content) {
        return new FileAssertion(
                path + " " + mode + " " + content,
                path,
                FileAssertion.Kind.FILE,
                OptionalInt.of(Integer.parseInt(mode, 8)),
                owner.equals("7") ? Optional.empty() : Optional.of(owner),
                Optional.empty(),
                Optional.of(Pattern.compile(content, Pattern.MULTILINE)));
    }

    private static void assertHolds(ElementTestReport report) {
        assertThat(report.failureMessage()).isEmpty();
        assertThat(report.succeeded()).isTrue();
        assertThat(report.results()).isNotEmpty().hasSameSizeAs(report.spec().assertions());
    }

    private ElementTestReport test(Assertion... assertions) throws IOException, InterruptedException {
        var spec = new ElementTestSpec(
                "motd",
                List.of(elements.folder()),
                List.of("tiny"),
                List.of(),
                null,
                variables,
                new ImageDirectories(directory.resolve("target"), directory.resolve("cache")),
                60,
                false,
                false,
                "1",
                List.of(assertions));
        return new ElementTest(spec, directory, Clock.systemUTC(), new BuildListener() {
                    @Override
                    public void noticed(String message) {
                        noticed.add(message);
                    }
                })
                .run();
    }
}
