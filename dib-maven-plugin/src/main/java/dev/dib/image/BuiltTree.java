// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.inventory.InstalledPackage;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Mounts;
import java.nio.file.Path;
import java.util.List;

/**
 * The root tree that a build has made, as long as the build's sandbox is there. Nothing is mounted in it.
 *
 * @param commands where it can be seen with the owners that it has in the image
 * @param mounts of the same sandbox
 * @param root its top folder
 * @param packages what is installed in it
 */
public record BuiltTree(Commands commands, Mounts mounts, Path root, List<InstalledPackage> packages) {}
