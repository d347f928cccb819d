// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;

/** A volume of a type that is not read here; as root, a kernel that knows it can mount it. */
final class UnreadableVolumeException extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnreadableVolumeException(Volume volume) {
        super(new Problem(
                volume.partition().toString(),
                "holds " + volume.type() + ", which cannot be read without mounting it",
                switch (volume.type()) {
                    case "LVM2_member", "crypto_LUKS" -> "use an image without it, or a tar archive of the tree";
                    default ->
                        "build as root on a host whose kernel knows " + volume.type()
                                + ", or use an image with ext4 or xfs, or a tar archive of the tree";
                }));
    }
}
