// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.Layout;
import dev.dib.disk.OfflineAssembly;
import dev.dib.disk.TreeUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the disk from the tree. */
record AssembleDisk() implements Step {

    @Override
    public String name() {
        return "assemble disk";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return image.needsDisk();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        ImageSpec image = build.image();
        var usage = TreeUsage.measure(
                build.sandbox(), build.scratch().tree(), image.disk().mountPoints());
        Layout layout = Layout.of(image.disk(), image.size(), usage);
        Path place = Files.createDirectory(build.scratch().directory().resolve("assembly"));
        new OfflineAssembly(build.sandbox())
                .assemble(layout, build.scratch().tree(), build.scratch().image().disk(), place, image.timestamp());
    }
}
