// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** What a sandbox does with files, mounts and its scratch directory. */
enum TreeScenario implements Scenario {
    FILES_OF_OTHER_IDS_ARE_REMOVED {
        @Override
        public void run(Path directory) throws Exception {
            Path outside = Files.createDirectory(directory.resolve("outside"));
            Files.writeString(outside.resolve("precious"), "");
            try (Sandbox sandbox = Scenario.open(directory)) {
                sandbox.check(Command.of(
                                "sh",
                                "-c",
                                "mkdir -p a/b bound && touch a/b/c && chown -R 33:44 a && chmod 0 a && mount --bind ../outside bound"
                                        + " && ln -s ../outside link")
                        .in(sandbox.scratch()));
            }
            assertThat(outside.resolve("precious")).exists();
            Files.delete(outside.resolve("precious"));
            Files.delete(outside);
        }
    },

    SMALL_FILES_ARE_READ_AND_WRITTEN {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                SmallFiles files = new SmallFiles(sandbox);
                Path file = sandbox.scratch().resolve("mem/it's a file");
                byte[] content = new byte[300_000];
                new Random(7).nextBytes(content);
                files.write(file, content, "640");
                assertThat(files.readBytes(file)).isEqualTo(content);
                sandbox.check(Command.of("ln", "-s", "/etc/hostname", sandbox.scratch() + "/mem/link"));
                files.write(sandbox.scratch().resolve("mem/link"), "é\n", "600");
                assertThat(files.read(sandbox.scratch().resolve("mem/link"))).isEqualTo("é\n");
                assertThat(sandbox.lines(Command.of("stat", "-c", "%a %F", sandbox.scratch() + "/mem/link")))
                        .containsExactly("600 regular file");
                assertThatThrownBy(() -> files.read(Path.of("/no/such/file")))
                        .isInstanceOf(CommandFailedException.class)
                        .hasMessageContaining("/no/such/file");
            }
        }
    },

    TREE_CAN_BE_ENTERED {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                Path root = sandbox.scratch().resolve("mem/the root");
                Mounts mounts = new Mounts(sandbox);
                mounts.tmpfs(root, "mode=755");
                mounts.proc(root.resolve("proc"));
                mounts.sys(root.resolve("sys"));
                mounts.dev(root.resolve("dev"));
                mounts.bindReadOnly(Path.of("/usr"), root.resolve("usr"));
                mounts.bindReadOnly(Path.of("/dev/shm"), root.resolve("shm"));
                mounts.bind(Path.of("/etc/hostname"), root.resolve("etc/hostname"));
                sandbox.check(Command.of(
                                "sh",
                                "-c",
                                "for d in bin lib lib64; do [ ! -e /$d ] || ln -s usr/$d $d; done; mkdir tmp")
                        .in(root));
                String script = """
                        pwd
                        echo lost >/dev/null
                        head -c 3 /dev/zero | wc -c
                        readlink /proc/self/exe >/dev/null && echo proc
                        for d in /usr /sys /shm; do touch $d/x 2>/dev/null || echo read-only $d; done
                        stat -c %a /dev /dev/shm
                        cat /etc/hostname >/dev/null && echo bound
                        script -qc tty /dev/null
                        """;
                assertThat(sandbox.lines(
                                Command.of("sh", "-c", script).chroot(root).in(Path.of("/tmp"))))
                        .containsExactly(
                                "/tmp",
                                "3",
                                "proc",
                                "read-only /usr",
                                "read-only /sys",
                                "read-only /shm",
                                "755",
                                "1777",
                                "bound",
                                "/dev/pts/0");
                sandbox.check(Command.of("ln", "-s", "/etc", root + "/link"));
                assertThatThrownBy(() -> mounts.tmpfs(root.resolve("link"), "mode=755"))
                        .hasMessageContaining("symbolic link");
                Command busy = Command.of("sh", "-c", "(setsid sleep 100 >/dev/null 2>&1 &)");
                sandbox.check(busy.in(root.resolve("dev/shm")));
                mounts.unmountBelow(root);
                assertThat(sandbox.lines(Command.of("cat", "/proc/self/mountinfo")))
                        .noneMatch(line -> line.contains("the\\040root"));
            }
        }
    },

    SUDO_STANDS_IN {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox sandbox = Scenario.open(directory)) {
                Path bin = sandbox.scratch().resolve("bin");
                SudoStandIn.install(sandbox, bin);
                SudoChecks.run(sandbox, bin);
            }
        }
    },

    NEIGHBOURS_ARE_LEFT_ALONE_AND_STALE_ONES_REMOVED {
        @Override
        public void run(Path directory) throws Exception {
            try (Sandbox neighbour = Sandbox.open(SandboxSpec.of(directory.resolve("one")))) {
                Sandbox killed = Sandbox.open(SandboxSpec.of(directory.resolve("two")));
                killed.check(Command.of("sh", "-c", "mkdir x && chown 33:33 x").in(killed.scratch()));
                ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
                assertThat(Traces.within(
                                Duration.ofSeconds(5),
                                () -> ProcessHandle.of(killed.pid()).isEmpty()))
                        .isTrue();
                assertThatThrownBy(() -> killed.check(Command.of("true")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("the sandbox ended");
                assertThatThrownBy(killed::end).isInstanceOf(IOException.class).hasMessageContaining("two");
                assertThat(killed.scratch()).exists();
                try (Sandbox next = Sandbox.open(SandboxSpec.of(directory.resolve("three")))) {
                    assertThat(killed.scratch()).doesNotExist();
                    assertThat(neighbour.scratch()).exists();
                    assertThat(next.notes()).singleElement().asString().contains("two");
                }
                assertThat(neighbour.lines(Command.of("id", "-u"))).containsExactly("0");
            }
        }
    },

    TAKEN_SCRATCH_IS_REFUSED {
        @Override
        public void run(Path directory) throws Exception {
            SandboxSpec spec = SandboxSpec.of(directory.resolve("work"));
            try (Sandbox sandbox = Sandbox.open(spec)) {
                assertThatThrownBy(() -> Sandbox.open(spec))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("another build works in it, process "
                                + ProcessHandle.current().pid());
                assertThat(sandbox.scratch()).exists();
            }
            Path mine = Files.createDirectory(directory.resolve("mine"));
            assertThatThrownBy(() -> Sandbox.open(SandboxSpec.of(mine)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("no sandbox made it");
            Files.delete(mine);
        }
    },

    OUTER_PROCESS_KILLED_ENDS_ALL {
        @Override
        public void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            Sandbox sandbox = Scenario.open(directory);
            sandbox.check(Command.of("bash", "-c", "(setsid sleep " + sleep + " >/dev/null 2>&1 &)"));
            ProcessHandle.of(sandbox.pid())
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(Traces.within(
                            Duration.ofSeconds(5), () -> Traces.processes(sleep).isEmpty()))
                    .isTrue();
            assertThatThrownBy(sandbox::end).isInstanceOf(IOException.class);
            Scenario.open(directory).close();
        }
    };
}
