// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.TestUser;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds that are killed while the disk is made, and while it is converted. For the phases of hooks see {@code it/killed-build}. */
class KilledBuildTest {

    /** Seconds that a build may take to come to where it is killed, on a busy machine. */
    private static final int PATIENCE = 180;

    private static final long MEBIBYTE = 1 << 20;

    static Stream<Arguments> cases() throws Exception {
        return TestUser.all()
                .flatMap(user -> Stream.of(
                        Arguments.of(user, "target/dib/scratch/*/assembly/disk.raw", "KILL"),
                        Arguments.of(user, "target/dib/image/convert/machine.{qcow2,squashfs}", "KILL"),
                        Arguments.of(user, "target/dib/image/convert/machine.{qcow2,squashfs}", "INT")));
    }

    @ParameterizedTest(name = "{0}: {2} as {1} is written")
    @MethodSource("cases")
    void leaveNothing(TestUser user, String file, String signal) throws Exception {
        Path directory = user.directory().toRealPath();
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        boolean conversion = file.contains("convert");
        line.addAll(user.java(
                directory,
                BuildToKill.class,
                TinyImage.LIBRARIES,
                conversion ? new String[] {directory.toString(), "convert"} : new String[] {directory.toString()}));
        Path output = directory.resolve("output");
        Process build = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (!isBeingWritten(directory, file)) {
                assertThat(build.isAlive())
                        .as("the build runs until %s is written; it said: %s", file, Files.readString(output))
                        .isTrue();
                assertThat(System.nanoTime()).as("time").isLessThan(end);
                TimeUnit.MILLISECONDS.sleep(5);
            }

            new ProcessBuilder("kill", "-" + signal, Long.toString(build.pid()))
                    .start()
                    .waitFor();

            assertThat(build.waitFor(30, TimeUnit.SECONDS)).as("the JVM ends").isTrue();
            end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            var leftovers = new Leftovers(directory);
            while (!leftovers.list().isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(leftovers.list()).isEmpty();
            if (conversion) {
                assertThat(directory.resolve("target/dib/image/disk.raw"))
                        .as("what the build had finished")
                        .exists();
            } else {
                assertThat(directory.resolve("target/dib/image")).doesNotExist();
            }
        } finally {
            build.destroyForcibly();
            TestUser.remove(directory);
        }
    }

    private static boolean isBeingWritten(Path directory, String glob) throws IOException {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + directory + "/" + glob);
        Path top = directory.resolve(glob.substring(0, glob.indexOf('/', "target/dib/".length())));
        if (!Files.isDirectory(top)) {
            return false;
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(top, Set.of(), 3, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (matcher.matches(path) && attributes.size() > MEBIBYTE) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                // it went, or is nobody's to see
                return FileVisitResult.CONTINUE;
            }
        });
        return !found.isEmpty();
    }
}
