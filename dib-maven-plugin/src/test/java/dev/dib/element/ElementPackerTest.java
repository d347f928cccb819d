// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElementPackerTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

    @TempDir
    private Path directory;

    private Path element;
    private Path zip;

    @BeforeEach
    void element() throws IOException {
        element = directory.resolve("element");
        zip = directory.resolve("target/vm.zip");
        write("install.d/10-vm", "#!/bin/bash\n", "rwxr-x---");
        write("element-deps", "base\n", "rw-rw-rw-");
        Files.createSymbolicLink(element.resolve("install.d/20-vm"), Path.of("10-vm"));
        Files.createSymbolicLink(
                Files.createDirectories(element.resolve("static/etc")).resolve("mtab"), Path.of("/proc/mounts"));
    }

    @Test
    void writesSortedEntriesWithPlainModes() throws IOException {
        pack(TIME);
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            List<ZipArchiveEntry> entries = Collections.list(file.getEntries());
            assertThat(entries)
                    .extracting(entry -> "%06o %s".formatted(entry.getUnixMode(), entry.getName()))
                    .containsExactly(
                            "100644 META-INF/dib/element.properties",
                            "100644 element-deps",
                            "040755 install.d/",
                            "100755 install.d/10-vm",
                            "120777 install.d/20-vm",
                            "040755 static/",
                            "040755 static/etc/",
                            "120777 static/etc/mtab");
        }
    }

    @Test
    void theSameFolderGivesTheSameBytes() throws IOException {
        pack(TIME);
        byte[] first = Files.readAllBytes(zip);
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String other : List.of("UTC", "Asia/Kolkata", "America/St_Johns")) {
                TimeZone.setDefault(TimeZone.getTimeZone(other));
                write("element-deps", "base\n", "rw-------");
                Files.setLastModifiedTime(element.resolve("element-deps"), FileTime.fromMillis(0));
                pack(TIME);
                assertThat(zip).as(other).hasBinaryContent(first);
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void theSameElementGivesTheSameBytesWhereverItWasCheckedOut() throws IOException {
        pack(TIME);
        byte[] first = Files.readAllBytes(zip);
        // another folder, written in another order, under another umask
        element = directory.resolve("another/place");
        Files.createDirectories(element.resolve("static/etc"));
        Files.createSymbolicLink(element.resolve("static/etc/mtab"), Path.of("/proc/mounts"));
        write("install.d/10-vm", "#!/bin/bash\n", "rwx------");
        Files.createSymbolicLink(element.resolve("install.d/20-vm"), Path.of("10-vm"));
        write("element-deps", "base\n", "rw-------");
        try (var paths = Files.walk(element)) {
            for (Path folder : paths.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        pack(TIME);
        assertThat(zip).hasBinaryContent(first);
    }

    @Test
    void anHourThatSummerTimeTakesAwayIsNoDifference() throws IOException {
        // at this time of the wall clock in Berlin it is half past three
        Instant gap = Instant.parse("2026-03-29T02:30:00Z");
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            pack(gap);
            byte[] first = Files.readAllBytes(zip);
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            pack(gap);
            assertThat(zip).hasBinaryContent(first);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aZipCannotHoldATimeBefore1980() throws IOException {
        pack(Instant.EPOCH);
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            assertThat(file.getEntry("element-deps").getLastModifiedTime().toInstant())
                    .isBetween(Instant.parse("1980-01-01T00:00:00Z"), Instant.parse("1980-01-04T00:00:00Z"));
        }
    }

    @Test
    void doesNotWaitForWhatAPipeMayBring() throws Exception {
        Path pipe = element.resolve("static/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> pack(TIME))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(pipe + ": is a device, a pipe or a socket");
        assertThat(zip).doesNotExist();
    }

    @Test
    void whatItPacksCanBeUnpacked() throws IOException {
        pack(TIME);
        var unpacker = new ElementUnpacker(zip);

        Path unpacked = unpacker.unpackBelow(directory.resolve("elements"));

        assertThat(unpacked).isEqualTo(directory.resolve("elements/vm"));
        assertThat(unpacked.resolve("install.d/10-vm")).isExecutable().hasContent("#!/bin/bash\n");
        assertThat(Files.readSymbolicLink(unpacked.resolve("install.d/20-vm"))).hasToString("10-vm");
        assertThat(Files.readSymbolicLink(unpacked.resolve("static/etc/mtab"))).hasToString("/proc/mounts");
        assertThat(unpacked.resolve("META-INF")).doesNotExist();
        assertThat(unpacker.repaired()).isEmpty();
    }

    @Test
    void leavesOutWhatBelongsToTheArchive() throws IOException {
        write("META-INF/dib/element.properties", "format=7\n", "rw-r--r--");
        pack(TIME);
        assertThat(new ElementUnpacker(zip).unpackBelow(directory.resolve("elements")))
                .isDirectory();
    }

    @Test
    void refusesWhatNobodyCouldUnpack() throws IOException {
        write("static/a:b", "", "rw-r--r--");
        write("static/C", "", "rw-r--r--");
        write("static/c", "", "rw-r--r--");
        Files.createSymbolicLink(element.resolve("outside"), Path.of("../secret"));
        assertThatThrownBy(() -> pack(TIME))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problems()).hasSize(3));
        assertThat(zip.getParent()).isEmptyDirectory();
    }

    private void pack(Instant time) throws IOException {
        new ElementPacker(new ElementMarker(1, "vm", "1", List.of("base"), List.of()), time).pack(element, zip);
    }

    private void write(String name, String content, String mode) throws IOException {
        Path file = element.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
