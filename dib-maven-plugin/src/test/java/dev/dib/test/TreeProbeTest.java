// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.image.BuiltTree;
import dev.dib.inventory.InstalledPackage;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Mounts;
import dev.dib.sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeProbeTest {

    /** Mounts nothing. */
    private static final Commands NO_MOUNTS = (command, lines) -> new Outcome(0, false, Duration.ZERO, List.of());

    @TempDir
    private Path root;

    private Commands commands = new HostCommands();

    @BeforeEach
    void tree() throws IOException {
        Files.createDirectories(root.resolve("usr/lib"));
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("usr/lib/os-release"), "ID=tiny\n");
        Files.setPosixFilePermissions(root.resolve("usr/lib/os-release"), PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
        Files.createSymbolicLink(root.resolve("etc/absolute"), Path.of("/etc/os-release"));
        Files.createSymbolicLink(root.resolve("etc/out"), Path.of("../../../../../../../../lib/os-release"));
        Files.createSymbolicLink(root.resolve("etc/loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("etc/dangling"), Path.of("nothing here"));
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/os-release,true",
        "/lib/os-release,true",
        "/lib/../lib/./os-release,true",
        "/etc/os-release,true",
        "/etc/absolute,true",
        "/etc/out,true",
        "/etc/loop,false",
        "/etc/dangling,false",
        "/etc/passwd,false"
    })
    void linksDoNotLeadOutOfTheTree(String path, boolean there) throws Exception {
        Optional<FileFacts> file = probe().file(path);
        assertThat(file.map(FileFacts::path)).isEqualTo(there ? Optional.of("/usr/lib/os-release") : Optional.empty());
        if (there) {
            assertThat(file.get().mode()).isEqualTo(0640);
            assertThat(probe().text(file.get())).contains("ID=tiny\n");
        }
    }

    @Test
    void aLinkIsOneIfItIsAskedFor() throws Exception {
        FileFacts link = probe().fileOrLink("/etc/dangling").orElseThrow();
        assertThat(link.kind()).isEqualTo(FileFacts.Kind.LINK);
        assertThat(link.target()).isEqualTo("nothing here");
        assertThat(probe().fileOrLink("/lib/os-release").orElseThrow().kind()).isEqualTo(FileFacts.Kind.FILE);
        assertThat(probe().file("/").orElseThrow().kind()).isEqualTo(FileFacts.Kind.DIRECTORY);
    }

    @Test
    void idsHaveTheNamesOfTheTree() throws Exception {
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nalice:x:7:8::/:\nbroken\n");
        assertThat(probe().name("/etc/passwd", 7)).contains("alice");
        assertThat(probe().name("/etc/passwd", 8)).isEmpty();
        assertThat(probe().name("/etc/group", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "enabled,enabled,",
        "enabled,alias,",
        "enabled,disabled,a.service is not enabled: systemctl is-enabled says 'disabled'",
        "disabled,disabled,",
        "masked,enabled,a.service is not masked: systemctl is-enabled says 'enabled'",
        "enabled,,a.service is not enabled: systemctl is-enabled says 'nothing'"
    })
    void unitsAreInAState(String wanted, String printed, String problem) throws Exception {
        commands = (Command command, Consumer<String> lines) -> {
            assertThat(command.line()).endsWith("systemctl is-enabled -- 'a.service'");
            assertThat(command.root()).contains(root);
            if (printed != null) {
                lines.accept(printed);
            }
            return new Outcome(0, false, Duration.ZERO, List.of());
        };
        assertThat(new UnitAssertion("unit", "a.service", wanted).problem(probe()))
                .isEqualTo(Optional.ofNullable(problem));
    }

    @Test
    void packagesAreInstalled() throws Exception {
        TreeProbe tree = probe();
        assertThat(new PackageAssertion("p", "sudo", true, Optional.empty()).problem(tree))
                .isEmpty();
        assertThat(new PackageAssertion("p", "sudo", true, Optional.of(Pattern.compile("1\\..*"))).problem(tree))
                .isEmpty();
        assertThat(new PackageAssertion("p", "sudo", true, Optional.of(Pattern.compile("2"))).problem(tree))
                .contains("sudo has the version 1.9, not '2'");
        assertThat(new PackageAssertion("p", "sudoo", true, Optional.empty()).problem(tree))
                .contains("sudoo is not installed (sudo is)");
        assertThat(new PackageAssertion("p", "sudo", false, Optional.empty()).problem(tree))
                .contains("sudo is installed, version 1.9");
        assertThat(new PackageAssertion("p", "vim", false, Optional.empty()).problem(tree))
                .isEmpty();
    }

    @Test
    void aCommandHasALimit() throws Exception {
        commands = (command, lines) -> new Outcome(137, true, Duration.ofSeconds(9), List.of());
        assertThat(new CommandAssertion("c", "sleep 10", 0, Optional.empty()).problem(probe()))
                .contains("'sleep 10' was ended after 9 s; it printed nothing");
    }

    private TreeProbe probe() throws IOException, InterruptedException {
        var packages = List.of(new InstalledPackage("dpkg", "sudo", "1.9", "amd64"));
        return TreeProbe.of(new BuiltTree(commands, new Mounts(NO_MOUNTS), root, packages), Duration.ofSeconds(9));
    }
}
