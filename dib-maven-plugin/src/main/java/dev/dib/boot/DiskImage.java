// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;

/**
 * The image that is booted. It is only read: what the guest writes goes to an overlay that is thrown away.
 *
 * @param path an existing file
 * @param format how to read it; never guessed, because a guest could write another format's header into a raw image
 */
public record DiskImage(Path path, DiskFormat format) {}
