// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

/**
 * What somebody said about something.
 *
 * @param subject where it was said, for messages: the name of a parameter or of a variable
 * @param text what was said, without blanks around it
 * @param isVariable whether a variable of diskimage-builder said it, where a bare number has a unit of its own
 */
record Said(String subject, String text, boolean isVariable) {

    Said {
        text = text.strip();
    }
}
