// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.BreakPoints;
import dev.dib.hook.HookFailedException;
import dev.dib.hook.HookRunner;
import dev.dib.hook.Phase;
import dev.dib.hook.Surroundings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where hooks of a phase run, on the host or in the target, and what is done if one fails there. */
record HookStage(Build build, Phase phase) {

    /** Where hooks in the target see the hook tree: elements know this path. */
    static final Path IN_TARGET = Path.of("/tmp/in_target.d");

    /** Work that is done there. */
    interface Work {
        void run(HookRunner hooks, Surroundings around) throws IOException, InterruptedException;
    }

    /** Does some work there; halts if it fails and somebody wants that, and keeps the build. */
    void run(Work work) throws IOException, InterruptedException {
        if (phase.place() == Phase.Place.HOST) {
            runAt(work, onHost());
            return;
        }
        Path seenAt = build.scratch().tree().resolve(IN_TARGET.toString().substring(1));
        build.mounts().bindReadOnly(build.scratch().hooks(), seenAt);
        try {
            runAt(work, inTarget());
        } finally {
            build.mounts().unmountBelow(seenAt);
        }
    }

    private void runAt(Work work, Surroundings around) throws IOException, InterruptedException {
        var left = new LeftProcesses(build.sandbox(), phase);
        try {
            work.run(build.hooks().heardBy(left), around);
            left.end(build.listener(), build.secrets()::mask);
        } catch (HookFailedException e) {
            build.sandbox().killAll();
            if (build.pause().wants(BreakPoints.AFTER_ERROR)) {
                build.pause().at(BreakPoints.AFTER_ERROR, e.around());
            }
            throw build.image().hooks().keepOnFailure() ? kept(e) : e;
        }
    }

    private HookFailedException kept(HookFailedException failure) throws InterruptedException {
        try {
            return new KeptBuild(build).keep(phase, failure);
        } catch (IOException e) {
            // what failed first is what its reader has to know
            failure.addSuppressed(e);
            return failure.or("mind that it could not be kept: " + e.getMessage());
        }
    }

    /** Halts there if somebody wants that. */
    void halt(String point, Surroundings around) throws IOException, InterruptedException {
        if (build.pause().wants(point)) {
            build.pause().at(point, around.with(build.hooks().environment(phase, around)));
        }
    }

    Surroundings onHost() {
        Scratch scratch = build.scratch();
        boolean getsRoot = phase == Phase.ROOT || phase == Phase.CLEANUP;
        return new Surroundings(
                        scratch.hooks(),
                        scratch.hooks(),
                        Optional.empty(),
                        scratch.image().products(),
                        environment())
                .plus(HookEnvironment.onHost(scratch, build.home()))
                .plus(credentials(scratch.credentials()))
                .plus(getsRoot ? Map.of("TARGET_ROOT", scratch.tree().toString()) : Map.of());
    }

    private Surroundings inTarget() {
        Scratch scratch = build.scratch();
        return new Surroundings(scratch.hooks(), IN_TARGET, Optional.of(scratch.tree()), Path.of("/"), environment())
                .plus(HookEnvironment.inTarget(phase))
                .plus(credentials(Credentials.IN_TARGET));
    }

    private Map<String, String> credentials(Path folder) {
        return build.image().secrets().servers().isEmpty() ? Map.of() : Credentials.variables(folder);
    }

    /** {@code DIB_IMAGE_SIZE} counts GiB until the disk is made, and KiB from then on; then the disk has a name. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(build.environment());
        String size = environment.getOrDefault("DIB_IMAGE_SIZE", "");
        if (!size.isEmpty() && phase.compareTo(Phase.BLOCK_DEVICE) >= 0) {
            environment.put(
                    "DIB_IMAGE_SIZE",
                    new BigDecimal(size)
                            .multiply(BigDecimal.valueOf(1 << 20))
                            .toBigInteger()
                            .toString());
        }
        if (phase.compareTo(Phase.PRE_FINALISE) >= 0) {
            environment.putAll(HookEnvironment.devices(build.image().disk()));
        }
        return environment;
    }
}
