// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** Replays journals by e2fsck(8), in a file that may be changed. */
final class Journals {

    private static final int CORRECTED = 1;

    private Journals() {}

    static RootTree replayed(Path disk, Blocks blocks, OptionalInt partition) throws IOException, InterruptedException {
        Set<Long> done = new HashSet<>();
        while (true) {
            try {
                return RootTree.of(Volume.of(blocks), partition);
            } catch (JournalException e) {
                if (!done.add(e.volume().partition().offset())) {
                    throw e;
                }
                replay(disk, e.volume());
            }
        }
    }

    private static void replay(Path disk, Volume volume) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(
                            "e2fsck",
                            "-fy",
                            "-E",
                            "journal_only",
                            disk + "?offset=" + volume.partition().offset())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("e2fsck", "is not installed, and replays the journal", "install e2fsprogs"), e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() > CORRECTED) {
            throw new DamagedImageException("e2fsck of " + volume + ": " + said.strip());
        }
    }
}
