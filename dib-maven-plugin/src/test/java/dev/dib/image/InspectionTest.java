// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.hook.HookFailedException;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import dev.dib.sandbox.Outcome;
import dev.dib.sandbox.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever builds can look into the build, as root inside of it: at break points, and where a hook failed. */
class InspectionTest {

    @TempDir
    private Path folder;

    private TinyImage tiny;

    @BeforeEach
    void tiny() throws IOException {
        tiny = new TinyImage(folder);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(new Leftovers(folder).list()).isEmpty();
    }

    static Stream<TestUser> users() throws Exception {
        return TestUser.all();
    }

    @ParameterizedTest
    @MethodSource("users")
    void enteringShowsWhatHooksSee(TestUser user) throws Exception {
        Path directory = user.directory().toRealPath();
        try {
            List<String> seen = new ArrayList<>();
            Outcome outcome = new HostCommands()
                    .run(
                            Command.of(user.java(
                                    directory, InspectionScenario.class, TinyImage.LIBRARIES, directory.toString())),
                            seen::add);
            assertThat(outcome.succeeded()).as(String.join("\n", seen)).isTrue();
            assertThat(seen)
                    .containsExactly(
                            "after-root: host 0 two words 1 0",
                            "before-install: target 0 two words /tmp/in_target.d",
                            "in the image: [hello]",
                            "left: []",
                            "break point is gone: true",
                            "failed: see the whole log in /kept/target/dib/log/install.d.log, or run"
                                    + " /kept/target/dib/kept/enter to get a shell where it failed",
                            "kept, visit 1: 0 two words state 33:33",
                            "kept, visit 2: 0 two words state 33:33",
                            "left: []",
                            "kept after the next build: false");
        } finally {
            TestUser.remove(directory);
        }
    }

    @Test
    void aBuildWaitsAtABreakPointAndCanBeEntered() throws Exception {
        tiny.hook("environment.d/10-mine", "export MINE='two words'\n")
                .hook("install.d/50-see", "#!/bin/bash\nset -e\ncat /left-by-a-person >/seen\n")
                .breakpoints("before-install");
        List<String> heard = new ArrayList<>();
        var person = new BuildListener() {
            @Override
            public void halted(String point, Path folder, Duration limit) {
                Thread thread = new Thread(() -> visit(folder, heard));
                thread.start();
            }

            @Override
            public void resumed(String point, boolean timedOut) {
                heard.add(point + " " + timedOut);
            }
        };
        BuiltImage image = tiny.build(person);
        assertThat(heard).containsExactly("two words /tmp/in_target.d", "entered", "continued", "before-install false");
        assertThat(TinyImage.lines(image, "/seen")).containsExactly("hello");
        assertThat(tiny.directories().breakPoint()).doesNotExist();
    }

    private static void visit(Path folder, List<String> heard) {
        try {
            Command enter = Command.of(
                    folder.resolve("enter").toString(),
                    "bash",
                    "-c",
                    "echo \"$MINE $(cd /tmp/in_target.d && pwd)\"; type die >/dev/null && echo hello >/left-by-a-person");
            heard.addAll(new HostCommands().lines(enter));
            heard.add("entered");
            heard.add("continued");
            new HostCommands().check(Command.of(folder.resolve("continue").toString()));
        } catch (IOException | InterruptedException e) {
            heard.add(e.toString());
        }
    }

    @Test
    void aBreakCommandIsRunInPlaceOfTheWait() throws Exception {
        tiny.calledWith("break", "after-root,before-finalise").calledWith("break_cmd", "echo here $(id -u)");
        tiny.build();
        assertThat(tiny.events()).contains("after-root: here 0", "before-finalise: here 0");
    }

    @Test
    void aFailedBuildIsKeptAndCanBeEnteredWhereItFailed() throws Exception {
        tiny.hook("environment.d/10-mine", "export MINE='two words'\n")
                .hook("install.d/50-fails", "#!/bin/bash\nset -e\necho state >/state\nexit 3\n")
                .keptOnFailure();
        Path enter = tiny.directories().kept().resolve("enter");
        assertThatThrownBy(tiny::build)
                .isInstanceOf(HookFailedException.class)
                .hasMessageContaining("failed with status 3")
                .hasMessageContaining("run " + enter + " to get a shell where it failed");
        for (int i = 0; i < 2; i++) {
            assertThat(new HostCommands()
                            .lines(Command.of(
                                    enter.toString(),
                                    "bash",
                                    "-c",
                                    "cat /state; echo \"$MINE\" $$ \"$PWD\"; ls /tmp/in_target.d/install.d /proc/self/fd/0; "
                                            + "rm /state; type die")))
                    .startsWith("state")
                    .anyMatch(line -> line.startsWith("two words"))
                    .contains("50-fails", "/proc/self/fd/0", "die is a function");
        }
        assertThat(tiny.directories().scratch()).isEmptyDirectory();
        // the next build starts without it
        tiny.hook("install.d/50-fails", "#!/bin/bash\ntrue\n").build();
        assertThat(tiny.directories().kept()).doesNotExist();
    }

    @Test
    void whatFailsOnTheHostIsEnteredOnTheHost() throws Exception {
        tiny.hook("root.d/50-fails", "#!/bin/bash\necho product >$IMAGE_NAME.part\nexit 4\n")
                .keptOnFailure();
        assertThatThrownBy(tiny::build).isInstanceOf(HookFailedException.class);
        assertThat(new HostCommands()
                        .lines(Command.of(
                                tiny.directories().kept().resolve("enter").toString(),
                                "bash",
                                "-c",
                                "cat $IMAGE_NAME.part; ls $TARGET_ROOT; sudo id -u")))
                .contains("product", "etc", "0");
    }

    @Test
    void afterAnErrorTheBuildWaitsIfThatIsWanted() throws Exception {
        tiny.hook("post-install.d/50-fails", "#!/bin/bash\nexit 5\n").breakpoints("after-error");
        List<String> heard = new ArrayList<>();
        var person = new BuildListener() {
            @Override
            public void halted(String point, Path folder, Duration limit) {
                heard.add(point);
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                    Files.delete(folder.resolve("waiting"));
                } catch (IOException | InterruptedException e) {
                    heard.add(e.toString());
                }
            }
        };
        assertThatThrownBy(() -> tiny.build(person)).isInstanceOf(HookFailedException.class);
        assertThat(heard).containsExactly("after-error");
    }
}
