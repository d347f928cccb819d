// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPartsTest {

    private static final Path COMMAND = Elements.file("dib-run-parts", "bin/dib-run-parts");

    @TempDir
    private Path temporary;

    private Folder folder;
    private Path scripts;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new Folder(temporary);
        scripts = Files.createDirectories(temporary.resolve("install.d"));
    }

    @Test
    void ordersByNumberThenByName() throws Exception {
        for (String name :
                new String[] {"100-b", "50-a", "01-y", "9-z", "kernel_config", "00-01-x", "README", "5.sh", "50-B"}) {
            folder.script("install.d/" + name, "#!/bin/sh\n");
        }
        folder.write("install.d/20-not-executable", "");
        Files.createDirectories(scripts.resolve("30-folder"));
        Files.createSymbolicLink(scripts.resolve("40-link"), Path.of("50-a"));
        Files.createSymbolicLink(scripts.resolve("41-broken"), Path.of("nowhere"));
        Run.Result result = Run.of(COMMAND, "--list", scripts).run();
        assertThat(result.lines().stream()
                        .map(line -> Path.of(line).getFileName().toString()))
                .containsExactly(
                        "00-01-x", "README", "kernel_config", "01-y", "9-z", "40-link", "50-B", "50-a", "100-b");
    }

    @Test
    void sourcesTheEnvironmentAndRunsEveryScript() throws Exception {
        folder.write("environment.d/10-a", "export A=first\n");
        folder.write("environment.d/9-last.bash", "export B=\"$A second\"\n");
        folder.write("environment.d/11-no!", "exit 1\n");
        folder.script("install.d/10-one", "#!/bin/sh\necho \"$B\"\n");
        folder.script("install.d/20-two", "#!/bin/sh\necho two\n");
        Run.Result result = Run.of(COMMAND, scripts).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.lines()).containsExactly("first second", "two");
        assertThat(result.errors())
                .contains("dib-run-parts Running " + scripts + "/10-one", "dib-run-parts 10-one completed")
                .contains("dib-run-parts Target: install.d")
                .containsPattern("dib-run-parts 20-two {35} +0\\.\\d{3}\n");
    }

    @Test
    void stopsAtTheFirstFailure() throws Exception {
        folder.script("install.d/10-one", "#!/bin/sh\nexit 42\n");
        folder.script("install.d/20-two", "#!/bin/sh\necho two\n");
        Run.Result result = Run.of(COMMAND, scripts).run();
        assertThat(result.status()).isEqualTo(42);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).doesNotContain("PROFILING");
    }

    @Test
    void anEnvironmentFileMayStopIt() throws Exception {
        folder.write("environment.d/10-check", "echo \"$UNSET_VARIABLE\"\n");
        folder.script("install.d/10-one", "#!/bin/sh\necho one\n");
        Run.Result result = Run.of(COMMAND, scripts).run();
        assertThat(result.status()).isNotZero();
        assertThat(result.output()).isEmpty();
    }

    @Test
    void acceptsAFolderWithoutScripts() throws Exception {
        folder.write("environment.d/no!", "exit 1\n");
        assertThat(Run.of(COMMAND, scripts).run().status()).isZero();
        assertThat(Run.of(COMMAND, "--list", scripts).run().output()).isEmpty();
    }

    @Test
    void refusesWhatIsNoFolder() throws Exception {
        Run.Result result = Run.of(COMMAND, temporary.resolve("nowhere")).run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("must exist and be a directory");
        assertThat(Run.of(COMMAND).run().status()).isEqualTo(1);
    }
}
