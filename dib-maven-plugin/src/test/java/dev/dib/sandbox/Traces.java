// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a test could leave behind on the host. */
final class Traces {

    private Traces() {}

    /** A number of seconds to sleep that no other process of the host sleeps. */
    static String uniqueSleep() {
        return "1000." + System.nanoTime();
    }

    /** The command lines of living processes that contain a text, without those of Java. */
    static List<String> processes(String text) throws IOException {
        return scan("cmdline", text);
    }

    /** The processes of the host that see a mount whose line contains a text. */
    static List<String> mounts(String text) throws IOException {
        return scan("mountinfo", text);
    }

    private static List<String> scan(String file, String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (var directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path directory : directories) {
                String content = content(directory.resolve(file));
                if (content.contains(text)
                        && !content(directory.resolve("comm")).startsWith("java")) {
                    found.add(directory.getFileName() + " " + content.replace('\0', ' '));
                }
            }
        }
        return found;
    }

    /** Nothing if the process has ended, or is not ours to see. */
    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits for a condition: whether it came true in time. */
    static boolean within(Duration limit, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    interface Condition {
        boolean holds() throws IOException;
    }
}
