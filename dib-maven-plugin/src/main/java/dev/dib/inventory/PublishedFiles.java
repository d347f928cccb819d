// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * Files that are in a tree just as a package of the distribution has them. dpkg notes an MD5 digest of each file of a package in
 * {@code /var/lib/dpkg/info/PACKAGE.md5sums}, settings (conffiles) excepted; see {@code deb-md5sums(5)}. What a hook changed is
 * not among them, nor is anything of which that cannot be told.
 */
public final class PublishedFiles {

    private static final String UNCHANGED = """
            set -eu
            info=$1/var/lib/dpkg/info
            [ -d "$info" ] || exit 0
            while IFS= read -r path; do
                sum=$(md5sum <"$1$path")
                # on a merged /usr a package may still say bin/ls
                for name in "${path#/}" "${path#/usr/}"; do
                    if grep -rqsxF --include='*.md5sums' -- "${sum%% *}  $name" "$info"; then
                        printf '%s\\n' "$path"
                        break
                    fi
                done
            done
            """;

    private PublishedFiles() {}

    /** Those of some paths of a tree that are as published. */
    public static Set<String> among(Commands commands, Path tree, Collection<String> paths)
            throws IOException, InterruptedException {
        Command command = Command.of("sh", "-c", UNCHANGED, "unchanged", tree.toString())
                .reading(String.join("\n", paths) + "\n");
        return Set.copyOf(commands.lines(command));
    }
}
