// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Checksum;
import dev.dib.format.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that an image shall become. Everything in it has been checked: see {@link ConversionRequest}.
 *
 * @param formats the main one first
 * @param checksums those that each file gets
 */
public record ConversionSpec(List<PlannedFormat> formats, List<Checksum> checksums) {

    public ConversionSpec {
        formats = List.copyOf(formats);
        checksums = List.copyOf(checksums);
    }

    /** Whether something is made from this. */
    public boolean needs(Source source) {
        return formats.stream().anyMatch(format -> format.source() == source);
    }

    /** This conversion without what is made from something that is not there. */
    public ConversionSpec without(Source source) {
        return new ConversionSpec(
                formats.stream().filter(format -> format.source() != source).toList(), checksums);
    }

    /** The programs of the host that some format takes. */
    public Set<String> programs() {
        Set<String> programs = new TreeSet<>();
        formats.forEach(format -> programs.addAll(format.programs()));
        return programs;
    }
}
