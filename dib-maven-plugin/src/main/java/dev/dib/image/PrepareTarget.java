// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the tree that root.d left a place in which programs can run: proc, sys, dev, run and a resolver. */
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
        Path root = build.scratch().tree();
        build.mounts().proc(root.resolve("proc"));
        build.mounts().sys(root.resolve("sys"));
        build.mounts().dev(root.resolve("dev"));
        build.mounts().tmpfs(root.resolve("run"), "mode=755");
        if (!build.image().secrets().servers().isEmpty()) {
            bindCredentials(build, root);
        }
    }

    private static void bindCredentials(Build build, Path root) throws IOException, InterruptedException {
        build.mounts().bind(build.scratch().credentials(), below(root, Credentials.IN_TARGET));
        Path apt = below(root, Credentials.OF_APT);
        if (build.sandbox()
                .run(Command.of("test", "-d", apt.getParent().toString()), line -> {})
                .succeeded()) {
            build.mounts().bindReadOnly(build.scratch().credentials().resolve("apt.conf"), apt);
        }
    }

    private static Path below(Path root, Path path) {
        return root.resolve(path.toString().substring(1));
    }
}
