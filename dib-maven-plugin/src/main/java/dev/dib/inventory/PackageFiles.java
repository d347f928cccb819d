// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The paths that belong to packages, as the package managers of a tree tell. On a merged {@code /usr} a package may still say
 * {@code /bin/ls}; see {@code hier(7)}, and {@code dpkg(1)} on the files below {@code info}.
 */
public final class PackageFiles {

    private static final String DPKG_INFO = "/var/lib/dpkg/info/";

    private static final String LIST = """
            set -eu
            if [ -d "$1/var/lib/dpkg/info" ]; then
                find "$1/var/lib/dpkg/info" -maxdepth 1 -name '*.list' -exec cat {} +
            fi
            if [ -x "$1/usr/bin/rpm" ]; then
                chroot "$1" /usr/bin/rpm --query --all --list
            fi
            """;

    private final Set<String> paths;
    private final Map<String, String> merged;

    private PackageFiles(Set<String> paths, Map<String, String> merged) {
        this.paths = paths;
        this.merged = merged;
    }

    /**
     * Asks the package managers of a tree.
     *
     * @param files the files of the tree
     */
    public static PackageFiles of(Commands commands, Path tree, List<TreeFile> files)
            throws IOException, InterruptedException {
        return of(commands.lines(Command.of("sh", "-c", LIST, "list", tree.toString())), files);
    }

    static PackageFiles of(List<String> owned, List<TreeFile> files) {
        Map<String, String> merged = files.stream()
                .filter(file ->
                        file.path().lastIndexOf('/') == 0 && !file.target().isEmpty())
                .collect(Collectors.toMap(
                        TreeFile::path, file -> file.target().startsWith("/") ? file.target() : "/" + file.target()));
        var all = new PackageFiles(new HashSet<>(), merged);
        owned.forEach(path -> all.paths.add(all.real(path)));
        return all;
    }

    /** A path with the top folder that it really is in. */
    private String real(String path) {
        int second = path.indexOf('/', 1);
        String top = second < 0 ? path : path.substring(0, second);
        String target = merged.get(top);
        return target == null || second < 0 ? path : target + path.substring(second);
    }

    /** Whether a file belongs to a package, or is what dpkg notes about one. */
    boolean contain(String path) {
        return paths.contains(path) || path.startsWith(DPKG_INFO);
    }
}
