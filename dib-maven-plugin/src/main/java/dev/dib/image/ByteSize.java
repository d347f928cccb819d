// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.config.Size;
import java.util.Optional;

/** Sizes as people write them in a pom: those of the block-device configuration, {@link Size}, but never without a unit. */
public final class ByteSize {

    /** More than any disk. */
    private static final long MOST = 1L << 50;

    private ByteSize() {}

    /** The size in bytes; nothing if it is none, or has no unit: a bare number would be guesswork. */
    public static Optional<Long> parse(String text) {
        boolean bare = !text.isBlank()
                && !Character.isLetter(text.strip().charAt(text.strip().length() - 1));
        try {
            return Optional.of(Size.parseBytes(text)).filter(bytes -> !bare && bytes <= MOST);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
