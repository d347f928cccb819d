// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.problem.Problems;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The folders of the tree that are mount points on the disk. Their content goes to file systems of their own. */
public final class MountPoints {

    private static final String NOT_FOLDERS =
            "for p do if [ -L \"$p\" ] || { [ -e \"$p\" ] && [ ! -d \"$p\" ]; }; then printf '%s\\n' \"$p\"; fi; done";

    private MountPoints() {}

    /**
     * Makes the folders that are not there yet. To be called before hooks write to them.
     *
     * @throws dev.dib.problem.ProblemException if a symbolic link or file is on the way: what is written there would not be
     *     in the file system that is mounted there
     */
    public static void make(Commands commands, Path tree, DiskPlan plan) throws IOException, InterruptedException {
        var folders = new TreeSet<String>();
        for (String mountPoint : plan.mountPoints()) {
            for (Path path = Path.of(mountPoint); path != null && path.getNameCount() > 0; path = path.getParent()) {
                folders.add(in(tree, path.toString()).toString());
            }
        }
        if (folders.isEmpty()) {
            return;
        }
        var problems = new Problems();
        for (String path : commands.lines(Command.of(shell(NOT_FOLDERS, folders)))) {
            problems.add(
                    "/" + tree.relativize(Path.of(path)),
                    "is a mount point of the block-device configuration or above one, but is not a folder in the tree",
                    "mount on its real path");
        }
        problems.throwIfAny();
        commands.check(Command.of(shell("umask 022; mkdir -p -- \"$@\"", folders)));
    }

    private static List<String> shell(String script, Set<String> arguments) {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        line.addAll(arguments);
        return line;
    }

    /** The place of a mount point in a tree. */
    static Path in(Path tree, String mountPoint) {
        return tree.resolve(mountPoint.substring(1)).normalize();
    }

    /** The mount points directly below one: those that no other one is between. */
    static List<String> below(String mountPoint, List<String> all) {
        List<String> below = all.stream()
                .filter(other -> !other.equals(mountPoint) && isBelow(other, mountPoint))
                .toList();
        return below.stream()
                .filter(one -> below.stream().noneMatch(other -> !other.equals(one) && isBelow(one, other)))
                .sorted()
                .toList();
    }

    private static boolean isBelow(String path, String other) {
        return Path.of(path).startsWith(Path.of(other));
    }
}
