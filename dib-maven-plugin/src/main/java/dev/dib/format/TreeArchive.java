// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a pax archive of a root tree: sorted, with numeric owners, extended attributes (capabilities among them), ACLs and hard
 * links, without times of access and change, which nobody can set.
 */
public final class TreeArchive {

    /** Of the file system, and of the kernel of the host: what is in these folders is no part of the image. */
    private static final List<String> LEFT_OUT = List.of("./lost+found", "./dev/*", "./proc/*", "./run/*", "./sys/*");

    private final Commands commands;
    private final Optional<Instant> timestamp;

    /**
     * @param commands where the tree can be read with the owners that it has in the image
     * @param timestamp younger files get this time
     */
    public TreeArchive(Commands commands, Optional<Instant> timestamp) {
        this.commands = commands;
        this.timestamp = timestamp;
    }

    public void write(Path tree, Path archive) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "tar",
                "--create",
                "--file=" + archive,
                "--directory=" + tree,
                "--format=posix",
                "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
                "--sort=name",
                "--numeric-owner",
                "--xattrs",
                "--xattrs-include=*",
                "--acls",
                "--one-file-system",
                "--anchored",
                "--wildcards"));
        LEFT_OUT.forEach(pattern -> line.add("--exclude=" + pattern));
        timestamp.ifPresent(time -> line.addAll(List.of("--mtime=@" + time.getEpochSecond(), "--clamp-mtime")));
        line.add(".");
        commands.check(Command.of(line));
    }
}
