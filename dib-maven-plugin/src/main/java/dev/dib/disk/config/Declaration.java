// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import dev.dib.document.Value;

/**
 * An item of the configuration in graph notation.
 *
 * @param plugin {@code local_loop}, {@code mkfs}, ...
 * @param at where its plug-in's word stands
 * @param name given or derived
 * @param base given or that of the node around it; empty if there is none
 * @param body its map as written; nested plug-ins are still in it
 */
record Declaration(Plugin plugin, Location at, String name, String base, Value.Mapping body) {}
