// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageManifestTest {

    @TempDir
    private Path directory;

    @Test
    void isJsonThatOthersRead() throws Exception {
        Path file = directory.resolve("manifest.json");
        new ImageManifest(
                        "machine",
                        "amd64",
                        Optional.of(Instant.parse("2026-11-23T00:00:00Z")),
                        List.of(
                                new KnownElement("base", "dev.dib.elements:base:1.0", "aa"),
                                new KnownElement("motd", "", "bb")),
                        Map.of("DIB_RELEASE", "bookworm", "DIB_ROOT_PASSWORD", "***"),
                        List.of(new Source("git", "https://host/tool", "0123", "", "/opt/tool")),
                        List.of(new InstalledPackage("dpkg", "bash", "5.2-1", "amd64")),
                        new FileOrigins(7, Map.of("motd", List.of("/etc/motd")), List.of("/etc/fstab")))
                .writeTo(file);
        Value.Mapping manifest = (Value.Mapping) Documents.read(file);
        assertThat(manifest.entries())
                .containsOnlyKeys(
                        "name", "architecture", "timestamp", "elements", "environment", "sources", "packages", "files");
        assertThat(file)
                .content()
                .contains("\"artifact\" : \"dev.dib.elements:base:1.0\"")
                .contains("\"DIB_ROOT_PASSWORD\" : \"***\"")
                .contains("\"destination\" : \"/opt/tool\"")
                .containsIgnoringWhitespaces("\"ofElements\" : { \"motd\" : [ \"/etc/motd\" ] }")
                .endsWith("}\n");
    }
}
