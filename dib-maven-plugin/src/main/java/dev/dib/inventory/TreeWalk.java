// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Walks a root tree once, for its files. It may belong to other users and be seen in a sandbox only. */
public final class TreeWalk {

    // base64: a name may have every character but NUL, and lines are what commands hand back
    private static final String FIND = """
            set -eu -o pipefail
            find "$1" -xdev ! -type d -printf '%C@\\t%P\\0%l\\0' | base64 -w 12000
            """;

    private TreeWalk() {}

    /** The files of a tree, by path. */
    public static List<TreeFile> files(Commands commands, Path tree) throws IOException, InterruptedException {
        var text = new StringBuilder();
        commands.check(Command.of("bash", "-c", FIND, "find", tree.toString()), text::append);
        return parse(new String(Base64.getDecoder().decode(text.toString()), StandardCharsets.UTF_8));
    }

    /** Reads {@code TIME TAB PATH NUL TARGET NUL}, repeated. */
    static List<TreeFile> parse(String text) {
        List<TreeFile> files = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int tab = text.indexOf('\t', at);
            int path = text.indexOf('\0', tab);
            int target = text.indexOf('\0', path + 1);
            files.add(new TreeFile(
                    "/" + text.substring(tab + 1, path),
                    time(text.substring(at, tab)),
                    text.substring(path + 1, target)));
            at = target + 1;
        }
        files.sort(Comparator.comparing(TreeFile::path));
        return List.copyOf(files);
    }

    /** Seconds with a fraction, to the nanosecond. */
    private static Instant time(String seconds) {
        int dot = seconds.indexOf('.');
        String nanos = (seconds.substring(dot + 1) + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(Long.parseLong(seconds.substring(0, dot)), Long.parseLong(nanos));
    }
}
