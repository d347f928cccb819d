// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What nodes may be called. Their names become names of files while a disk is made, and hooks read them as words of the shell in
 * {@code IMAGE_BLOCK_DEVICES}: nothing in them may have a meaning there.
 */
final class NodeName {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+.:@-]{0,126}");

    private NodeName() {}

    /** Why a node cannot have a name; empty if it can. */
    static Optional<String> refuse(String name) {
        return FORM.matcher(name).matches() ? Optional.empty() : Optional.of("'" + name + "' is no name of a node");
    }

    /** What to write instead. */
    static String remedy() {
        return "use at most 127 letters, digits and _+.:@-, a letter, a digit or _ first";
    }
}
