// SPDX-License-Identifier: Apache-2.0
package dev.dib.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;

/** The body of an extended header: records of the form {@code LENGTH KEYWORD=VALUE\n}, where the value may be any bytes. */
final class PaxRecords {

    private PaxRecords() {}

    /** Adds the records of a body. */
    static void read(byte[] body, Map<String, String> records) throws DamagedArchiveException {
        String text = new String(body, ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            int blank = text.indexOf(' ', at);
            int equals = text.indexOf('=', at);
            if (blank < 0 || equals < blank || !text.substring(at, blank).matches("[0-9]{1,9}")) {
                throw new DamagedArchiveException("an extended header has a record without a length");
            }
            int end = at + Integer.parseInt(text.substring(at, blank));
            if (end > text.length() || end <= equals) {
                throw new DamagedArchiveException("an extended header has a record of a wrong length");
            }
            records.put(text.substring(blank + 1, equals), text.substring(equals + 1, end - 1));
            at = end;
        }
    }

    static byte[] write(Map<String, String> records) {
        var body = new StringBuilder();
        records.forEach((keyword, value) -> {
            String rest = " " + keyword + "=" + value + "\n";
            // the length counts its own digits
            int length = rest.length() + Integer.toString(rest.length()).length();
            length = rest.length() + Integer.toString(length).length();
            body.append(length).append(rest);
        });
        return body.toString().getBytes(ISO_8859_1);
    }

    static long number(String keyword, String value) throws DamagedArchiveException {
        if (!value.matches("[0-9]{1,18}")) {
            throw new DamagedArchiveException("an extended header has the " + keyword + " '" + value + "'");
        }
        return Long.parseLong(value);
    }

    static Instant time(String value) throws DamagedArchiveException {
        // more digits than a time has would make its arithmetic slow
        if (!value.matches("-?[0-9]{1,11}(\\.[0-9]{0,30})?")) {
            throw new DamagedArchiveException("an extended header has the time '" + value + "'");
        }
        var seconds = new BigDecimal(value);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    /** In decimal: an instant before 1970 counts down to it, so that -1.5 is two seconds before and half a second on. */
    static String time(Instant instant) {
        BigDecimal fraction = BigDecimal.valueOf(instant.getNano(), 9);
        return BigDecimal.valueOf(instant.getEpochSecond())
                .add(fraction)
                .stripTrailingZeros()
                .toPlainString();
    }
}
