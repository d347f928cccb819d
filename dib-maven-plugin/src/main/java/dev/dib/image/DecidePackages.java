// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.Phase;
import java.io.IOException;
import java.util.Map;

/**
 * Decides what package-installs, pkg-map and svc-map of all elements mean for this image, in the environment of
 * extra-data.d, and puts the outcome where the hooks of the elements of the same names look for it.
 */
record DecidePackages() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        Map<String, String> environment =
                build.hooks().environment(Phase.EXTRA_DATA, new HookStage(build, Phase.EXTRA_DATA).onHost());
        build.image()
                .packages()
                .decide(environment)
                .writeTo(build.scratch().hooks().resolve("dib-decisions"));
    }
}
