// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code fstab(5)} that mounts a file system of the disk.
 *
 * @param source {@code UUID=...}, {@code LABEL=...}, {@code /dev/vda1}, ...
 * @param point where, without the slash at the start: {@code boot/efi}; empty for the root
 */
record FstabEntry(String source, String point) {

    private static final Pattern TAG = Pattern.compile("(UUID|LABEL|PARTUUID|PARTLABEL)=\"?([^\"]*)\"?");
    private static final Pattern LINK = Pattern.compile("/dev/disk/by-(uuid|label|partuuid|partlabel)/(.*)");
    private static final Pattern DEVICE =
            Pattern.compile("/dev/(?:[shv]d[a-z]|xvd[a-z]|(?:nvme\\d+n|mmcblk)\\d+p)(\\d+)");

    static List<FstabEntry> parse(String fstab) {
        List<FstabEntry> entries = new ArrayList<>();
        for (String line : fstab.lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", -1);
            if (!line.startsWith("#") && words.length >= 3 && words[1].startsWith("/") && !words[2].equals("swap")) {
                entries.add(new FstabEntry(words[0], words[1].replaceAll("^/+|/+$", "")));
            }
        }
        return entries;
    }

    /** Whether it means this volume. */
    boolean names(Volume volume) {
        Matcher tag = TAG.matcher(source);
        if (tag.matches()) {
            return names(volume, tag.group(1), tag.group(2));
        }
        Matcher link = LINK.matcher(source);
        if (link.matches()) {
            return names(volume, link.group(1), link.group(2));
        }
        Matcher device = DEVICE.matcher(source);
        return device.matches() && Integer.toString(volume.partition().number()).equals(device.group(1));
    }

    private static boolean names(Volume volume, String kind, String value) {
        String own = switch (kind.toUpperCase(Locale.ROOT)) {
            case "UUID" -> volume.uuid();
            case "LABEL" -> volume.label();
            case "PARTUUID" -> volume.partition().id();
            default -> volume.partition().name();
        };
        return !own.isEmpty() && own.equalsIgnoreCase(value);
    }
}
