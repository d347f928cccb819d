// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a sandbox has to do, whoever opens it. Each gets an empty directory, and leaves nothing in it. */
enum Scenario {
    UID_IS_0_AND_PROCESSES_ARE_PRIVATE {
        @Override
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
                assertThat(sandbox.lines(Command.of("id", "-u"))).containsExactly("0");
                assertThat(sandbox.lines(Command.of("sh", "-c", "ls -d /proc/[0-9]* | wc -l")))
                        .as("PID 1, sh, ls, wc")
                        .containsExactly("4");
                assertThat(sandbox.run(Command.of("sh", "-c", "exec 3</dev/tty"), line -> {})
                                .status())
                        .as("opening the terminal")
                        .isNotZero();
            }
        }
    },

    ENVIRONMENT_DIRECTORY_AND_ARGUMENTS_ARE_EXACT {
        @Override
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
                Path place = sandbox.scratch().resolve("a place");
                sandbox.check(Command.of("mkdir", place.toString()));
                List<String> lines = sandbox.lines(Command.of(
                                "bash", "-c", "printf '%s\\n' \"$PWD\" \"$@\"", "sh", "", "a b", "\"'\\$x", "-n", "é")
                        .in(place));
                assertThat(lines).containsExactly(place.toString(), "", "a b", "\"'\\$x", "-n", "é");
                assertThat(sandbox.lines(
                                Command.of("/usr/bin/env").withOnly(java.util.Map.of("A", "b c", "PATH", "/x"))))
                        .contains("A=b c", "PATH=/x")
                        .allMatch(line -> line.matches("(A|PATH|PWD)=.*"));
            }
        }
    },

    STATUS_IS_THAT_OF_THE_COMMAND {
        @Override
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
                assertThat(sandbox.run(Command.of("sh", "-c", "exit 42"), line -> {})
                                .status())
                        .isEqualTo(42);
                assertThat(sandbox.run(Command.of("sh", "-c", "kill -TERM $$"), line -> {})
                                .status())
                        .isEqualTo(128 + 15);
                Outcome missing = sandbox.run(Command.of("no-such-program"), line -> {});
                assertThat(missing.status()).isEqualTo(127);
                assertThat(missing.tail()).anyMatch(line -> line.contains("no-such-program"));
            }
        }
    },

    LIMIT_ENDS_THE_WHOLE_TREE {
        @Override
        void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            String script = "sleep " + sleep + " & (setsid sleep " + sleep + " &) ; sleep " + sleep + "; wait";
            try (Sandbox sandbox = open(directory)) {
                Outcome outcome =
                        sandbox.run(Command.of("bash", "-c", script).within(Duration.ofSeconds(2)), line -> {});
                assertThat(outcome.timedOut()).isTrue();
                assertThat(outcome.elapsed()).isLessThan(Duration.ofSeconds(5));
                assertThat(sandbox.processes())
                        .as("only what became a daemon before the limit")
                        .hasSizeLessThanOrEqualTo(1)
                        .allMatch(process -> process.commandLine().equals("sleep " + sleep));
            }
            assertThat(Traces.processes(sleep)).isEmpty();
        }
    },

    INTERRUPTION_ENDS_THE_WHOLE_TREE {
        @Override
        void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            try (Sandbox sandbox = open(directory)) {
                Thread caller = Thread.currentThread();
                Command command = Command.of("bash", "-c", "sleep " + sleep + " & echo started; wait");
                assertThatThrownBy(() -> sandbox.run(command, line -> caller.interrupt()))
                        .isInstanceOf(InterruptedException.class);
                assertThat(sandbox.processes()).isEmpty();
            }
        }
    },

    DAEMONS_ARE_FOUND_AND_KILLED {
        @Override
        void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            Command daemon = Command.of("bash", "-c", "(setsid sleep " + sleep + " >/dev/null 2>&1 &)");
            try (Sandbox sandbox = open(directory)) {
                sandbox.check(daemon);
                assertThat(sandbox.processes())
                        .extracting(ProcessInfo::commandLine)
                        .containsExactly("sleep " + sleep);
                assertThat(sandbox.killAll())
                        .extracting(ProcessInfo::commandLine)
                        .containsExactly("sleep " + sleep);
                assertThat(sandbox.processes()).isEmpty();
                sandbox.check(daemon);
                assertThat(sandbox.end()).extracting(ProcessInfo::commandLine).containsExactly("sleep " + sleep);
                assertThat(sandbox.end()).as("the second end").isEmpty();
            }
            assertThat(Traces.processes(sleep)).isEmpty();
        }
    },

    LARGE_OUTPUT_STREAMS {
        @Override
        void run(Path directory) throws Exception {
            AtomicLong characters = new AtomicLong();
            try (Sandbox sandbox = open(directory)) {
                Outcome outcome = sandbox.check(
                        Command.of("sh", "-c", "yes 0123456789012345678901234567890123456789 | head -c 104857600"),
                        line -> characters.addAndGet(line.length() + 1L));
                assertThat(outcome.tail()).hasSize(Outcome.TAIL_LINES);
            }
            assertThat(characters.get()).isBetween(104_857_600L, 104_857_601L);
        }
    },

    FILES_OF_OTHER_IDS_ARE_REMOVED {
        @Override
        void run(Path directory) throws Exception {
            Path outside = Files.createDirectory(directory.resolve("outside"));
            Files.writeString(outside.resolve("precious"), "");
            try (Sandbox sandbox = open(directory)) {
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
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
                SmallFiles files = new SmallFiles(sandbox);
                Path file = sandbox.scratch().resolve("mem/it's a file");
                byte[] content = new byte[300_000];
                new java.util.Random(7).nextBytes(content);
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
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
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
        void run(Path directory) throws Exception {
            try (Sandbox sandbox = open(directory)) {
                Path bin = sandbox.scratch().resolve("bin");
                SudoStandIn.install(sandbox, bin);
                SudoChecks.run(sandbox, bin);
            }
        }
    },

    NEIGHBOURS_ARE_LEFT_ALONE_AND_STALE_ONES_REMOVED {
        @Override
        void run(Path directory) throws Exception {
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
        void run(Path directory) throws Exception {
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
        void run(Path directory) throws Exception {
            String sleep = Traces.uniqueSleep();
            Sandbox sandbox = open(directory);
            sandbox.check(Command.of("bash", "-c", "(setsid sleep " + sleep + " >/dev/null 2>&1 &)"));
            ProcessHandle.of(sandbox.pid())
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(Traces.within(
                            Duration.ofSeconds(5), () -> Traces.processes(sleep).isEmpty()))
                    .isTrue();
            assertThatThrownBy(sandbox::end).isInstanceOf(IOException.class);
            open(directory).close();
        }
    };

    abstract void run(Path directory) throws Exception;

    private static Sandbox open(Path directory) throws IOException, InterruptedException {
        return Sandbox.open(SandboxSpec.of(directory.resolve("work")).withTmpfs(Path.of("mem"), "64m"));
    }

    /** Runs one: its name and its directory are the arguments. */
    public static void main(String... arguments) throws Exception {
        valueOf(arguments[0]).run(Path.of(arguments[1]));
    }
}
