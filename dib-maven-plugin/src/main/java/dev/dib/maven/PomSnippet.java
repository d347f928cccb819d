// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

/**
 * A dependency on an element as it is written in a pom.
 *
 * @param version empty if the version is managed
 */
record PomSnippet(String groupId, String artifactId, String version) {

    /** Ready to be pasted below {@code <dependencies>}. */
    @Override
    public String toString() {
        return "    <dependency>\n"
                + "      <groupId>" + groupId + "</groupId>\n"
                + "      <artifactId>" + artifactId + "</artifactId>\n"
                + (version.isEmpty() ? "" : "      <version>" + version + "</version>\n")
                + "      <type>zip</type>\n"
                + "      <classifier>element</classifier>\n"
                + "    </dependency>";
    }
}
