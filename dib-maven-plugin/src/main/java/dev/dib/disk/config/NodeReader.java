// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Turns one declaration into its node. Every problem with it is reported; then there is no node. */
final class NodeReader {

    private static final int MAX_PASS = 9;

    private final RootDefaults root;
    private final Problems problems;

    NodeReader(RootDefaults root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    Optional<Node> read(Declaration declaration) {
        var mine = new Problems();
        var keys = new Keys(declaration.plugin().word(), declaration.at(), declaration.body(), mine);
        keys.text("name");
        if (declaration.plugin() != Plugin.LVM) {
            keys.text("base");
            if (declaration.plugin() != Plugin.LOCAL_LOOP && declaration.base().isEmpty()) {
                keys.required("base");
            }
        }
        Node node = switch (declaration.plugin()) {
            case LOCAL_LOOP -> loop(declaration, keys);
            case PARTITIONING -> new PartitionReader(declaration, keys, mine).read();
            case LVM -> new LvmReader(declaration, keys, mine).read();
            case MKFS -> mkfs(declaration, keys);
            case MOUNT -> mount(declaration, keys);
            case FSTAB -> fstab(declaration, keys);
        };
        problems.addAll(mine.list());
        return mine.isEmpty() ? Optional.of(node) : Optional.empty();
    }

    private static Node loop(Declaration declaration, Keys keys) {
        Optional<Long> size = keys.parsed("size", Size::parseBytes);
        Optional<Integer> block = keys.parsed("block_size", Integer::valueOf);
        if (block.isPresent() && block.get() != 512 && block.get() != 4096) {
            keys.problem("block_size", "a disk has blocks of 512 or of 4096 bytes, not " + block.get(), "");
        }
        return new Node.LocalLoop(
                declaration.name(),
                declaration.at(),
                size.map(OptionalLong::of).orElse(OptionalLong.empty()),
                block.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private Node mkfs(Declaration declaration, Keys keys) {
        boolean isRoot = declaration.name().equals(RootDefaults.NODE);
        Optional<String> word = isRoot ? keys.text("type") : keys.required("type");
        FileSystemType type = word.flatMap(text -> keys.parsed("type", text, FileSystemType::parse))
                .orElse(root.type());
        String label =
                type.label(keys.text("label").orElseGet(() -> isRoot ? root.labelFor(type) : declaration.name()));
        // without a known type there is no rule for the label
        if (word.isPresent() || isRoot) {
            type.refuse(label).ifPresent(reason -> keys.problem("label", reason, "give the node another 'label: ...'"));
        }
        List<String> options = keys.text("opts")
                .map(text -> Arrays.stream(text.strip().split("\\s+", -1))
                        .filter(option -> !option.isEmpty())
                        .toList())
                .orElseGet(() -> isRoot ? root.optionsFor(type) : List.of());
        Optional<String> uuid = keys.parsed("uuid", text -> uuid(type, text));
        return new Node.Mkfs(declaration.name(), declaration.at(), declaration.base(), type, label, options, uuid);
    }

    private static String uuid(FileSystemType type, String text) {
        if (type.isFat()) {
            String digits = text.replace("-", "");
            if (!digits.matches("\\p{XDigit}{8}")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not the serial number of a FAT, which has eight hexadecimal digits");
            }
            return digits.toUpperCase(Locale.ROOT);
        }
        if (!text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            throw new IllegalArgumentException("'" + text + "' is not a UUID");
        }
        return UUID.fromString(text).toString();
    }

    private static Node mount(Declaration declaration, Keys keys) {
        String point = keys.required("mount_point")
                .flatMap(text -> keys.parsed("mount_point", text, NodeReader::mountPoint))
                .orElse("");
        return new Node.Mount(declaration.name(), declaration.at(), declaration.base(), point);
    }

    private static String mountPoint(String text) {
        if (text.equals("none") || text.equals("swap")) {
            return "none";
        }
        if (text.equals("/")) {
            return text;
        }
        String path = text.replaceAll("/+$", "");
        if (!path.matches("(/[A-Za-z0-9._@%+=:,~-]+)+") || path.matches(".*/\\.\\.?(/.*|$)")) {
            throw new IllegalArgumentException("'" + text + "' is not an absolute path without '.', '..' and blanks");
        }
        return path;
    }

    private static Node fstab(Declaration declaration, Keys keys) {
        String options = keys.text("options").orElse("defaults");
        if (!options.matches("[!-~&&[^#\"']]+")) {
            keys.problem("options", "'" + options + "' is not a list of mount options", "separate them by commas only");
        }
        return new Node.Fstab(
                declaration.name(),
                declaration.at(),
                declaration.base(),
                options,
                keys.parsed("dump-freq", NodeReader::small).orElse(0),
                keys.parsed("fsck-passno", NodeReader::small).orElse(2));
    }

    private static int small(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > MAX_PASS) {
            throw new IllegalArgumentException("'" + text + "' is not between 0 and " + MAX_PASS);
        }
        return number;
    }
}
