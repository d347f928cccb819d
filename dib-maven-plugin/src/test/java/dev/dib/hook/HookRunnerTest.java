// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.element.Element;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.secret.SecretKeeper;
import dev.dib.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookRunnerTest {

    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();

    private final HookListener listener = new HookListener() {
        @Override
        public void phaseStarted(Phase phase, int scripts) {
            events.add(phase + " " + scripts);
        }

        @Override
        public void hookPrinted(Phase phase, String line) {
            events.add(line);
        }

        @Override
        public void hookFinished(Phase phase, String element, String script, Duration elapsed) {
            events.add("finished " + element + "/" + script);
        }
    };

    @Test
    void runsScriptsInOrderWithWhatTheEnvironmentFilesExport() throws Exception {
        write("environment.d/10-first", "export NAME=${NAME:-default}\nexport QUOTED='two  words\nand a line'\n");
        write("environment.d/20-second.bash", "export NAME=$NAME-changed\nhidden=1\n");
        write("install.d/20-b", "#!/bin/bash\necho \"b $NAME ${hidden:-not exported}\"\n");
        write("install.d/10-a", "#!/bin/bash\necho \"a $QUOTED\"\n");

        runner().run(Phase.INSTALL, around(Map.of("NAME", "given")));

        assertThat(events)
                .containsExactly(
                        "install.d 2",
                        "a two  words",
                        "and a line",
                        "finished motd/10-a",
                        "b given-changed not exported",
                        "finished motd/20-b");
        assertThat(directory.resolve("log/install.d.log"))
                .content()
                .containsPattern("\\d\\d:\\d\\d\\.\\d{3} \\| a two  words")
                .contains("install.d/20-b ended with status 0");
    }

    @Test
    void givesScriptsExportedFunctionsAndNothingOfThisProcess() throws Exception {
        write("install.d/10-a", "#!/bin/bash\ngreet\necho \"${HOME:-no home}\"\n");
        runner().run(Phase.INSTALL, around(Map.of("BASH_FUNC_greet%%", "() { echo hello\n}")));
        assertThat(events).contains("hello", "no home");
    }

    @Test
    void endsAtTheFirstScriptThatFailsAndTellsWhichAndWhere() throws Exception {
        write("install.d/10-a", "#!/bin/bash\necho last words\nexit 42\n");
        write("install.d/20-b", "#!/bin/bash\necho never\n");
        assertThatThrownBy(() -> runner().run(Phase.INSTALL, around(Map.of())))
                .isInstanceOfSatisfying(HookFailedException.class, e -> {
                    assertThat(e.outcome().status()).isEqualTo(42);
                    assertThat(e.log()).isEqualTo(directory.resolve("log/install.d.log"));
                })
                .hasMessageContaining("install.d/10-a")
                .hasMessageContaining("element 'motd'")
                .hasMessageContaining("status 42")
                .hasMessageContaining("last words")
                .hasMessageContaining("log/install.d.log");
        assertThat(events).doesNotContain("never");
    }

    @Test
    void keepsSecretsOutOfLogEventsAndMessages() throws Exception {
        write("environment.d/10-secret", "export DIB_NEW_TOKEN=tok-4711-en\n");
        write(
                "install.d/10-a",
                "#!/bin/bash\nset -x\necho \"it is $DIB_ROOT_PASSWORD\"\necho $DIB_NEW_TOKEN\nexit 1\n");
        assertThatThrownBy(() -> runner().run(
                                Phase.INSTALL,
                                around(Map.of("DIB_ROOT_PASSWORD", "it's \"hard\" $5", "DIB_DEBUG_TRACE", "1"))))
                .hasMessageContaining("it is ***")
                .message()
                .doesNotContain("hard", "tok-4711-en");
        assertThat(events).contains("it is ***", "***");
        assertThat(String.join("\n", events)).doesNotContain("hard", "tok-4711-en");
        assertThat(directory.resolve("log/install.d.log")).content().doesNotContain("hard", "tok-4711-en");
    }

    @Test
    void endsAScriptThatTakesTooLong() throws Exception {
        write("install.d/10-a", "#!/bin/bash\nsleep 60 & sleep 61\n");
        long start = System.nanoTime();
        assertThatThrownBy(() -> runner(Duration.ofSeconds(1)).run(Phase.INSTALL, around(Map.of())))
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("its limit");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void endsIfAnEnvironmentFileFails() throws Exception {
        write("environment.d/10-check", "echo 'this cannot be' >&2\nexit 3\n");
        write("install.d/10-a", "#!/bin/bash\necho never\n");
        assertThatThrownBy(() -> runner().run(Phase.INSTALL, around(Map.of())))
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("environment.d (before install.d)")
                .hasMessageContaining("status 3")
                .hasMessageContaining("this cannot be");
        assertThat(events).doesNotContain("never");
    }

    @Test
    void failsOnAVariableThatIsNotSet() throws Exception {
        write("environment.d/10-check", "export A=$NOT_SET\n");
        write("install.d/10-a", "#!/bin/bash\n");
        assertThatThrownBy(() -> runner().run(Phase.INSTALL, around(Map.of())))
                .hasMessageContaining("NOT_SET: unbound variable");
    }

    @Test
    void saysNothingOfAPhaseWithoutScripts() throws Exception {
        write("install.d/README", "no script\n");
        runner().run(Phase.INSTALL, around(Map.of()));
        runner().run(Phase.CLEANUP, around(Map.of()));
        assertThat(events).isEmpty();
        assertThat(directory.resolve("log")).doesNotExist();
    }

    private HookRunner runner() throws IOException {
        return runner(Duration.ofMinutes(1));
    }

    private HookRunner runner(Duration limit) throws IOException {
        Path hooks = Files.createDirectories(directory.resolve("motd"));
        HookTree tree = HookTree.of(List.of(new Element("motd", hooks, List.of(), List.of())));
        return new HookRunner(
                new HostCommands(),
                tree,
                directory.resolve("log"),
                Clock.systemUTC(),
                limit,
                listener,
                new SecretKeeper(Secrets.of(List.of(), List.of("motd"))));
    }

    private Surroundings around(Map<String, String> environment) {
        Path hooks = directory.resolve("motd");
        return new Surroundings(hooks, hooks, Optional.empty(), directory, environment)
                .plus(Map.of("PATH", Command.PATH));
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve("motd").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
