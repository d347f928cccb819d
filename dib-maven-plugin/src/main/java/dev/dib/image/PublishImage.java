// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.plexus.util.FileUtils;

/** Puts what was made in its place, instead of what an earlier build made. */
record PublishImage() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException {
        Path to = build.image().directories().image();
        FileUtils.deleteDirectory(to.toFile());
        Files.move(build.scratch().image().directory(), to);
    }
}
