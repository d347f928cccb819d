// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Looks for secrets in all regular files of a tree, byte by byte. It is done by {@code grep(1)} in the sandbox, on all cores: files
 * of other users in the tree cannot be read by this JVM, and a tree in memory is seen in the sandbox only. What is compressed
 * (packages, an initrd) is not looked into.
 */
public final class SecretScan {

    // The secrets are in the environment, which only their owner can read, and not in the list of arguments. Lines that
    // are
    // printed reach this JVM and nothing else.
    private static final String SCAN = """
            set -u -o pipefail
            scan() {
                LC_ALL=C grep --text --null --with-filename --only-matching --max-count=1 --fixed-strings \\
                    --file=<(printf '%s' "$DIB_SOUGHT") -- "$@"
                (($? <= 1))
            }
            export -f scan
            cd "$1" || exit
            find . -xdev -type f -size +0 -print0 |
                xargs -0 --no-run-if-empty --max-args=400 --max-procs="$(nproc)" bash -c 'scan "$@"' scan
            """;

    private SecretScan() {}

    /**
     * Looks for secrets.
     *
     * @param sought what to look for: spelling, of one line, to name of the variable
     * @return one for each file and variable, by file
     */
    public static List<Leak> scan(Commands commands, Path tree, Map<String, String> sought)
            throws IOException, InterruptedException {
        if (sought.isEmpty()) {
            return List.of();
        }
        Command scan = Command.of("bash", "-c", SCAN, "scan", tree.toString())
                .with("DIB_SOUGHT", String.join("\n", sought.keySet()));
        var leaks = new TreeSet<>(Comparator.comparing(Leak::file).thenComparing(Leak::variable));
        for (String line : commands.lines(scan)) {
            String[] fields = line.split("\0", 2);
            if (fields.length == 2 && sought.containsKey(fields[1])) {
                // find(1) says "./etc/file"
                String file = fields[0].substring(1);
                leaks.add(new Leak(file, sought.get(fields[1]), changed(commands, tree.resolve(file.substring(1)))));
            }
        }
        return List.copyOf(leaks);
    }

    private static Instant changed(Commands commands, Path file) throws IOException, InterruptedException {
        String[] time = commands.lines(Command.of("stat", "--format=%.9Z", "--", file.toString()))
                .get(0)
                .split("\\.", 2);
        return Instant.ofEpochSecond(Long.parseLong(time[0]), Long.parseLong(time[1]));
    }
}
