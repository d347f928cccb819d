// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file format of images. */
public enum Format {
    /** For QEMU and OpenStack: compressed, and a disk. */
    QCOW2(false) {
        @Override
        public void write(Path source, Path to) throws IOException, InterruptedException {
            new Qcow2Writer().write(source, to);
        }
    },

    /** The bytes of the disk, as a sparse file. */
    RAW(false) {
        @Override
        public void write(Path source, Path to) throws IOException {
            SparseCopy.copy(source, to);
        }
    },

    /** The root tree as a pax archive. */
    TAR(true) {
        @Override
        public void write(Path source, Path to) throws IOException {
            SparseCopy.copy(source, to);
        }
    };

    private final boolean fromTree;

    Format(boolean fromTree) {
        this.fromTree = fromTree;
    }

    /** Whether it is made from the root tree, and not from the disk. */
    public boolean fromTree() {
        return fromTree;
    }

    /** Of file names and of Maven artifacts, without a dot. */
    public String extension() {
        return toString();
    }

    /**
     * Writes it.
     *
     * @param source the disk, or the archive of the tree
     * @param to a file that is not there yet
     */
    public abstract void write(Path source, Path to) throws IOException, InterruptedException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(word))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Format::toString).sorted().toList();
    }
}
