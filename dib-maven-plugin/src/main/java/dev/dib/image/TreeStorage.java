// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether the root tree lives in memory. A tree of a distribution has some ten thousand small files that are
 * written once and read once: on a tmpfs that costs no disk writes at all, and the kernel frees it with the sandbox.
 */
final class TreeStorage {

    private static final long GIB = 1L << 30;

    /** Less memory than this is left to the page cache and the hooks. */
    private static final long LEAST_AVAILABLE = 6 * GIB;

    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    private TreeStorage() {}

    /**
     * The size in bytes of the tmpfs to use, or nothing if the tree shall be on the disk: too little memory, less than {@code
     * DIB_MIN_TMPFS} GiB if that is set, or {@code DIB_NO_TMPFS} is set and not 0.
     */
    static OptionalLong tmpfs(Map<String, String> environment) throws IOException {
        String no = environment.getOrDefault("DIB_NO_TMPFS", "0");
        String least = environment.getOrDefault("DIB_MIN_TMPFS", "");
        return no.isEmpty() || no.equals("0")
                ? tmpfs(
                        Files.readString(Path.of("/proc/meminfo")),
                        least.matches("[0-9]{1,6}") ? Long.parseLong(least) * GIB / 3 * 4 : LEAST_AVAILABLE)
                : OptionalLong.empty();
    }

    static OptionalLong tmpfs(String meminfo) {
        return tmpfs(meminfo, LEAST_AVAILABLE);
    }

    private static OptionalLong tmpfs(String meminfo, long leastAvailable) {
        Matcher available = AVAILABLE.matcher(meminfo);
        if (!available.find()) {
            return OptionalLong.empty();
        }
        long bytes = Long.parseLong(available.group(1)) * 1024;
        return bytes < leastAvailable ? OptionalLong.empty() : OptionalLong.of(bytes / 4 * 3);
    }
}
