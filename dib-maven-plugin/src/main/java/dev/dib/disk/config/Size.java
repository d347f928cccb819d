// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.problem.Nearest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as it is declared. Written as a number and a unit: {@code TiB GiB MiB KiB} are powers of 1024, {@code TB GB MB KB}
 * and {@code T G M K} powers of 1000, {@code B} or nothing means bytes, {@code %} a share of the space that is still free.
 */
public sealed interface Size {

    /** The form of a size. A number has to be there: upstream reads {@code GiB} as 1 GiB, which hides mistakes. */
    Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})\\s*([A-Za-z]*|%)");

    /** YAML 1.1 takes it for an octal number, and so does diskimage-builder; a person does not. */
    Pattern OCTAL = Pattern.compile("0[0-9_]+");

    Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("TiB", 1L << 40),
            Map.entry("GiB", 1L << 30),
            Map.entry("MiB", 1L << 20),
            Map.entry("KiB", 1L << 10),
            Map.entry("TB", 1_000_000_000_000L),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("MB", 1_000_000L),
            Map.entry("KB", 1_000L),
            Map.entry("T", 1_000_000_000_000L),
            Map.entry("G", 1_000_000_000L),
            Map.entry("M", 1_000_000L),
            Map.entry("K", 1_000L),
            Map.entry("B", 1L),
            Map.entry("", 1L));

    /** A number of bytes, above 0. */
    record Absolute(long bytes) implements Size {}

    /**
     * A share of the space that is still free when its turn comes.
     *
     * @param percent above 0, at most 100
     */
    record Share(double percent) implements Size {}

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if it is none; the message tells why
     */
    static Size parse(String text) {
        if (OCTAL.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is octal to YAML 1.1 and decimal to people; write it without the zero in front");
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size");
        }
        var number = new BigDecimal(matcher.group(1));
        if (matcher.group(2).equals("%")) {
            double percent = number.doubleValue();
            if (percent <= 0 || percent > 100) {
                throw new IllegalArgumentException("'" + text + "' is not between 0 % and 100 %");
            }
            return new Share(percent);
        }
        Long unit = UNITS.get(matcher.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' has the unknown unit '" + matcher.group(2) + "'; "
                    + Nearest.remedy(matcher.group(2), UNITS.keySet()));
        }
        BigDecimal bytes = number.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.DOWN);
        if (bytes.signum() == 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is out of range");
        }
        return new Absolute(bytes.longValueExact());
    }

    /**
     * Reads a size in bytes.
     *
     * @throws IllegalArgumentException if it is none, or a share; the message tells why
     */
    static long parseBytes(String text) {
        if (parse(text) instanceof Absolute absolute) {
            return absolute.bytes();
        }
        throw new IllegalArgumentException("'" + text + "' cannot be a share here");
    }
}
