// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.Format;
import java.nio.file.Path;

/**
 * A finished image.
 *
 * @param size bytes that a reader of the file gets
 * @param virtualSize bytes of the disk in it; 0 if it is none
 * @param sha256 in lower-case hexadecimal digits
 */
public record ImageFile(Format format, Path path, long size, long virtualSize, String sha256) {}
