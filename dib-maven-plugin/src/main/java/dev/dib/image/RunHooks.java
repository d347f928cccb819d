// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.Phase;
import dev.dib.hook.Surroundings;
import dev.dib.sandbox.ProcessInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the hooks of a phase, on the host or in the target. */
record RunHooks(Phase phase) implements Step {

    /** Where hooks in the target see the hook tree: elements know this path. */
    private static final Path IN_TARGET = Path.of("/tmp/in_target.d");

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        if (phase.place() == Phase.Place.HOST) {
            build.hooks().run(phase, onHost(build));
        } else {
            runInTarget(build);
        }
        List<ProcessInfo> left = build.sandbox().killAll();
        if (!left.isEmpty()) {
            build.listener()
                    .processesEnded(
                            phase,
                            left.stream()
                                    .map(ProcessInfo::commandLine)
                                    .map(build.hooks().secrets()::mask)
                                    .toList());
        }
    }

    /** What the hooks of this host phase find around them. */
    Surroundings onHost(Build build) {
        Scratch scratch = build.scratch();
        var around = new Surroundings(
                scratch.hooks(),
                scratch.hooks(),
                Optional.empty(),
                scratch.image().products(),
                build.environment());
        around = around.plus(HookEnvironment.onHost(scratch, build.home()));
        if (!build.image().secrets().servers().isEmpty()) {
            around = around.plus(Credentials.variables(scratch.credentials()));
        }
        boolean getsRoot = phase == Phase.ROOT || phase == Phase.CLEANUP;
        return getsRoot ? around.plus(Map.of("TARGET_ROOT", scratch.tree().toString())) : around;
    }

    private void runInTarget(Build build) throws IOException, InterruptedException {
        Scratch scratch = build.scratch();
        Path seenAt = scratch.tree().resolve(IN_TARGET.toString().substring(1));
        build.mounts().bindReadOnly(scratch.hooks(), seenAt);
        var around = new Surroundings(
                        scratch.hooks(), IN_TARGET, Optional.of(scratch.tree()), Path.of("/"), build.environment())
                .plus(HookEnvironment.inTarget());
        if (!build.image().secrets().servers().isEmpty()) {
            around = around.plus(Credentials.variables(Credentials.IN_TARGET));
        }
        try {
            build.hooks().run(phase, around);
        } finally {
            build.mounts().unmountBelow(seenAt);
        }
    }
}
