// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.tar.TarEntry;
import dev.dib.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A root file system with others where they are mounted, as one tree. Left out are what is below {@code /dev}, nodes of devices,
 * sockets, {@code lost+found}, SELinux labels (a build labels anew), and attributes that only the kernel's own root may set.
 */
final class MountedTree {

    /** How deep folders may be: a file system with a loop has to end somewhere. */
    private static final int DEEPEST = 256;

    private final Map<String, FileSystem> systems;

    /** @param systems by the place where they are mounted; the root file system at "" */
    MountedTree(Map<String, FileSystem> systems) {
        this.systems = Map.copyOf(systems);
    }

    void writeTo(TarWriter tar) throws IOException {
        new Walk(systems.get(""), "", tar).folder(systems.get("").root(), "", 0);
    }

    /** The walk through one file system. */
    private final class Walk {

        private final FileSystem system;
        private final String top;
        private final TarWriter tar;
        private final Map<Long, String> known = new HashMap<>();
        private final Set<Long> folders = new HashSet<>();

        Walk(FileSystem system, String top, TarWriter tar) {
            this.system = system;
            this.top = top;
            this.tar = tar;
        }

        void folder(Inode folder, String path, int depth) throws IOException {
            if (depth > DEEPEST) {
                throw new DamagedImageException("its folders are nested without end at /" + path);
            }
            // a loop, or a walk that doubles with each level
            if (!folders.add(folder.number())) {
                throw new DamagedImageException("it has a folder with two names, one of them /" + path);
            }
            tar.add(entry(path, '5', "", folder));
            if (!path.equals("dev")) {
                for (Map.Entry<String, Inode> entry : system.list(folder).entrySet()) {
                    String below = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
                    if (!(path.equals(top) && entry.getKey().equals("lost+found"))) {
                        file(entry.getValue(), below, depth + 1);
                    }
                }
            }
        }

        private void file(Inode file, String path, int depth) throws IOException {
            if (file.isFolder()) {
                FileSystem mounted = systems.get(path);
                if (mounted == null) {
                    folder(file, path, depth);
                } else {
                    new Walk(mounted, path, tar).folder(mounted.root(), path, depth);
                }
                return;
            }
            String first = file.links() > 1 ? known.putIfAbsent(file.number(), path) : null;
            if (first != null) {
                tar.add(entry(path, '1', first, file));
            } else if (file.isFile()) {
                try (InputStream content = system.open(file)) {
                    tar.add(entry(path, '0', "", file), content);
                }
            } else if (file.isLink()) {
                tar.add(entry(path, '2', system.target(file), file));
            } else if (file.isFifo()) {
                tar.add(entry(path, '6', "", file));
            } else {
                known.remove(file.number());
            }
        }

        private TarEntry entry(String path, char type, String target, Inode inode) throws IOException {
            return new TarEntry(
                    path,
                    type,
                    target,
                    inode.permissions(),
                    inode.uid(),
                    inode.gid(),
                    inode.modified(),
                    type == '0' ? inode.size() : 0,
                    0,
                    0,
                    type == '1' ? Map.of() : attributes(inode));
        }

        private Map<String, String> attributes(Inode inode) throws IOException {
            Map<String, String> records = new TreeMap<>();
            system.attributes(inode)
                    .forEach((name, value) ->
                            records.put(TarEntry.ATTRIBUTE + name, new String(value, StandardCharsets.ISO_8859_1)));
            records.keySet().removeIf(DroppedAttributes::contains);
            return records;
        }
    }
}
