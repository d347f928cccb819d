// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.Checksum;
import dev.dib.format.request.PlannedFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished image.
 *
 * @param path where it is, or will be as soon as all files of the image are finished
 * @param size bytes that a reader of the file gets
 * @param virtualSize bytes of the disk in it; 0 if it is none
 * @param checksums in lower-case hexadecimal digits
 */
public record ImageFile(PlannedFormat format, Path path, long size, long virtualSize, Map<Checksum, String> checksums) {

    public ImageFile {
        checksums = Map.copyOf(checksums);
    }

    /** The lines of {@code cksum --check} (coreutils 9) for this file, each as {@code sha256sum --check} reads it too. */
    public String checksumLines() {
        var lines = new StringBuilder();
        new TreeMap<>(checksums)
                .forEach((checksum, sum) ->
                        lines.append(checksum.tag() + " (" + path.getFileName() + ") = " + sum + "\n"));
        return lines.toString();
    }
}
