// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.util.Arrays;
import java.util.Optional;

/** A phase of a build: a folder of scripts that elements bring, run together at one moment. In the order of a build. */
public enum Phase {
    ROOT("root.d", Place.HOST),
    EXTRA_DATA("extra-data.d", Place.HOST),
    PRE_INSTALL("pre-install.d", Place.TARGET),
    INSTALL("install.d", Place.TARGET),
    POST_INSTALL("post-install.d", Place.TARGET),
    POST_ROOT("post-root.d", Place.HOST),
    BLOCK_DEVICE("block-device.d", Place.HOST),
    PRE_FINALISE("pre-finalise.d", Place.HOST),
    FINALISE("finalise.d", Place.TARGET),
    CLEANUP("cleanup.d", Place.HOST);

    /** Where the scripts of a phase run. */
    public enum Place {
        /** With the host's root directory, inside the sandbox. */
        HOST,
        /** With the image's tree as root directory. */
        TARGET
    }

    private final String folder;
    private final Place place;

    Phase(String folder, Place place) {
        this.folder = folder;
        this.place = place;
    }

    /** The name of its folder in an element, {@code install.d}. */
    public String folder() {
        return folder;
    }

    /** The phase with a folder of that name. */
    static Optional<Phase> ofFolder(String folder) {
        return Arrays.stream(values())
                .filter(phase -> phase.folder.equals(folder))
                .findFirst();
    }

    public Place place() {
        return place;
    }

    @Override
    public String toString() {
        return folder;
    }
}
