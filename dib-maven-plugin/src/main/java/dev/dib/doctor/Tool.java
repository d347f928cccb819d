// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.util.List;

/**
 * A program or file of the host that work needs.
 *
 * @param alternatives names of programs, or absolute paths of files; any one of them will do, the first is the best
 * @param debianPackage the Debian package that has the first
 * @param purpose what it is for: "fills FAT file systems"
 */
record Tool(List<String> alternatives, String debianPackage, String purpose) {

    Tool {
        alternatives = List.copyOf(alternatives);
    }

    static Tool of(String name, String debianPackage, String purpose) {
        return new Tool(List.of(name), debianPackage, purpose);
    }

    /** How people call it: the name of the first. */
    String name() {
        String first = alternatives.get(0);
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
