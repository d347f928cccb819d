// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.compress;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What data is compressed with. */
public enum Codec {
    /** Deflate (RFC 1951), in whatever container a format has it: bare, zlib's or gzip's. */
    ZLIB("zlib", 1, 9),
    /** RFC 8878. */
    ZSTD("zstd", 1, 22),
    XZ("xz", 0, 0),
    LZ4("lz4", 0, 0),
    /** LZ4 by a slower compressor that makes less of it. */
    LZ4HC("lz4hc", 1, 12),
    NONE("none", 0, 0);

    /** Other words that people use. */
    private static final Map<String, Codec> ALIASES = Map.of("gzip", ZLIB, "deflate", ZLIB, "zst", ZSTD);

    private final String word;
    private final int leastLevel;
    private final int mostLevel;

    Codec(String word, int leastLevel, int mostLevel) {
        this.word = word;
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
                .filter(codec -> codec.word.equals(word))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(word)));
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Codec::word).toList();
    }
}
