// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.MountPoints;
import dev.dib.sandbox.SmallFiles;
import java.io.IOException;

/** Writes {@code /etc/fstab} from the block-device configuration, over the distribution's. */
record WriteFstab() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        // hooks of the next phases write to what is mounted below the root
        MountPoints.make(build.sandbox(), build.scratch().tree(), build.image().disk());
        new SmallFiles(build.sandbox())
                .write(
                        build.scratch().tree().resolve("etc/fstab"),
                        build.image().disk().fstab(),
                        "644");
    }
}
