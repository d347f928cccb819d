// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.nio.file.Path;

/**
 * The scratch directory of a running build. The sandbox owns it and removes it, however the build ends.
 *
 * <pre>
 * dib_build.ID/    TMP_BUILD_DIR; with a tmpfs on it if there is memory enough. Hooks make names of what is behind the dot
 *   mnt/           TMP_MOUNT_PATH: the root tree
 * hooks/           TMP_HOOKS_PATH: this build's own copy of the hook tree, hooks may write to it
 *   dib-tools/     a stand-in for sudo, for images that have none
 *   dib-grub/      stand-ins for commands of GRUB
 * lib/             _LIB: what hooks source
 * bin/             a stand-in for sudo, and dib-read-image
 * credentials/     logins for downloads, on a tmpfs; if there are some
 * sources          DIB_SOURCE_RECORD: what hooks fetched
 * marker           changed when a hook begins and ends
 * image/           TMP_IMAGE_DIR, and what becomes target/dib/image
 *   products/      where host hooks run: what they write here lands beside the image
 * </pre>
 */
record Scratch(Path directory) {

    /** A folder in the hook tree. */
    static final String TOOLS = "dib-tools";

    /** Another one. */
    static final String GRUB = "dib-grub";

    Path build() {
        String id = directory.getFileName().toString();
        return directory.resolve("dib_build." + id.substring(0, Math.min(id.length(), 8)));
    }

    Path tree() {
        return build().resolve("mnt");
    }

    Path hooks() {
        return directory.resolve("hooks");
    }

    Path lib() {
        return directory.resolve("lib");
    }

    Path bin() {
        return directory.resolve("bin");
    }

    Path credentials() {
        return directory.resolve("credentials");
    }

    Path sources() {
        return directory.resolve("sources");
    }

    Path marker() {
        return directory.resolve("marker");
    }

    BuiltImage image() {
        return new BuiltImage(directory.resolve("image"));
    }
}
