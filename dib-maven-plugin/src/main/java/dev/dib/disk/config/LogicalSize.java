// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a logical volume is to be. Shares are those of lvcreate(8), {@code --extents}; all are rounded down to extents. */
public sealed interface LogicalSize {

    Pattern SHARE = Pattern.compile("([0-9]{1,9})\\s*%([A-Za-z]+)");

    /** LVM counts extents in 32 bits. */
    long MOST_EXTENTS = 0xffff_ffffL;

    /** A number of bytes, above 0. */
    record Bytes(long bytes) implements LogicalSize {}

    /** A number of extents, above 0. */
    record Extents(long count) implements LogicalSize {}

    /**
     * A share of the whole group, or what is still free, if that is less: {@code 50%VG}, also {@code 50%PVS}.
     *
     * @param percent above 0, at most 100
     */
    record OfGroup(double percent) implements LogicalSize {}

    /**
     * A share of what is still free in the group when its turn comes: {@code 50%FREE}, or {@code 50%} as for partitions.
     *
     * @param percent above 0, at most 100
     */
    record OfFree(double percent) implements LogicalSize {}

    /** Whether it is the same in a group of any size. */
    default boolean isFixed() {
        return this instanceof Bytes || this instanceof Extents;
    }

    /**
     * Reads what stands at {@code size}: as the size of a partition, or a share.
     *
     * @throws IllegalArgumentException if it is none; the message tells why
     */
    static LogicalSize parse(String text) {
        Matcher share = SHARE.matcher(text.strip());
        if (share.matches()) {
            return share(text, share);
        }
        Size size = Size.parse(text);
        return size instanceof Size.Absolute absolute
                ? new Bytes(absolute.bytes())
                : new OfFree(((Size.Share) size).percent());
    }

    /**
     * Reads what stands at {@code extents}: a number, or a share.
     *
     * @throws IllegalArgumentException if it is none; the message tells why
     */
    static LogicalSize parseExtents(String text) {
        Matcher share = SHARE.matcher(text.strip());
        if (share.matches()) {
            return share(text, share);
        }
        if (!text.strip().matches("[1-9][0-9]{0,9}") || Long.parseLong(text.strip()) > MOST_EXTENTS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number of extents nor a share such as 50%VG");
        }
        return new Extents(Long.parseLong(text.strip()));
    }

    private static LogicalSize share(String text, Matcher share) {
        int percent = Integer.parseInt(share.group(1));
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("'" + text + "' is not between 1 % and 100 %");
        }
        return switch (share.group(2).toUpperCase(Locale.ROOT)) {
            case "V", "VG", "P", "PVS" -> new OfGroup(percent);
            case "F", "FREE" -> new OfFree(percent);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is a share of something else than the group; use %VG, %FREE or %PVS");
        };
    }
}
