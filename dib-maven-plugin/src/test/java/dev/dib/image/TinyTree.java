// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The root tree of tiny images: a shell and a few programs of this host. It is gathered once for all tests of a JVM, because the
 * hundred processes that this takes are slow to start where much else runs.
 */
final class TinyTree {

    private static final String GATHER = """
            set -eu
            tree=$(mktemp -d)
            trap 'rm -rf "$tree"' EXIT
            mkdir -p "$tree"/{bin,etc,lib,lib64,root,tmp,usr/bin,usr/lib,usr/local/bin,var/log}
            programs=$(command -v bash sh env cat touch mkdir ls id sleep base64 chmod mktemp rm mv sed getent dirname)
            cp -L $programs "$tree/bin"
            cp -L --parents $(ldd $programs | grep -o '[[:space:]]/[^ ]*' | sort -u) "$tree"
            echo root:x:0:0:root:/root:/bin/bash >"$tree/etc/passwd"
            echo 'nameserver 192.0.2.1' >"$tree/etc/resolv.conf"
            chmod 755 "$tree"
            tar --create --file="$1" --directory="$tree" --owner=0 --group=0 --numeric-owner .
            """;

    private static Path archive;

    private TinyTree() {}

    /** A hook of root.d that makes it. */
    static String hook() throws IOException {
        return "#!/bin/bash\nexec tar --extract --file=" + archive()
                + " --directory=\"$TARGET_ROOT\" --numeric-owner\n";
    }

    private static synchronized Path archive() throws IOException {
        if (archive == null) {
            Path file = Files.createTempFile("dib-tiny-tree-", ".tar");
            file.toFile().deleteOnExit();
            try {
                new HostCommands().check(Command.of("bash", "-c", GATHER, "gather", file.toString()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            archive = file;
        }
        return archive;
    }
}
