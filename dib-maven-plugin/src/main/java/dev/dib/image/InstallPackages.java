// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Installs the packages that the person who builds wants besides those of the elements, after install.d, all at once. */
record InstallPackages() implements Step {

    @Override
    public String name() {
        return "packages";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return !image.hooks().packages().isEmpty();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("install-packages"));
        line.addAll(build.image().hooks().packages());
        new HookStage(build, Phase.INSTALL).run((hooks, around) -> hooks.run("packages", line, Phase.INSTALL, around));
    }
}
