// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileOriginsTest {

    private static final List<TreeFile> FILES = List.of(
            file("/bin", 1, "usr/bin"),
            file("/etc/fstab", 3, ""),
            file("/etc/motd", 2, ""),
            file("/usr/bin/ls", 1, ""),
            file("/usr/bin/own", 2, ""),
            file("/var/lib/dpkg/info/coreutils.list", 1, ""));

    @Test
    void givesElementsWhatIsNoPackages() {
        PackageFiles packages = PackageFiles.of(List.of("/.", "/bin", "/bin/ls"), FILES);
        FileOrigins origins = FileOrigins.of(FILES, packages, FileOriginsTest::elementAt);
        assertThat(origins.ofPackages()).isEqualTo(3);
        assertThat(origins.ofElements()).isEqualTo(Map.of("motd", List.of("/etc/motd", "/usr/bin/own")));
        assertThat(origins.ofBuild()).containsExactly("/etc/fstab");
    }

    @Test
    void readsNamesOfEveryKind() {
        List<TreeFile> files = TreeWalk.parse("12.5000000000\tb\nc\td\0\0" + "11.0000000010\ta\0../x y\0");
        assertThat(files)
                .containsExactly(
                        new TreeFile("/a", Instant.ofEpochSecond(11, 1), "../x y"),
                        new TreeFile("/b\nc\td", Instant.ofEpochSecond(12, 500_000_000), ""));
    }

    private static Optional<String> elementAt(Instant time) {
        return time.getEpochSecond() == 3
                ? Optional.empty()
                : Optional.of(time.getEpochSecond() == 1 ? "debootstrap" : "motd");
    }

    private static TreeFile file(String path, int second, String target) {
        return new TreeFile(path, Instant.ofEpochSecond(second), target);
    }
}
