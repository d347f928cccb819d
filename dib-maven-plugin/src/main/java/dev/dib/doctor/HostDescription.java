// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kind of machine this is, as far as builds notice. */
public final class HostDescription {

    private static final long GIB = 1L << 30;

    /** Where a build of a small image begins to be tight: its tree, its disk and its formats at one time. */
    private static final long SCARCE_DISK = 6 * GIB;

    private static final long SCARCE_MEMORY = 2 * GIB;

    private final Path root;

    HostDescription(Path root) {
        this.root = root;
    }

    public static HostDescription ofThisHost() {
        return new HostDescription(Path.of("/"));
    }

    /** The name of the system with its kernel: {@code Debian GNU/Linux 12 (bookworm), Linux 6.1.0-18-amd64}. */
    public String system() throws IOException {
        String name = line("etc/os-release", "PRETTY_NAME=(.*)").orElse("an unknown system");
        String kernel = line("proc/sys/kernel/osrelease", "(.*)").orElse("?");
        return name.replace("\"", "") + ", Linux " + kernel;
    }

    /** Whether packages have the names that the doctor knows. */
    public boolean isDebianLike() throws IOException {
        return line("etc/os-release", "ID(?:_LIKE)?=(.*(?:debian|ubuntu).*)").isPresent();
    }

    /**
     * Memory, disk space and virtualisation.
     *
     * @param directories folders in which builds will write; the first that exists of each one's parents counts
     */
    public List<Finding> resources(List<Path> directories) throws IOException {
        List<Finding> findings = new ArrayList<>();
        line("proc/meminfo", "MemAvailable: *([0-9]+) kB")
                .map(Long::parseLong)
                .map(kibibytes -> amount(
                        "memory", "available", kibibytes << 10, SCARCE_MEMORY, "end other programs, or add swap space"))
                .ifPresent(findings::add);
        for (Path directory : directories) {
            findings.add(amount(
                    "disk",
                    "free for " + directory,
                    Files.getFileStore(existing(directory)).getUsableSpace(),
                    SCARCE_DISK,
                    "make room: a build of a small image takes some 4 GiB"));
        }
        findings.add(virtualisation());
        return findings;
    }

    private static Path existing(Path directory) {
        Path path = directory.toAbsolutePath();
        while (!Files.exists(path)) {
            path = path.getParent();
        }
        return path;
    }

    private static Finding amount(String subject, String what, long bytes, long scarce, String remedy) {
        String message = String.format(Locale.ROOT, "%.1f GiB %s", bytes / (double) GIB, what);
        return bytes < scarce ? Finding.note(subject, message, remedy) : Finding.good(subject, message);
    }

    private Finding virtualisation() {
        Path device = root.resolve("dev/kvm");
        if (!Files.exists(device)) {
            return Finding.note(
                    "/dev/kvm", "is not there: machines are booted by software emulation, which is slower", "");
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return Finding.note(
                    "/dev/kvm",
                    "may not be used by this user: machines are booted by software emulation, which is slower",
                    "as root: usermod --append --groups kvm " + System.getProperty("user.name"));
        }
        return Finding.good("/dev/kvm", "is there; it counts only after a guest was seen running with it");
    }

    private Optional<String> line(String file, String form) throws IOException {
        Path path = root.resolve(file);
        if (!Files.isReadable(path)) {
            return Optional.empty();
        }
        Pattern pattern = Pattern.compile(form);
        return Files.readAllLines(path).stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
