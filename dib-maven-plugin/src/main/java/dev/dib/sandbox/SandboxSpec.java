// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sandbox is to be.
 *
 * @param scratch a directory of the host that does not exist yet and belongs to the sandbox: it is removed with all its
 *     content when the sandbox ends, however it ends. Absolute and normalized.
 * @param tmpfs file systems in memory to mount below it
 * @param network whether it sees the network of the host; if not, it has a network namespace of its own, with the loopback
 *     interface and nothing else
 */
public record SandboxSpec(Path scratch, List<Tmpfs> tmpfs, boolean network) {

    /**
     * A file system in memory, seen in the sandbox only.
     *
     * @param directory where; relative to the scratch directory, which it may be itself (the empty path)
     * @param size how large it may grow: bytes with an optional suffix {@code k}, {@code m} or {@code g}, or a share of the
     *     memory such as {@code 80%}; see {@code tmpfs(5)}
     */
    public record Tmpfs(Path directory, String size) {

        public Tmpfs {
            directory = directory.normalize();
            if (directory.isAbsolute() || directory.startsWith("..")) {
                throw new IllegalArgumentException(directory + " is not below the scratch directory");
            }
            if (!size.matches("[0-9]+[kKmMgG%]?")) {
                throw new IllegalArgumentException("'" + size + "' is not the size of a tmpfs");
            }
        }
    }

    public SandboxSpec {
        scratch = scratch.toAbsolutePath().normalize();
        tmpfs = List.copyOf(tmpfs);
        if (scratch.getNameCount() == 0) {
            throw new IllegalArgumentException("the scratch directory cannot be " + scratch);
        }
    }

    public static SandboxSpec of(Path scratch) {
        return new SandboxSpec(scratch, List.of(), true);
    }

    /** This sandbox with one more file system in memory. */
    public SandboxSpec withTmpfs(Path directory, String size) {
        List<Tmpfs> more = new ArrayList<>(tmpfs);
        more.add(new Tmpfs(directory, size));
        return new SandboxSpec(scratch, more, network);
    }

    /** This sandbox with no network but its own loopback. */
    public SandboxSpec withoutNetwork() {
        return new SandboxSpec(scratch, tmpfs, false);
    }

    /** The file whose lock tells that the scratch directory is in use. It stands next to it. */
    Path lock() {
        return scratch.resolveSibling(scratch.getFileName() + ".sandbox-lock");
    }
}
