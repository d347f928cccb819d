// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The loop devices of the host, for tests that open a disk with the tools of others. */
final class LoopDevices {

    private LoopDevices() {}

    /** Only root has them. */
    static boolean canBeUsed() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    static void assertNoneIsLeftOf(Path folder) throws IOException, InterruptedException {
        assertThat(new HostCommands()
                        .lines(Command.of("losetup", "--list", "--noheadings", "--output", "BACK-FILE"))
                        .toString())
                .as("loop devices that are left")
                .doesNotContain(folder.toString());
    }
}
