// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Gives the tree what programs in it need: proc, sys, dev, run. What hooks mounted below it is unmounted before. This is done
 * once root.d has left a tree, and again before the disk is made of it: elements rely on their own mounts, such as caches of
 * packages, being gone then.
 */
record MountTarget() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        Path root = build.scratch().tree();
        build.mounts().unmountBelow(root);
        build.mounts().proc(root.resolve("proc"));
        build.mounts().sys(root.resolve("sys"));
        build.mounts().dev(root.resolve("dev"));
        build.mounts().tmpfs(root.resolve("run"), "mode=755");
        if (!build.image().secrets().servers().isEmpty()) {
            Credentials.bind(build);
        }
    }
}
