// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.doctor.HostChecks;
import dev.dib.doctor.Need;
import dev.dib.format.Source;
import dev.dib.format.request.ConversionSpec;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a conversion needs of the host: asked for before the first second of work. */
public final class ConversionNeeds {

    private ConversionNeeds() {}

    static Set<Need> of(ConversionSpec conversion) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        needs.addAll(Need.ofPrograms(conversion.programs()));
        boolean fromTree = conversion.formats().stream()
                .anyMatch(format ->
                        format.source() == Source.TREE && !format.programs().isEmpty());
        if (fromTree) {
            // the tree is unpacked for them
            needs.addAll(EnumSet.of(Need.SANDBOX, Need.ARCHIVE));
        }
        return needs;
    }

    /**
     * Checks that all of it is there.
     *
     * @throws ProblemException with everything that is missing
     */
    public static void check(ConversionSpec conversion, ImageDirectories directories) throws IOException {
        List<Problem> problems = HostChecks.ofThisHost(directories.work()).problems(of(conversion));
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }
}
