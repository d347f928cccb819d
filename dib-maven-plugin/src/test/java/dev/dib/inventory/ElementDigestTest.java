// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementDigestTest {

    @TempDir
    private Path directory;

    @Test
    void changesWithEverythingThatMatters() throws Exception {
        Set<String> seen = new HashSet<>();
        Path element = Files.createDirectories(directory.resolve("element"));
        assertThat(seen.add(ElementDigest.of(element))).isTrue();
        Path hook = Files.writeString(element.resolve("hook"), "one");
        assertThat(seen.add(ElementDigest.of(element))).as("a file").isTrue();
        Files.writeString(hook, "two");
        assertThat(seen.add(ElementDigest.of(element))).as("content").isTrue();
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(seen.add(ElementDigest.of(element))).as("executable bit").isTrue();
        Files.createSymbolicLink(element.resolve("link"), Path.of("hook"));
        assertThat(seen.add(ElementDigest.of(element))).as("a link").isTrue();
        Files.move(hook, element.resolve("other"));
        assertThat(seen.add(ElementDigest.of(element))).as("a name").isTrue();
    }

    @Test
    void doesNotDependOnThePlace() throws Exception {
        for (String place : new String[] {"a", "b"}) {
            Files.createDirectories(directory.resolve(place).resolve("install.d"));
            Files.writeString(directory.resolve(place).resolve("install.d/10-a"), "same");
        }
        assertThat(ElementDigest.of(directory.resolve("a"))).isEqualTo(ElementDigest.of(directory.resolve("b")));
    }
}
