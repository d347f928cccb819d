// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the database of rpm. Its format is that of the rpm which wrote it, so the tree's own is asked, and the host's only if the
 * tree has none.
 */
public final class RpmDatabase {

    /** The public keys that rpm keeps as packages are none. */
    private static final String KEY = "gpg-pubkey";

    private static final String FORMAT = "%{NAME}\\t%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\n";

    private static final String QUERY = """
            set -eu
            for database in /var/lib/rpm /usr/lib/sysimage/rpm; do
                if [ -e "$1$database/Packages" ] || [ -e "$1$database/rpmdb.sqlite" ] || [ -e "$1$database/Packages.db" ]; then
                    found=$database
                fi
            done
            if [ -z "${found:-}" ]; then
                exit 0
            elif [ -x "$1/usr/bin/rpm" ]; then
                exec chroot "$1" /usr/bin/rpm --query --all --queryformat "$2"
            elif command -v rpm >/dev/null; then
                exec rpm --dbpath "$1$found" --query --all --queryformat "$2"
            fi
            echo 'there is an rpm database, and neither the image nor this host has rpm to read it' >&2
            exit 1
            """;

    private RpmDatabase() {}

    /** The packages that are installed in a tree, by name and architecture; none if it has no such database. */
    public static List<InstalledPackage> packages(Commands commands, Path tree)
            throws IOException, InterruptedException {
        return parse(commands.lines(Command.of("sh", "-c", QUERY, "query", tree.toString(), FORMAT)));
    }

    /** Reads {@code NAME TAB VERSION TAB ARCHITECTURE} lines; others are warnings of rpm. */
    static List<InstalledPackage> parse(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == 3 && !fields[0].equals(KEY))
                .map(fields -> new InstalledPackage("rpm", fields[0], fields[1], fields[2]))
                .sorted(Comparator.comparing(InstalledPackage::name)
                        .thenComparing(InstalledPackage::version)
                        .thenComparing(InstalledPackage::architecture))
                .toList();
    }
}
