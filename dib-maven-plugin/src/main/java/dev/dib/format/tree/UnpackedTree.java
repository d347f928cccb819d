// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.FormatJob;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The tree, unpacked in a sandbox of its own, with the owners and the extended attributes that it has in the image, whoever
 * builds. For the tools that take nothing but a folder; sqfstar(1) of squashfs-tools 4.5 takes an archive but not one with
 * capabilities in it.
 */
final class UnpackedTree implements Closeable {

    private final Sandbox sandbox;
    private final Path tree;

    private UnpackedTree(Sandbox sandbox, Path tree) {
        this.sandbox = sandbox;
        this.tree = tree;
    }

    static UnpackedTree of(FormatJob job) throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.open(SandboxSpec.of(job.scratch()));
        try {
            Path tree = sandbox.scratch().resolve("tree");
            sandbox.check(Command.of("mkdir", tree.toString()));
            sandbox.check(Command.of(
                    "tar",
                    "--extract",
                    "--file=" + job.source(),
                    "--directory=" + tree,
                    "--numeric-owner",
                    "--same-owner",
                    "--preserve-permissions",
                    "--xattrs",
                    "--xattrs-include=*",
                    "--acls"));
            return new UnpackedTree(sandbox, tree);
        } catch (IOException | InterruptedException e) {
            sandbox.close();
            throw e;
        }
    }

    Path path() {
        return tree;
    }

    void run(Command command) throws IOException, InterruptedException {
        sandbox.check(command);
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
    }
}
