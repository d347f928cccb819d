// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.image.ByteSize;
import dev.dib.problem.Problems;

/**
 * Sizes that somebody said. A parameter needs a unit, because a bare number is guesswork. Variables of diskimage-builder have a
 * unit of their own, which a bare number gets; they may say another.
 */
final class Amount {

    private Amount() {}

    /** Bytes; 0, and a problem, if it is no size. */
    static long bytes(Said said, String unit, Problems problems) {
        boolean bare = said.text().matches("[0-9]+(\\.[0-9]+)?") && said.isVariable();
        return ByteSize.parse(bare ? said.text() + unit : said.text()).orElseGet(() -> {
            problems.add(
                    said.subject(),
                    "'" + said.text() + "' is no size",
                    "write a number with a unit: 8GiB, 500MiB, 4GB");
            return 0L;
        });
    }

    /** Blocks of a file system; 0, and a problem, if it is no size. A bare number in a variable counts them. */
    static long blocks(Said said, long blockSize, Problems problems) {
        if (said.isVariable() && said.text().matches("[1-9][0-9]{0,14}")) {
            return Long.parseLong(said.text());
        }
        return bytes(said, "", problems) / blockSize;
    }

    /** Whether it is a size that sectors of a disk can have, in bytes; adds a problem if not. */
    static boolean isSector(Said said, Problems problems) {
        boolean known = said.text().equals("512") || said.text().equals("4096");
        if (!known) {
            problems.add(said.subject(), "sectors of '" + said.text() + "' bytes are not possible", "give 512 or 4096");
        }
        return known;
    }
}
