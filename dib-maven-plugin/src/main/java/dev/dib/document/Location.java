// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

/**
 * Where a value stands.
 *
 * @param source the file, or the parameter that holds the text
 * @param line counted from 1
 */
public record Location(String source, int line) {

    @Override
    public String toString() {
        return source + ":" + line;
    }
}
