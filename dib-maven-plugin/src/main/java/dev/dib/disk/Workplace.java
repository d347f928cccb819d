// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import dev.dib.sandbox.Commands;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the makers of file systems work with.
 *
 * @param commands the only way to the tree
 * @param scratch a folder that this process and the commands see under the same path; absolute
 * @param mountPoints of all file systems
 * @param timestamp the time that file systems get; without it they get the present time
 */
record Workplace(Commands commands, Path tree, Path scratch, List<String> mountPoints, Optional<Instant> timestamp) {}
