// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kernel that QEMU loads itself, without the image's boot loader.
 *
 * @param kernel a Linux kernel ({@code bzImage})
 * @param initrd its initial RAM file system
 * @param append its command line, such as {@code root=LABEL=x console=ttyS0}; may be empty
 */
public record DirectKernel(Path kernel, Optional<Path> initrd, String append) {}
