// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.image.BuiltTree;
import dev.dib.inventory.InstalledPackage;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.Commands;
import dev.dib.sandbox.Outcome;
import dev.dib.sandbox.SmallFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks into the tree of an image. Paths are those of the image: no link leads out of it. */
public final class TreeProbe {

    /** No file that somebody compares with a pattern is larger. */
    private static final long MAX_CONTENT = 1 << 20;

    private final Commands commands;
    private final Path root;
    private final List<InstalledPackage> packages;
    private final Duration limit;
    private final String script;

    private TreeProbe(BuiltTree tree, Duration limit, String script) {
        this.commands = tree.commands();
        this.root = tree.root();
        this.packages = tree.packages();
        this.limit = limit;
        this.script = script;
    }

    /**
     * Makes the tree a place where programs can run again.
     *
     * @param limit how long a command may take
     */
    static TreeProbe of(BuiltTree tree, Duration limit) throws IOException, InterruptedException {
        tree.mounts().proc(tree.root().resolve("proc"));
        tree.mounts().sys(tree.root().resolve("sys"));
        tree.mounts().dev(tree.root().resolve("dev"));
        tree.mounts().tmpfs(tree.root().resolve("run"), "mode=755");
        try (InputStream in = TreeProbe.class.getResourceAsStream("find-file.sh")) {
            if (in == null) {
                throw new IOException("the plugin is damaged: it lacks find-file.sh");
            }
            return new TreeProbe(tree, limit, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What is at a path, if there is anything; of a link, that to which it leads. */
    Optional<FileFacts> file(String path) throws IOException, InterruptedException {
        return find(path, "follow");
    }

    /** What is at a path, if there is anything; a link is one itself. */
    Optional<FileFacts> fileOrLink(String path) throws IOException, InterruptedException {
        return find(path, "nofollow");
    }

    private Optional<FileFacts> find(String path, String follow) throws IOException, InterruptedException {
        List<String> lines =
                commands.lines(Command.of("sh", "-c", script, "find-file.sh", root.toString(), path, follow));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FileFacts(
                lines.get(0),
                FileFacts.Kind.parse(lines.get(1)),
                Integer.parseInt(lines.get(2), 8),
                Integer.parseInt(lines.get(3)),
                Integer.parseInt(lines.get(4)),
                Long.parseLong(lines.get(5)),
                lines.size() > 6 ? lines.get(6) : ""));
    }

    /** The text of a file, as UTF-8; absent if it is too large to be looked at. */
    Optional<String> text(FileFacts file) throws IOException, InterruptedException {
        return file.size() > MAX_CONTENT
                ? Optional.empty()
                : Optional.of(
                        new SmallFiles(commands).read(root.resolve(file.path().substring(1))));
    }

    /**
     * The name that the tree has for a number.
     *
     * @param database {@code /etc/passwd} or {@code /etc/group}; see passwd(5), group(5)
     */
    Optional<String> name(String database, int id) throws IOException, InterruptedException {
        Optional<FileFacts> file = file(database).filter(it -> it.kind() == FileFacts.Kind.FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return text(file.get())
                .orElse("")
                .lines()
                .map(line -> line.split(":", 4))
                .filter(fields -> fields.length > 2 && fields[2].equals(String.valueOf(id)))
                .map(fields -> fields[0])
                .findFirst();
    }

    /** The versions in which a package is installed, one for each architecture. */
    List<String> versions(String name) {
        return packages.stream()
                .filter(it -> it.name().equals(name))
                .map(InstalledPackage::version)
                .toList();
    }

    /** The names of all packages that are installed. */
    List<String> packageNames() {
        return packages.stream().map(InstalledPackage::name).toList();
    }

    /** Runs a command line in the tree, by its shell. */
    Outcome run(String commandLine, Consumer<String> lines) throws IOException, InterruptedException {
        return commands.run(
                Command.of("/bin/sh", "-c", commandLine)
                        .with(Map.of("HOME", "/root", "USER", "root", "SYSTEMD_OFFLINE", "1"))
                        .chroot(root)
                        .within(limit),
                lines);
    }
}
