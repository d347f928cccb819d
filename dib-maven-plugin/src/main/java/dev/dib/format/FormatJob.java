// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import dev.dib.format.compress.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One file that is to be written.
 *
 * @param source the disk, or the archive of the tree
 * @param to a file that is not there yet; its name is that of the finished file
 * @param scratch a path that is not there yet, for a sandbox, if one is needed
 * @param choice what was chosen about the format
 * @param image what the file is an image of
 * @param workers the processors, shared by all formats
 */
public record FormatJob(Path source, Path to, Path scratch, Choice choice, ImageFacts image, Workers workers) {

    /** The time that the file itself gets: that of a reproducible build, else that of the source. Not the clock's. */
    public Instant time() throws IOException {
        return image.timestamp().isPresent()
                ? image.timestamp().get()
                : Files.getLastModifiedTime(source).toInstant();
    }
}
