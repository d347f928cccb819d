// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.BreakPoints;
import dev.dib.hook.Phase;
import java.io.IOException;

/** Runs the hooks of a phase, on the host or in the target. */
record RunHooks(Phase phase) implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        var stage = new HookStage(build, phase);
        var claims = new BlockDeviceClaims();
        stage.run((hooks, around) -> {
            stage.halt(BreakPoints.before(phase), around);
            (phase == Phase.BLOCK_DEVICE ? hooks.heardBy(claims) : hooks).run(phase, around);
            stage.halt(BreakPoints.after(phase), around);
        });
        claims.judge(build);
    }
}
