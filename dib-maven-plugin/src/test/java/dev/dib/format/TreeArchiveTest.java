// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeArchiveTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    private static final String TREE = """
            set -eu
            umask 022
            mkdir -p "$1"
            cd "$1"
            mkdir -p bin dev/pts proc run sys/kernel lost+found home/dev home/lost+found
            echo x > bin/file
            chown 42:43 bin/file
            chmod 4755 bin/file
            ln bin/file bin/hard
            ln -s file bin/link
            setcap cap_net_raw+ep bin/file
            echo x > dev/null
            echo x > run/pid
            echo x > sys/kernel/x
            echo x > lost+found/x
            echo x > home/dev/kept
            echo x > home/lost+found/kept
            touch -d @1600000000 bin/link bin/file
            touch -h -d @1600000000 bin/link
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.open(SandboxSpec.of(folder.resolve("scratch")).withTmpfs(Path.of("memory"), "50m"));
    }

    @AfterEach
    void close() throws Exception {
        sandbox.close();
    }

    @Test
    void keepsWhatIsOfTheImage() throws Exception {
        Path archive = folder.resolve("tree.tar");
        new TreeArchive(sandbox, Optional.of(TIME)).write(tree("tree"), archive);

        Map<String, TarArchiveEntry> entries = entries(archive);
        assertThat(new ArrayList<>(entries.keySet()))
                .containsExactly(
                        "./",
                        "./bin/",
                        "./bin/file",
                        "./bin/hard",
                        "./bin/link",
                        "./dev/",
                        "./home/",
                        "./home/dev/",
                        "./home/dev/kept",
                        "./home/lost+found/",
                        "./home/lost+found/kept",
                        "./proc/",
                        "./run/",
                        "./sys/");
        TarArchiveEntry file = entries.get("./bin/file");
        assertThat(file.getLongUserId()).isEqualTo(42);
        assertThat(file.getLongGroupId()).isEqualTo(43);
        assertThat(file.getUserName()).isEmpty();
        assertThat(file.getMode() & 07777).isEqualTo(04755);
        assertThat(file.getLastModifiedTime().toInstant()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
        assertThat(file.getExtraPaxHeaders())
                .containsKey("SCHILY.xattr.security.capability")
                .doesNotContainKeys("atime", "ctime");
        assertThat(entries.get("./bin/hard").isLink()).isTrue();
        assertThat(entries.get("./bin/link").getLinkName()).isEqualTo("file");
        assertThat(entries.get("./home/dev/kept").getLastModifiedTime().toInstant())
                .isEqualTo(TIME);
    }

    @Test
    void givesEqualBytesForEqualTrees() throws Exception {
        Path one = folder.resolve("one.tar");
        Path other = folder.resolve("other.tar");
        new TreeArchive(sandbox, Optional.of(TIME)).write(tree("tree"), one);
        Thread.sleep(1100);
        new TreeArchive(sandbox, Optional.of(TIME)).write(tree("memory/tree"), other);
        assertThat(Files.mismatch(one, other)).as("first byte that differs").isEqualTo(-1);
    }

    private Path tree(String name) throws Exception {
        Path tree = sandbox.scratch().resolve(name);
        sandbox.check(Command.of("sh", "-c", TREE, "sh", tree.toString()));
        return tree;
    }

    private static Map<String, TarArchiveEntry> entries(Path archive) throws Exception {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }
}
