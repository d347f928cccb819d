// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What decides on a host whether namespaces can be made.
 *
 * @param root whether this process has effective uid 0
 * @param user the name of the user
 * @param subordinateIds for {@code subuid} and {@code subgid} how many ids the user has; see {@code subuid(5)}
 * @param idMapper whether {@code newuidmap(1)} is installed
 * @param settings the {@code sysctl}s that matter, by name; absent if the kernel does not have them
 * @param filtered whether a seccomp filter restricts this process, as in most containers
 */
record HostFacts(
        boolean root,
        String user,
        Map<String, Long> subordinateIds,
        boolean idMapper,
        Map<String, String> settings,
        boolean filtered) {

    static final String CLONE = "kernel.unprivileged_userns_clone";
    static final String APPARMOR = "kernel.apparmor_restrict_unprivileged_userns";
    static final String MAXIMUM = "user.max_user_namespaces";

    HostFacts {
        subordinateIds = Map.copyOf(subordinateIds);
        settings = Map.copyOf(settings);
    }

    static HostFacts read() throws IOException {
        return read(Path.of("/"), System.getProperty("user.name"));
    }

    /** The facts of a host whose files are below a directory. */
    static HostFacts read(Path host, String user) throws IOException {
        List<String> status = Files.readAllLines(host.resolve("proc/self/status"));
        String uid =
                statusField(status, "Uid").map(ids -> ids.split("\\s+", -1)[1]).orElse("");
        Map<String, String> settings = new TreeMap<>();
        for (String name : List.of(CLONE, APPARMOR, MAXIMUM)) {
            Path file = host.resolve("proc/sys").resolve(name.replace('.', '/'));
            if (Files.isReadable(file)) {
                settings.put(name, Files.readString(file).strip());
            }
        }
        return new HostFacts(
                uid.equals("0"),
                user,
                Map.of(
                        "subuid", subordinate(host.resolve("etc/subuid"), user, uid),
                        "subgid", subordinate(host.resolve("etc/subgid"), user, uid)),
                Files.isExecutable(host.resolve("usr/bin/newuidmap")),
                settings,
                statusField(status, "Seccomp").filter("2"::equals).isPresent());
    }

    private static Optional<String> statusField(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static long subordinate(Path file, String user, String uid) throws IOException {
        if (!Files.isReadable(file)) {
            return 0;
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.strip().split(":", -1))
                .filter(fields -> fields.length == 3)
                .filter(fields -> fields[0].equals(user) || fields[0].equals(uid))
                .filter(fields -> fields[2].matches("[0-9]{1,10}"))
                .mapToLong(fields -> Long.parseLong(fields[2]))
                .sum();
    }
}
