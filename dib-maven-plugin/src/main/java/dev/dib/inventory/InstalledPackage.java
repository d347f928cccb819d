// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

/**
 * A package that a package manager knows to be installed.
 *
 * @param manager {@code dpkg}, {@code rpm}
 * @param name without the architecture
 * @param version as the package manager writes it, epoch and revision included
 */
public record InstalledPackage(String manager, String name, String version, String architecture) {}
