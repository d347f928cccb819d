// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes zips for tests, such as no packer would write. */
final class Zip implements AutoCloseable {

    private final ZipArchiveOutputStream out;

    private final boolean modes;

    private Zip(Path file, boolean modes) throws IOException {
        this.out = new ZipArchiveOutputStream(file);
        this.modes = modes;
    }

    /** A zip without a marker. */
    static Zip plain(Path file) throws IOException {
        return new Zip(file, true);
    }

    /** A zip that says that it is the element {@code vm}. */
    static Zip ofElement(Path file) throws IOException {
        return plain(file).file(ElementMarker.PATH, 0644, "format=1\nname=vm\nversion=1\n");
    }

    /** A zip that says that it is the element {@code vm}, written by a program that knows no modes. */
    static Zip withoutModes(Path file) throws IOException {
        var zip = new Zip(file, false);
        return zip.file(ElementMarker.PATH, 0, "format=1\nname=vm\nversion=1\n");
    }

    Zip file(String name, int mode, String content) throws IOException {
        return put(name, 0100000 | mode, content.getBytes(StandardCharsets.UTF_8));
    }

    Zip link(String name, String target) throws IOException {
        return put(name, 0120777, target.getBytes(StandardCharsets.UTF_8));
    }

    Zip directory(String name) throws IOException {
        return put(name + "/", 040755, new byte[0]);
    }

    Zip zeros(String name, int count) throws IOException {
        return put(name, 0100644, new byte[count]);
    }

    private Zip put(String name, int mode, byte[] content) throws IOException {
        var entry = new ZipArchiveEntry(name);
        if (modes) {
            entry.setUnixMode(mode);
        }
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
        return this;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
