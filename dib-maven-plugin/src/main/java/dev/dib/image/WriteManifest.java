// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.inventory.DpkgStatus;
import dev.dib.inventory.ImageManifest;
import dev.dib.inventory.InstalledPackage;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes down what is in the image. */
record WriteManifest() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        ImageSpec image = build.image();
        new ImageManifest(
                        image.name(),
                        image.architecture(),
                        image.timestamp(),
                        image.elements().stream().map(Element::name).toList(),
                        packages(build))
                .writeTo(build.scratch().image().manifest());
    }

    static List<InstalledPackage> packages(Build build) throws IOException, InterruptedException {
        Path database = build.scratch().tree().resolve("var/lib/dpkg/status");
        var present = build.sandbox().run(Command.of("test", "-f", database.toString()), line -> {});
        return present.succeeded()
                ? DpkgStatus.parse(build.sandbox().lines(Command.of("cat", database.toString())))
                : List.of();
    }
}
