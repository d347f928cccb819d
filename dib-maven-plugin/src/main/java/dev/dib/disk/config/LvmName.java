// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What LVM takes as names of volume groups and logical volumes: lvm(8), VALID NAMES. */
final class LvmName {

    /** Together they name a device: {@code DM_NAME_LEN} of the kernel, less the zero at its end. */
    private static final int MOST = 127;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+.][A-Za-z0-9_+.-]*");

    /** LVM uses them for parts of its volumes. */
    private static final Pattern RESERVED = Pattern.compile(
            "(snapshot|pvmove).*|.*_("
                    + "cdata|cmeta|corig|cpool|cvol|wcorig|mimage|mlog|rimage|rmeta|tdata|tmeta|vdata|imeta|iorig|pmspare|vorigin).*");

    /** Words that stand beside the name of the group in LVM's text. */
    private static final Set<String> BESIDE =
            Set.of("contents", "version", "description", "creation_host", "creation_time");

    private LvmName() {}

    /** Why a volume group cannot have a name; empty if it can. */
    static Optional<String> refuseGroup(String name) {
        return BESIDE.contains(name) ? Optional.of("'" + name + "' is a word of LVM's own metadata") : refuse(name);
    }

    /** Why a logical volume of a group cannot have a name; empty if it can. */
    static Optional<String> refuseVolume(String group, String name) {
        if (RESERVED.matcher(name).matches()) {
            return Optional.of("LVM keeps names such as '" + name + "' for parts of its volumes");
        }
        // a hyphen is doubled in the name of the device
        int length = (group + name).replace("-", "--").length() + 1;
        return length > MOST
                ? Optional.of("'" + group + "' and '" + name + "' are too long for the name of a device: " + length
                        + " letters, of at most " + MOST)
                : refuse(name);
    }

    private static Optional<String> refuse(String name) {
        return FORM.matcher(name).matches() && !name.equals(".") && !name.equals("..") && name.length() <= MOST
                ? Optional.empty()
                : Optional.of("LVM has names of at most " + MOST
                        + " letters, digits and _+.- that begin with no hyphen, which '" + name + "' is not");
    }
}
