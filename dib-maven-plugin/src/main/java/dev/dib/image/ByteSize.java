// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 8GiB}, {@code 500MiB}, {@code 1.5G}. Decimal units are powers of 1000. */
public final class ByteSize {

    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Za-z]*)");

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("B", 1L),
            Map.entry("KiB", 1L << 10),
            Map.entry("MiB", 1L << 20),
            Map.entry("GiB", 1L << 30),
            Map.entry("TiB", 1L << 40),
            Map.entry("K", 1_000L),
            Map.entry("KB", 1_000L),
            Map.entry("M", 1_000_000L),
            Map.entry("MB", 1_000_000L),
            Map.entry("G", 1_000_000_000L),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("T", 1_000_000_000_000L),
            Map.entry("TB", 1_000_000_000_000L));

    private ByteSize() {}

    /** The size in bytes; nothing if it is none, or has no unit: a bare number would be guesswork. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || !UNITS.containsKey(matcher.group(2))) {
            return Optional.empty();
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2))));
        return bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(1L << 50)) > 0
                ? Optional.empty()
                : Optional.of(bytes.longValue());
    }
}
