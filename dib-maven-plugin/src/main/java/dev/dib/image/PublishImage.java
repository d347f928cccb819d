// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
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
    public void run(Build build) throws IOException, InterruptedException {
        Path made = build.scratch().image().directory();
        Path to = build.image().directories().image();
        if (!Files.getFileStore(made).equals(Files.getFileStore(to.getParent()))) {
            // the work directory is on another file system: what is renamed has to be on that of its place
            Path copy = to.resolveSibling("image.part");
            FileUtils.deleteDirectory(copy.toFile());
            build.sandbox().check(Command.of("cp", "--archive", "--sparse=always", made.toString(), copy.toString()));
            made = copy;
        }
        FileUtils.deleteDirectory(to.toFile());
        Files.move(made, to);
    }
}
