// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import java.time.Instant;
import java.util.Optional;

/**
 * What a format may tell about an image.
 *
 * @param name its name
 * @param version the version of its project
 * @param architecture in Debian's or the kernel's naming: {@code amd64}, {@code x86_64}, ...
 * @param timestamp the time of a reproducible build
 */
public record ImageFacts(String name, String version, String architecture, Optional<Instant> timestamp) {}
