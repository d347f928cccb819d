// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.Door;
import dev.dib.hook.HookFailedException;
import dev.dib.hook.Phase;
import dev.dib.hook.Surroundings;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Mounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a build in which a hook failed, although its sandbox ends with it. Files of an ordinary user's build belong to
 * subordinate ids, which nobody could remove; in an archive they are one file of the user. Layout:
 *
 * <pre>
 * enter         runs a command, or a shell, where the hook failed: in new namespaces, in which the archive is unpacked to where
 *               the build had it. What is changed there is gone afterwards.
 * environment   the variables of the hook, each with a NUL at its end
 * build.tar     the scratch directory: tree, hooks, products
 * mount.bash    functions that mount
 * </pre>
 */
record KeptBuild(Build build) {

    /**
     * Keeps it.
     *
     * @return the failure, with the command that gets a person to where it happened
     */
    HookFailedException keep(Phase phase, HookFailedException failure) throws IOException, InterruptedException {
        Scratch scratch = build.scratch();
        Path folder = Files.createDirectories(build.image().directories().kept());
        build.mounts().unmountBelow(scratch.tree());
        Path archive = folder.resolve("build.tar");
        build.sandbox()
                .check(Command.of(
                        "tar",
                        "--create",
                        "--exclude=./credentials",
                        "--file=" + archive,
                        "--directory=" + scratch.directory(),
                        "--format=posix",
                        "--numeric-owner",
                        "--sparse",
                        "--xattrs",
                        "--xattrs-include=*",
                        "--acls",
                        "."));
        Files.writeString(folder.resolve("mount.bash"), Mounts.script());
        var door = new Door(folder);
        door.writeEnvironment(failure.around().environment());
        door.writeEnter(enter(phase, failure));
        return failure.or("run " + folder.resolve("enter") + " to get a shell where it failed");
    }

    private String enter(Phase phase, HookFailedException failure) throws IOException {
        Surroundings around = failure.around();
        String root = around.root().map(Path::toString).orElse("");
        return "subject=" + Door.quoted(List.of(failure.subject()))
                + "\nscratch=" + quoted(build.scratch().directory())
                + "\ntree=" + quoted(build.scratch().tree())
                + "\nhooks=" + quoted(around.hooks())
                + "\nseen_as=" + quoted(around.seenAs())
                + "\nroot=" + Door.quoted(List.of(root))
                + "\ndirectory=" + quoted(around.directory())
                + "\nmounted=" + (phase == Phase.ROOT ? "" : "yes")
                + "\n" + script();
    }

    private static String quoted(Path path) {
        return Door.quoted(List.of(path.toString()));
    }

    private static String script() throws IOException {
        try (InputStream in = KeptBuild.class.getResourceAsStream("enter-kept.bash")) {
            if (in == null) {
                throw new IOException("the plugin is damaged: it lacks enter-kept.bash");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
