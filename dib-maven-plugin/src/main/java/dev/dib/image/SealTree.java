// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import java.io.IOException;

/** Ends the life of the tree as a running system: unmounts what is mounted below it and removes the traces of the build. */
record SealTree() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        String tree = build.scratch().tree().toString();
        build.mounts().unmountBelow(build.scratch().tree());
        build.sandbox().check(Command.of(new ScriptResource("seal-tree.sh").line(tree)));
    }
}
