// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import dev.dib.document.Value;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a {@code partitioning} node with its partitions. */
final class PartitionReader {

    private static final long DEFAULT_ALIGNMENT = 1 << 20;

    private static final int GPT_NAME_LENGTH = 36;

    private final Declaration declaration;
    private final Keys keys;
    private final Problems problems;
    private final List<Node.Partition> partitions = new ArrayList<>();

    PartitionReader(Declaration declaration, Keys keys, Problems problems) {
        this.declaration = declaration;
        this.keys = keys;
        this.problems = problems;
    }

    Node read() {
        Optional<TableKind> given = keys.required("label").flatMap(text -> keys.parsed("label", text, this::table));
        TableKind table = given.orElse(TableKind.GPT);
        long align = keys.parsed("align", Size::parseBytes).orElse(DEFAULT_ALIGNMENT);
        if (align % 4096 != 0) {
            keys.problem("align", align + " bytes are not a multiple of 4096", "use 1MiB");
        }
        Optional<Value> list = keys.value("partitions");
        if (list.isEmpty()) {
            keys.required("partitions");
        } else if (list.get() instanceof Value.Sequence sequence) {
            sequence.items().forEach(item -> partition(item, table));
            checkOrder(table);
        } else {
            keys.problem("partitions", "has to be a list, not " + list.get().kind(), "");
        }
        return new Node.Partitioning(
                declaration.name(), declaration.at(), declaration.base(), table, align, partitions);
    }

    private TableKind table(String text) {
        for (TableKind kind : TableKind.values()) {
            if (kind.word().equals(text.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("the partition table has to be 'mbr' or 'gpt', not '" + text + "'");
    }

    private void partition(Value item, TableKind table) {
        if (!(item instanceof Value.Mapping body)) {
            problems.add(item.at().toString(), "a partition has to be a map, not " + item.kind(), "");
            return;
        }
        Location at = body.at();
        var own = new Keys("a partition", at, body, problems);
        Optional<String> given = own.required("name");
        given.flatMap(NodeName::refuse).ifPresent(reason -> own.problem("name", reason, NodeName.remedy()));
        String name = given.orElse("?");
        own.text("base")
                .filter(base -> !base.equals(declaration.base()))
                .ifPresent(base -> own.problem(
                        "base",
                        "the partition is on '" + declaration.base() + "', not on '" + base + "'",
                        "remove it"));
        if (table == TableKind.GPT && name.length() > GPT_NAME_LENGTH) {
            own.problem("name", "a GPT partition has a name of at most " + GPT_NAME_LENGTH + " letters", "");
        }
        Optional<Size> size = own.required("size").flatMap(text -> own.parsed("size", text, Size::parse));
        String fallback = table == TableKind.MBR ? "0x83" : "8300";
        Optional<PartitionType> type =
                own.parsed("type", own.text("type").orElse(fallback), text -> PartitionType.parse(table, text));
        List<String> flags = flags(own, table);
        if (size.isPresent() && type.isPresent()) {
            partitions.add(new Node.Partition(
                    name,
                    at,
                    declaration.base(),
                    size.get(),
                    type.get(),
                    flags.contains("boot"),
                    flags.contains("primary")));
        }
    }

    private List<String> flags(Keys own, TableKind table) {
        List<String> flags = new ArrayList<>();
        Optional<Value> value = own.value("flags");
        if (value.isPresent() && !(value.get() instanceof Value.Sequence)) {
            own.problem("flags", "has to be a list, not " + value.get().kind(), "write it as [ boot, primary ]");
        } else if (value.isPresent()) {
            for (Value item : ((Value.Sequence) value.get()).items()) {
                String flag = item instanceof Value.Scalar scalar ? scalar.text() : item.kind();
                if (!flag.equals("boot") && !flag.equals("primary")) {
                    own.problem(
                            "flags",
                            "the flag '" + flag + "' is not known",
                            Nearest.remedy(flag, List.of("boot", "primary")));
                } else if (table == TableKind.GPT && flag.equals("primary")) {
                    own.problem("flags", "a GPT has no primary partitions", "remove the flag 'primary'");
                }
                flags.add(flag);
            }
        }
        return flags;
    }

    private void checkOrder(TableKind table) {
        boolean full = false;
        boolean logical = false;
        int slots = 0;
        for (Node.Partition partition : partitions) {
            if (full) {
                problem(
                        partition,
                        "there is no space left: a partition before it takes 100 %",
                        "put it before that one");
            }
            full |= partition.size() instanceof Size.Share share && share.percent() == 100;
            if (table == TableKind.MBR && partition.primary() && logical) {
                problem(partition, "a primary partition stands after a logical one", "put primary partitions first");
            }
            slots += partition.primary() || !logical ? 1 : 0;
            logical |= !partition.primary();
        }
        if (table == TableKind.MBR && slots > 4) {
            keys.problem(
                    "partitions",
                    "an MBR has room for four primary partitions, or three and an extended one",
                    "remove the flag 'primary' from some, or use 'label: gpt'");
        }
        if (partitions.size() > 128) {
            keys.problem("partitions", "there is room for 128 partitions only", "");
        }
    }

    private void problem(Node.Partition partition, String message, String remedy) {
        problems.add(partition.at().toString(), "partition '" + partition.name() + "': " + message, remedy);
    }
}
