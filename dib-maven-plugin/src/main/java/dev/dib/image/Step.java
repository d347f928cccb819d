// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;

/** One step of a build. */
interface Step {

    /** What it does, for the person who watches: "write manifest"; empty if it tells by itself or is not worth a line. */
    String name();

    default boolean isNeeded(ImageSpec image) {
        return true;
    }

    void run(Build build) throws IOException, InterruptedException;
}
