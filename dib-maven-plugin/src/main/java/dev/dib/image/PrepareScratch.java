// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.base.ReadImageCommand;
import dev.dib.hook.LibraryFiles;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.SudoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays out the scratch directory, and a place for the root tree. */
record PrepareScratch() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        Scratch scratch = build.scratch();
        Files.createDirectories(scratch.image().products());
        if (!build.image().finalImage()) {
            Files.createFile(scratch.image().noFinalImage());
        }
        Files.createDirectories(build.image().directories().cache());
        LibraryFiles.writeTo(scratch.lib());
        SudoStandIn.install(build.sandbox(), scratch.bin());
        Path reader = scratch.bin().resolve(ReadImageCommand.NAME);
        build.sandbox()
                .check(Command.of("sh", "-c", "cat >\"$1\" && chmod 0755 \"$1\"", "install", reader.toString())
                        .reading(ReadImageCommand.script()));
        Path hooks = build.image().directories().hooks();
        build.sandbox()
                .check(Command.of("cp", "-a", hooks.toString(), scratch.hooks().toString()));
        SudoStandIn.install(build.sandbox(), scratch.hooks().resolve(Scratch.TOOLS));
        GrubStandIns.install(build.sandbox(), scratch.hooks().resolve(Scratch.GRUB));
        build.sandbox().check(Command.of("mkdir", "-p", scratch.tree().toString()));
    }
}
