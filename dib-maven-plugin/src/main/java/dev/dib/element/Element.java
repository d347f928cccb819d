// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder of hooks and declarations that adds one capability to an image.
 *
 * @param name the name by which others depend on it
 * @param directory its folder
 * @param dependencies names listed in its {@code element-deps}, in the file's order
 * @param provides names listed in its {@code element-provides}: what it stands in for
 */
public record Element(String name, Path directory, List<String> dependencies, List<String> provides) {

    public Element {
        dependencies = List.copyOf(dependencies);
        provides = List.copyOf(provides);
    }
}
