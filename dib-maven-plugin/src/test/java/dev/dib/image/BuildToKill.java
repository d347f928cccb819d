// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.ImageFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A program that is killed while it makes something of a tree that takes a while. */
final class BuildToKill {

    private BuildToKill() {}

    /** Its arguments are its folder, and a word if it shall convert what it has built. */
    public static void main(String... arguments) throws Exception {
        TinyImage tiny = new TinyImage(Path.of(arguments[0]))
                .formats("qcow2", "squashfs")
                .hook(
                        "post-root.d/50-fill",
                        "#!/bin/bash\nexec head -c 150M /dev/urandom >\"$TMP_MOUNT_PATH/root/fill\"\n");
        tiny.build();
        if (arguments.length > 1) {
            new ImageConversion(
                            new ImageFacts("machine", "1", "amd64", Optional.empty()),
                            tiny.directories(),
                            Clock.systemUTC(),
                            new BuildListener() {})
                    .convert(tiny.spec().made());
        }
    }
}
