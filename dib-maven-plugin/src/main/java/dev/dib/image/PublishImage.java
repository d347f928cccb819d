// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.plexus.util.FileUtils;

/**
 * Puts what was made in its place, instead of what an earlier build made. What has to be copied first, a sandbox owns until it is
 * whole: it goes with the JVM, should that be killed.
 */
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
            try (Sandbox beside = Sandbox.open(SandboxSpec.of(to.resolveSibling("image.part")))) {
                Path copy = beside.scratch().resolve("image");
                build.sandbox()
                        .check(Command.of("cp", "--archive", "--sparse=always", made.toString(), copy.toString()));
                replace(copy, to);
            }
            return;
        }
        replace(made, to);
    }

    private static void replace(Path made, Path to) throws IOException {
        FileUtils.deleteDirectory(to.toFile());
        Files.move(made, to);
    }
}
