// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFolderTest {

    @TempDir
    private Path folder;

    @Test
    void runsByLeadingNumberThenByBytes() throws IOException {
        for (String name : List.of("b", "100-c", "9-z", "01-y", "kernel_config", "00-01-x", "README", "50-a", "50-B")) {
            script(name);
        }
        assertThat(ScriptFolder.scripts(folder))
                .as("the order of LC_ALL=C sort -n")
                .containsExactly("00-01-x", "README", "b", "kernel_config", "01-y", "9-z", "50-B", "50-a", "100-c");
    }

    @Test
    void passesOverNamesWithADotFoldersAndFilesThatAreNotExecutable() throws IOException {
        script("5.sh");
        Files.createDirectory(folder.resolve("10-folder"));
        Files.createFile(folder.resolve("20-not-executable"));
        Files.createSymbolicLink(folder.resolve("30-broken"), folder.resolve("nowhere"));
        script("40-runs");
        Files.createSymbolicLink(folder.resolve("50-link"), folder.resolve("40-runs"));
        assertThat(ScriptFolder.scripts(folder)).containsExactly("40-runs", "50-link");
    }

    @Test
    void sourcesEnvironmentFilesByBytesWhateverTheirMode() throws IOException {
        for (String name : List.of("9-a", "100-c", "11-d.bash", "A", "09-x", "10-b", "b c")) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(ScriptFolder.environmentFiles(folder))
                .as("numbers do not count here, and a name with a blank is passed over")
                .containsExactly("09-x", "10-b", "100-c", "11-d.bash", "9-a", "A");
    }

    @Test
    void hasNothingToRunWhereThereIsNoFolder() throws IOException {
        assertThat(ScriptFolder.scripts(folder.resolve("install.d"))).isEmpty();
    }

    @RepeatedTest(20)
    void agreesWithSort(RepetitionInfo repetition) throws IOException, InterruptedException {
        var random = new Random(repetition.getCurrentRepetition());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            names.add(randomName(random));
        }
        Files.write(folder.resolve("names"), names);
        Process sort = new ProcessBuilder("sort", "-n", "names")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sorted").toFile())
                .start();
        assertThat(sort.waitFor()).as("status of sort").isZero();
        Collections.sort(names, ScriptFolder.ORDER);
        assertThat(names)
                .as("seed %d", repetition.getCurrentRepetition())
                .isEqualTo(Files.readAllLines(folder.resolve("sorted")));
    }

    private static String randomName(Random random) {
        String alphabet = "0123456789AZaz_-";
        var name = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return name.toString();
    }

    private void script(String name) throws IOException {
        Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
