// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Gives the tree what programs in it need: proc, sys, dev, run. This is done once root.d has left a tree, and again before the
 * disk is made of it. Then all that hooks mounted is unmounted before: elements rely on their own mounts, such as caches of
 * packages, being gone.
 */
record MountTarget(boolean again) implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        Path root = build.scratch().tree();
        if (again) {
            build.mounts().unmountBelow(root);
        }
        build.mounts().system(root);
        if (!build.image().secrets().servers().isEmpty()) {
            Credentials.bind(build);
        }
    }
}
