// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.util.Optional;

/** Looks names up in a file system. Symbolic links are not followed. */
final class Paths {

    private Paths() {}

    /** What a path such as {@code etc/fstab} names, if it is there. */
    static Optional<Inode> find(FileSystem system, String path) throws IOException {
        Inode found = system.root();
        for (String name : path.split("/", -1)) {
            if (!found.isFolder()) {
                return Optional.empty();
            }
            Inode next = system.list(found).get(name);
            if (next == null) {
                return Optional.empty();
            }
            found = next;
        }
        return Optional.of(found);
    }

    static boolean exists(FileSystem system, String path) throws IOException {
        return find(system, path).isPresent();
    }
}
