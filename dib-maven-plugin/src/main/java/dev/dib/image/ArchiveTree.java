// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.TreeArchive;
import java.io.IOException;

/** Makes an archive of the tree. */
record ArchiveTree() implements Step {

    @Override
    public String name() {
        return "archive tree";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return image.needsArchive();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        new TreeArchive(build.sandbox(), build.image().timestamp())
                .write(build.scratch().tree(), build.scratch().image().archive());
    }
}
