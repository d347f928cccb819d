// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What data is compressed with. */
public enum Codec {
    /** Deflate (RFC 1951), in whatever container a format has it: bare, zlib's or gzip's. */
    ZLIB("zlib", List.of("gzip", "deflate"), 1, 9),
    /** RFC 8878. */
    ZSTD("zstd", List.of("zst"), 1, 22),
    XZ("xz", List.of(), 0, 0),
    LZ4("lz4", List.of(), 0, 0),
    /** LZ4 by a slower compressor that makes less of it. */
    LZ4HC("lz4hc", List.of(), 1, 12),
    NONE("none", List.of(), 0, 0);

    private final String word;
    private final List<String> aliases;
    private final int leastLevel;
    private final int mostLevel;

    Codec(String word, List<String> aliases, int leastLevel, int mostLevel) {
        this.word = word;
        this.aliases = aliases;
        this.leastLevel = leastLevel;
        this.mostLevel = mostLevel;
    }

    public String word() {
        return word;
    }

    public boolean hasLevels() {
        return mostLevel > 0;
    }

    public boolean hasLevel(int level) {
        return hasLevels() && level >= leastLevel && level <= mostLevel;
    }

    /** For people: {@code 1 to 9}. */
    public String levels() {
        return leastLevel + " to " + mostLevel;
    }

    public static Optional<Codec> of(String word) {
        return Arrays.stream(values())
                .filter(codec -> codec.word.equals(word) || codec.aliases.contains(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Codec::word).toList();
    }
}
