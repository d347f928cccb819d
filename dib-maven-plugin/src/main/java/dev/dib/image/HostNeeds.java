// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.FileSystemPlan;
import dev.dib.doctor.HostProgram;
import dev.dib.problem.Problems;
import java.util.EnumSet;
import java.util.Set;

/** What an image needs of the host besides what its elements need: asked for before the first second of work. */
record HostNeeds(Set<HostProgram> programs) {

    static HostNeeds of(ImageSpec image) {
        Set<HostProgram> programs = EnumSet.of(HostProgram.UNSHARE, HostProgram.NSENTER, HostProgram.FIND);
        if (image.needsArchive()) {
            programs.add(HostProgram.TAR);
        }
        if (image.needsDisk()) {
            for (FileSystemPlan plan : image.disk().fileSystems()) {
                programs.addAll(
                        plan.type().isFat()
                                ? EnumSet.of(HostProgram.MKFS_VFAT, HostProgram.MCOPY)
                                : EnumSet.of(HostProgram.MKE2FS, HostProgram.DEBUGFS));
            }
        }
        if (image.elements().stream().anyMatch(element -> element.name().equals("debootstrap"))
                && HostProgram.DEBOOTSTRAP.find().isEmpty()) {
            programs.add(HostProgram.MMDEBSTRAP);
        }
        return new HostNeeds(programs);
    }

    /**
     * Checks that all of it is there.
     *
     * @throws dev.dib.problem.ProblemException naming each program that is missing and the command that installs them all
     */
    void check() {
        var problems = new Problems();
        String remedy = HostProgram.installation(programs).orElse("");
        programs.stream()
                .filter(program -> program.find().isEmpty())
                .forEach(program -> problems.add(
                        program.program(), "is not installed, and is needed for " + program.purpose(), remedy));
        problems.throwIfAny();
    }
}
