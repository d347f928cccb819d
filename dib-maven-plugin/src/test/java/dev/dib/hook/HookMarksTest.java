// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookMarksTest {

    @TempDir
    private Path directory;

    @Test
    void tellsWhoWroteAFileHoweverFastHooksFollowEachOther() throws Exception {
        var marks = new HookMarks(directory.resolve("marker"));
        Path before = write("before");
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            marks.hookStarted(Phase.INSTALL, "element" + i, "10-hook");
            files.add(write("of" + i));
            marks.hookFinished(Phase.INSTALL, "element" + i, "10-hook", Duration.ZERO);
            files.add(write("after" + i));
        }
        assertThat(marks.elementAt(changed(before))).isEmpty();
        for (int i = 0; i < 300; i++) {
            assertThat(marks.elementAt(changed(files.get(2 * i))))
                    .as("file %s", i)
                    .contains("element" + i);
            assertThat(marks.elementAt(changed(files.get(2 * i + 1))))
                    .as("after file %s", i)
                    .isEmpty();
        }
    }

    @Test
    void isNotFooledByTimesThatHooksSet() throws Exception {
        var marks = new HookMarks(directory.resolve("marker"));
        marks.hookStarted(Phase.INSTALL, "one", "10-hook");
        Path file = write("old");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        marks.hookFinished(Phase.INSTALL, "one", "10-hook", Duration.ZERO);
        assertThat(marks.elementAt(changed(file))).contains("one");
    }

    private Path write(String name) throws IOException {
        return Files.writeString(directory.resolve(name), name);
    }

    private static Instant changed(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }
}
