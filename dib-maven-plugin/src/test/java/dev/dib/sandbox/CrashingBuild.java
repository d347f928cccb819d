// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.nio.file.Path;

/** A program that is killed: it opens a sandbox, leaves in it what a build could, and runs a long command. */
final class CrashingBuild {

    private CrashingBuild() {}

    /** Its arguments are its directory and a time to sleep. */
    public static void main(String... arguments) throws Exception {
        String sleep = arguments[1];
        try (Sandbox sandbox = Sandbox.open(SandboxSpec.of(Path.of(arguments[0], "work")))) {
            new Mounts(sandbox).tmpfs(sandbox.scratch().resolve("memory"), "mode=755");
            new Mounts(sandbox).dev(sandbox.scratch().resolve("tree/dev"));
            String script = "mkdir -p a/b; touch a/b/c memory/d; chown -R 33:33 a memory; (setsid sleep " + sleep
                    + " >/dev/null 2>&1 &); echo ready; sleep " + sleep + " & sleep " + sleep;
            sandbox.run(Command.of("bash", "-c", script).in(sandbox.scratch()), System.out::println);
        }
    }
}
