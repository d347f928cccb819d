// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.util.List;

/** Looks for LVM in a tree whose disk will have logical volumes: without it they are never found, and the machine hangs. */
record FindVolumeTools() implements Step {

    private static final List<String> PLACES = List.of("usr/sbin/lvm", "usr/bin/lvm", "sbin/lvm", "bin/lvm");

    @Override
    public String name() {
        return "";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return image.needsDisk() && !image.disk().groups().isEmpty();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        for (String place : PLACES) {
            // what a link names is in the tree, not here: that there is one is enough
            Command look =
                    Command.of("find", build.scratch().tree().resolve(place).toString(), "-maxdepth", "0");
            if (build.sandbox().run(look, line -> {}).succeeded()) {
                return;
            }
        }
        throw new ProblemException(new Problem(
                "image",
                "the block-device configuration has logical volumes, but there is no LVM in the image that could find"
                        + " them",
                "use the element lvm, or install the package lvm2"));
    }
}
