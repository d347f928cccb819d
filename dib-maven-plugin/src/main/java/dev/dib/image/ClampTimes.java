// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import java.io.IOException;

/** Gives all files that are younger than the timestamp that time, as SOURCE_DATE_EPOCH wants it. */
record ClampTimes() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return image.timestamp().isPresent();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        String time = "@" + build.image().timestamp().orElseThrow().getEpochSecond();
        build.sandbox()
                .check(Command.of(
                        "find",
                        build.scratch().tree().toString(),
                        "-xdev",
                        "-newermt",
                        time,
                        "-exec",
                        "touch",
                        "--no-dereference",
                        "--date",
                        time,
                        "{}",
                        "+"));
    }
}
