// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who runs a test: the user of this JVM, or, if that is root, an ordinary user too. Then a JVM of its own is started, with a
 * copy of the class path, since root's home is closed to others.
 */
public enum TestUser {
    SELF,
    ORDINARY;

    private static final String PROPERTY = "dib.test.user";

    /** Those that can be had here. There is always an ordinary user among them. */
    public static Stream<TestUser> all() throws IOException {
        return HostFacts.read().root() ? Stream.of(SELF, ORDINARY) : Stream.of(SELF);
    }

    /** A new directory that belongs to the user and can be reached by everybody. */
    public Path directory() throws IOException {
        Path directory = Files.createTempDirectory("dib-test-");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (this == ORDINARY) {
            account();
            var users = directory.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(directory, users.lookupPrincipalByName(account()));
        }
        return directory;
    }

    /** The command that runs a class with a {@code main} as this user. */
    List<String> java(Path directory, Class<?> main, String... arguments) throws IOException {
        return java(directory, main, List.of(), arguments);
    }

    /**
     * The command that runs a class with a {@code main} as this user.
     *
     * @param libraries classes of further libraries that it needs
     */
    public List<String> java(Path directory, Class<?> main, List<Class<?>> libraries, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>();
        if (this == ORDINARY) {
            line.addAll(List.of("setpriv", "--reuid", account(), "--regid", account(), "--init-groups", "--"));
        }
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                libraries.isEmpty() ? "-Xmx64m" : "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + directory,
                "-Djava.io.tmpdir=" + directory));
        line.addAll(List.of("-cp", classPath(directory.resolve("cp"), libraries), main.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    private static String account() {
        String name = System.getProperty(PROPERTY, "dibtest");
        Optional<String> entry;
        try (Stream<String> lines = Files.lines(Path.of("/etc/subuid"))) {
            entry = lines.filter(line -> line.startsWith(name + ":")).findFirst();
        } catch (IOException e) {
            entry = Optional.empty();
        }
        assertThat(entry)
                .as(
                        "an ordinary user with subordinate ids; create it with 'useradd -m %s', or name another with -D%s",
                        name, PROPERTY)
                .isPresent();
        return name;
    }

    private static String classPath(Path copy, List<Class<?>> libraries) throws IOException {
        Set<Path> sources = new LinkedHashSet<>();
        List<Class<?>> types = new ArrayList<>(List.of(
                Sandbox.class,
                TestUser.class,
                org.apache.commons.exec.CommandLine.class,
                org.assertj.core.api.Assertions.class));
        types.addAll(libraries);
        for (Class<?> type : types) {
            sources.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().getPath()));
        }
        List<String> path = new ArrayList<>();
        for (Path source : sources) {
            Path target = copy.resolve(path.size() + "-" + source.getFileName());
            copy(source, target);
            path.add(target.toString());
        }
        return String.join(":", path);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(source.relativize(file).toString()).normalize();
                Files.createDirectories(to.getParent());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
    }

    /** Removes a directory with its content. */
    public static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        }
    }
}
