// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which element brought which files: the one whose hook changed the file last. Files of packages are the packages' own,
 * whoever installed them.
 *
 * @param ofPackages how many files belong to packages
 * @param ofElements the others, by element; those of hooks that no element brought are below the empty name
 * @param ofBuild those that the build itself wrote
 */
public record FileOrigins(int ofPackages, Map<String, List<String>> ofElements, List<String> ofBuild) {

    public FileOrigins {
        ofElements = ofElements.entrySet().stream()
                .collect(
                        TreeMap<String, List<String>>::new,
                        (map, entry) -> map.put(entry.getKey(), List.copyOf(entry.getValue())),
                        TreeMap::putAll);
        ofBuild = List.copyOf(ofBuild);
    }

    /**
     * Sorts files.
     *
     * @param elementAt the element whose hook ran at a time
     */
    public static FileOrigins of(
            List<TreeFile> files, PackageFiles packages, Function<Instant, Optional<String>> elementAt) {
        int ofPackages = 0;
        Map<String, List<String>> ofElements = new TreeMap<>();
        List<String> ofBuild = new ArrayList<>();
        for (TreeFile file : files) {
            Optional<String> element = elementAt.apply(file.changed());
            if (packages.contain(file.path())) {
                ofPackages++;
            } else if (element.isPresent()) {
                ofElements
                        .computeIfAbsent(element.get(), name -> new ArrayList<>())
                        .add(file.path());
            } else {
                ofBuild.add(file.path());
            }
        }
        return new FileOrigins(ofPackages, ofElements, ofBuild);
    }
}
