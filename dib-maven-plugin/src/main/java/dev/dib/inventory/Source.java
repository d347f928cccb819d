// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Something from elsewhere that went into an image.
 *
 * @param kind {@code git}, {@code tar}, {@code file}, {@code base-image}, {@code download}
 * @param location its URL, without a password
 * @param revision the commit, or the digest with its algorithm: {@code sha256:...}
 * @param checked how it was verified: {@code sha256}, {@code checksums}, {@code signature}; empty if it was not
 * @param destination the path in the image, if it has one of its own, else empty
 */
public record Source(String kind, String location, String revision, String checked, String destination) {

    /**
     * Reads what hooks recorded in the file {@code DIB_SOURCE_RECORD}: a line for each, with the five fields and tabs between.
     * What was recorded twice counts once; they are sorted, because hooks may run side by side.
     */
    public static List<Source> parse(List<String> lines) {
        var sources = new TreeSet<>(Comparator.comparing(Source::kind)
                .thenComparing(Source::location)
                .thenComparing(Source::revision)
                .thenComparing(Source::destination)
                .thenComparing(Source::checked));
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 5) {
                sources.add(new Source(fields[0], fields[1], fields[2], fields[3], fields[4]));
            }
        }
        return List.copyOf(sources);
    }
}
