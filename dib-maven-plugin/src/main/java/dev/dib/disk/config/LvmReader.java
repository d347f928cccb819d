// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import dev.dib.document.Value;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@code lvm} node with its volumes. */
final class LvmReader {

    private static final long DEFAULT_EXTENT = 4L << 20;

    private static final long LEAST_EXTENT = 4096;

    private static final long MOST_EXTENT = 1L << 34;

    /** vgcreate(8) wants a power of two, or a multiple of this. */
    private static final long UNEVEN_EXTENT = 128 << 10;

    /** So many fit into the metadata, and nobody wants more. */
    private static final int MOST_VOLUMES = 500;

    /** Units of LVM, for which capitals are the same; without one it is MiB. */
    private static final Pattern EXTENT = Pattern.compile("([0-9]{1,9})([bskmgtBSKMGT]?)([iI]?[bB])?");

    private final Declaration declaration;
    private final Keys keys;
    private final Problems problems;
    private final List<Node> volumes = new ArrayList<>();

    LvmReader(Declaration declaration, Keys keys, Problems problems) {
        this.declaration = declaration;
        this.keys = keys;
        this.problems = problems;
    }

    Node read() {
        // upstream takes one name or a list, and looks at neither: what counts is where each physical volume is
        names(keys, "base");
        list("pvs", "a physical volume", this::physical);
        list("vgs", "a volume group", this::group);
        list("lvs", "a logical volume", this::logical);
        return new Node.Lvm(declaration.name(), declaration.at(), volumes);
    }

    private interface Reading {
        void read(String name, Location at, Keys keys);
    }

    private void list(String key, String what, Reading reading) {
        Optional<Value> value = keys.value(key);
        if (value.isEmpty()) {
            keys.required(key);
        } else if (value.get() instanceof Value.Sequence sequence) {
            if (sequence.items().isEmpty() && !key.equals("lvs")) {
                keys.problem(key, "there is none", "add " + what);
            }
            if (sequence.items().size() > MOST_VOLUMES) {
                keys.problem(key, "there is room for " + MOST_VOLUMES + " only", "");
            }
            for (Value item : sequence.items()) {
                if (item instanceof Value.Mapping body) {
                    var own = new Keys(what, body.at(), body, problems);
                    own.required("name").ifPresent(name -> reading.read(name, body.at(), own));
                } else {
                    problems.add(item.at().toString(), what + " has to be a map, not " + item.kind(), "");
                }
            }
        } else {
            keys.problem(key, "has to be a list, not " + value.get().kind(), "");
        }
    }

    private void physical(String name, Location at, Keys own) {
        new LvmOptions(own, Map.of());
        NodeName.refuse(name).ifPresent(reason -> own.problem("name", reason, NodeName.remedy()));
        own.required("base").ifPresent(base -> volumes.add(new Node.PhysicalVolume(name, at, base)));
    }

    private void group(String name, Location at, Keys own) {
        LvmName.refuseGroup(name).ifPresent(reason -> own.problem("name", reason, ""));
        var options = new LvmOptions(own, Map.of("-s", "--physicalextentsize"));
        long extent = options.value("--physicalextentsize")
                .flatMap(text -> own.parsed("options", text, LvmReader::extent))
                .orElse(DEFAULT_EXTENT);
        if (own.value("base").isEmpty()) {
            own.required("base");
        }
        List<String> bases = names(own, "base");
        if (own.value("base").isPresent() && bases.isEmpty()) {
            own.problem("base", "a volume group needs a physical volume", "");
        }
        volumes.add(new Node.VolumeGroup(name, at, bases, extent));
    }

    private void logical(String name, Location at, Keys own) {
        new LvmOptions(own, Map.of());
        List.of("type", "thin-pool").stream()
                .filter(key -> own.value(key).isPresent())
                .findFirst()
                .ifPresent(key -> own.problem(
                        key,
                        "thin volumes need device-mapper while the image is built, and the disk is made without it",
                        "remove 'type' and 'thin-pool', and the pool: the volume gets its size for itself"));
        Optional<LogicalSize> size = own.value("extents").isPresent()
                ? own.parsed("extents", LogicalSize::parseExtents)
                : own.parsed("size", LogicalSize::parse);
        if (own.value("size").isPresent() == own.value("extents").isPresent()) {
            own.problem("size", "a logical volume has either a 'size' or 'extents'", "give it one of them");
        }
        Optional<String> base = own.required("base");
        base.flatMap(group -> LvmName.refuseVolume(group, name)).ifPresent(reason -> own.problem("name", reason, ""));
        if (base.isPresent() && size.isPresent()) {
            volumes.add(new Node.LogicalVolume(name, at, base.get(), size.get()));
        }
    }

    /** A name, or a list of names. */
    private static List<String> names(Keys keys, String key) {
        List<String> names = new ArrayList<>();
        Value value = keys.value(key).orElse(null);
        if (value instanceof Value.Sequence list) {
            for (Value item : list.items()) {
                if (item instanceof Value.Scalar scalar && !scalar.isNull()) {
                    names.add(scalar.text());
                } else {
                    keys.problem(key, "a name has to be a text, not " + item.kind(), "");
                }
            }
        } else {
            keys.text(key).ifPresent(names::add);
        }
        return names;
    }

    private static long extent(String text) {
        Matcher matcher = EXTENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not the size of an extent; write it as 8m");
        }
        long unit = switch (matcher.group(2)) {
            case "b", "B" -> 1;
            case "s", "S" -> 512;
            case "k", "K" -> 1L << 10;
            case "g", "G" -> 1L << 30;
            case "t", "T" -> 1L << 40;
            default -> 1L << 20;
        };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < LEAST_EXTENT || bytes > MOST_EXTENT || (Long.bitCount(bytes) != 1 && bytes % UNEVEN_EXTENT != 0)) {
            throw new IllegalArgumentException("'" + text
                    + "' is not the size of an extent: a power of two, or a multiple of 128 KiB, from 4 KiB to 16 GiB");
        }
        return bytes;
    }
}
