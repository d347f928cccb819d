// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

/**
 * An element that an image is made of.
 *
 * @param artifact its coordinates, {@code groupId:artifactId:version}; empty if it is a folder of the project
 * @param sha256 the digest of its content: see {@link ElementDigest}
 */
public record KnownElement(String name, String artifact, String sha256) {}
