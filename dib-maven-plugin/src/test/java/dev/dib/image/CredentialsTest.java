// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.HostCommands;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @TempDir
    private Path directory;

    @Test
    void writesTheFormThatEachProgramReads() throws Exception {
        new Credentials(List.of(
                        new ServerLogin("nexus", URI.create("https://host:8443/raw/"), "me", "p@ss:w/rd"),
                        new ServerLogin("other", URI.create("http://other/"), "it is", "a \"b\"")))
                .writeTo(new HostCommands(), directory);
        assertThat(directory.resolve("urls"))
                .hasContent("https://host:8443/raw/\tme\tp@ss:w/rd\nhttp://other/\tit is\ta \"b\"\n");
        assertThat(directory.resolve("git"))
                .hasContent("https://me:p%40ss%3Aw%2Frd@host:8443\nhttp://it%20is:a%20%22b%22@other\n");
        assertThat(directory.resolve("netrc")).hasContent("""
                        machine host login me password p@ss:w/rd
                        machine other login "it is" password "a \\"b\\""
                        """);
        assertThat(directory.resolve("apt.conf"))
                .hasContent("machine https://host:8443/raw/ login me password p@ss:w/rd\n");
        for (String file : List.of("urls", "git", "netrc", "apt.conf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void tellsNoPassword() {
        assertThat(new ServerLogin("nexus", URI.create("https://host/"), "me", "hidden"))
                .asString()
                .doesNotContain("hidden");
        assertThat(Credentials.variables(Path.of("/run/x")).values()).noneMatch(value -> value.contains("hidden"));
    }
}
