// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.util.OptionalInt;

/**
 * With what something is compressed, and how hard.
 *
 * @param codec with what
 * @param level how hard; the usual level of the format if absent
 */
public record Compression(Codec codec, OptionalInt level) {

    public static final Compression NONE = of(Codec.NONE);

    public static Compression of(Codec codec) {
        return new Compression(codec, OptionalInt.empty());
    }

    public static Compression of(Codec codec, int level) {
        return new Compression(codec, OptionalInt.of(level));
    }

    public boolean isNone() {
        return codec == Codec.NONE;
    }
}
