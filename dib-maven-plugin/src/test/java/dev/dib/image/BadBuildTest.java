// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dib.hook.Phase;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that end badly: each gives one clear error, leaves nothing, and the next good build works. */
class BadBuildTest {

    /** Seconds: the hook that makes the tree needs some of them where much else runs. */
    private static final int LIMIT = 10;

    private static final String GOOD = "#!/bin/bash\ntrue\n";

    @TempDir
    private Path directory;

    private TinyImage tiny;

    @BeforeEach
    void tiny() throws IOException {
        tiny = new TinyImage(directory);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aHookThatFailsIsNamedWithItsElementItsLastWordsAndItsLog(Phase phase) throws Exception {
        String hook = phase.folder() + "/50-fails";
        tiny.hook(hook, "#!/bin/bash\necho first words\necho last words >&2\nexit 3\n");

        Problem problem = failure();

        assertThat(problem.subject()).isEqualTo(hook);
        assertThat(problem.message())
                .startsWith("of element 'mine' failed with status 3. Its last lines:")
                .endsWith("first words\n    last words");
        Path log = tiny.directories().logs().resolve(phase.folder() + ".log");
        assertThat(problem.remedy()).contains("see the whole log in " + log);
        assertThat(log).content().contains("last words", hook + " ended with status 3");
        nothingIsLeft();
    }

    @Test
    void aHookThatIsKilledSaysWhichSignal() throws Exception {
        tiny.hook("install.d/50-fails", "#!/bin/bash\nkill -9 $$\n");
        assertThat(failure().message()).contains("failed with status 137; it printed nothing");
        nothingIsLeft();
    }

    @Test
    void aHookThatHangsIsEnded() throws Exception {
        tiny.timeout(LIMIT).hook("install.d/50-hangs", "#!/bin/bash\necho now\nsleep 7613 &\nsleep 7613\n");

        Problem problem = failure();

        assertThat(problem.subject()).isEqualTo("install.d/50-hangs");
        assertThat(problem.message()).contains("was ended after " + LIMIT + " s, its limit", "now");
        nothingIsLeft();
        tiny.hook("install.d/50-hangs", GOOD);
        assertThat(tiny.build().archive()).exists();
    }

    @Test
    void anEnvironmentFileMayEndTheBuild() throws Exception {
        tiny.hook("environment.d/10-check.bash", "echo this element needs more\nexit 4\n");
        Problem problem = failure();
        assertThat(problem.subject()).startsWith("environment.d");
        assertThat(problem.message()).contains("status 4", "this element needs more");
        nothingIsLeft();
    }

    @Test
    void anImageThatDoesNotFitIsRefusedWithWhatItNeeds() throws Exception {
        tiny.formats("raw")
                .with("DIB_IMAGE_SIZE", "90MiB")
                .hook("install.d/50-grow", "#!/bin/bash\nhead -c 60M /dev/urandom >/srv.bin || exit 9\n")
                .hook("root.d/60-head", "#!/bin/bash\ncp \"$(readlink -f /usr/bin/head)\" \"$TARGET_ROOT/bin/head\"\n");
        assertThat(failure().toString()).matches("(?s)imageSize: 90 MiB is too small.*need \\d+ MiB.*");
        nothingIsLeft();
    }

    /** The one problem that a build ends with. */
    private Problem failure() {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, tiny::build);
        assertThat(thrown).as("what the build ended with").isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        return thrown.problems().get(0);
    }

    private void nothingIsLeft() throws IOException {
        assertThat(tiny.directories().image()).doesNotExist();
        assertThat(new Leftovers(directory).list()).isEmpty();
    }
}
