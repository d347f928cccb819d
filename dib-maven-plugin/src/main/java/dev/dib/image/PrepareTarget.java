// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import java.io.IOException;

/** Checks that root.d left a tree, and gives it the folders that are mounted on, and a resolver. */
record PrepareTarget() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        String tree = build.scratch().tree().toString();
        // as diskimage-builder: a tree with no more than these two has no operating system in it
        if (build.sandbox()
                .lines(Command.of(
                        "find",
                        tree,
                        "-mindepth",
                        "1",
                        "-maxdepth",
                        "1",
                        "!",
                        "-name",
                        "lost+found",
                        "!",
                        "-name",
                        "tmp"))
                .isEmpty()) {
            throw new ProblemException(new Problem(
                    "root.d",
                    "no element filled the root tree",
                    "add an element that provides an operating system, such as debian-minimal"));
        }
        build.sandbox().check(Command.of(new ScriptResource("prepare-target.sh").line(tree)));
    }
}
