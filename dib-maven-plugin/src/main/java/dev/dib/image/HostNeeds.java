// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.FileSystemPlan;
import dev.dib.disk.config.FileSystemType;
import dev.dib.doctor.HostChecks;
import dev.dib.doctor.Need;
import dev.dib.element.Element;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an image needs of the host: asked for before the first second of work. */
public final class HostNeeds {

    private HostNeeds() {}

    /** All of it. */
    public static Set<Need> of(ImageSpec image) {
        Set<Need> needs = EnumSet.of(Need.SANDBOX);
        needs.addAll(
                Need.ofElements(image.elements().stream().map(Element::name).toList()));
        needs.addAll(ConversionNeeds.of(image.made()));
        if (image.needsArchive()) {
            needs.add(Need.ARCHIVE);
        }
        if (image.needsDisk()) {
            for (FileSystemPlan plan : image.disk().fileSystems()) {
                needs.addAll(of(plan.type()));
            }
        }
        return needs;
    }

    private static Set<Need> of(FileSystemType type) {
        return switch (type) {
            case EXT2, EXT3, EXT4 -> EnumSet.of(Need.EXT_FILE_SYSTEM);
            case FAT, VFAT -> EnumSet.of(Need.FAT_FILE_SYSTEM);
            case XFS -> EnumSet.of(Need.XFS_FILE_SYSTEM, Need.LOOP_DEVICE);
            case BTRFS -> EnumSet.of(Need.BTRFS_FILE_SYSTEM, Need.LOOP_DEVICE);
            case SWAP -> EnumSet.noneOf(Need.class);
        };
    }

    /**
     * Checks that all of it is there.
     *
     * @throws ProblemException with everything that is missing
     */
    static void check(ImageSpec image) throws IOException {
        List<Problem> problems =
                HostChecks.ofThisHost(image.directories().work()).problems(of(image));
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
    }
}
