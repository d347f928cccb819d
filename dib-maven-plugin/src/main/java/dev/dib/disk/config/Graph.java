// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks how the nodes of a configuration stand on each other. */
final class Graph {

    /** The mount point of swap space, which any number of nodes can have. */
    private static final String NOWHERE = "none";

    private final List<Node> nodes;
    private final Problems problems;
    private final Map<String, Node> byName = new LinkedHashMap<>();

    Graph(List<Node> nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
    }

    /** @param complete whether every node could be read; if not, missing ones are not reported */
    void check(boolean complete) {
        for (Node node : nodes) {
            Node other = byName.putIfAbsent(node.name(), node);
            if (other != null) {
                problem(node, "the name '" + node.name() + "' is used at " + other.at() + " too", "rename one");
            }
        }
        unique("label", Node.Mkfs.class, Node.Mkfs::label);
        unique("mount point", Node.Mount.class, Node.Mount::mountPoint);
        if (!complete) {
            return;
        }
        nodes.forEach(this::checkBases);
        exactlyOne(Node.LocalLoop.class, "disk", "local_loop");
        single(Node.Partitioning.class, "partition table");
        checkStacking();
        checkUse();
        if (nodes.stream()
                .noneMatch(node ->
                        node instanceof Node.Mount mount && mount.mountPoint().equals("/"))) {
            problems.add(source(), "nothing is mounted on '/'", "add a mount with 'mount_point: /'");
        }
    }

    /** The nodes with each after its bases. Kinds that stand on each other have that order already. */
    List<Node> ordered() {
        List<Node> ordered = new ArrayList<>();
        for (Class<? extends Node> kind : List.of(
                Node.LocalLoop.class,
                Node.Partitioning.class,
                Node.Partition.class,
                Node.Lvm.class,
                Node.PhysicalVolume.class,
                Node.VolumeGroup.class,
                Node.LogicalVolume.class,
                Node.Mkfs.class,
                Node.Mount.class,
                Node.Fstab.class)) {
            nodes.stream().filter(kind::isInstance).forEach(ordered::add);
        }
        return ordered;
    }

    private void checkBases(Node node) {
        for (String base : node.bases()) {
            Node under = byName.get(base);
            if (under == null) {
                problem(node, "it stands on '" + base + "', which is not there", Nearest.remedy(base, byName.keySet()));
            } else if (!fits(node, under)) {
                // kinds are ordered, so this refuses cycles too
                problem(
                        node,
                        "it cannot stand on '" + base + "', which is a " + word(under.getClass()),
                        "put it on one of these: " + wanted(node));
            }
        }
        if (node instanceof Node.Mount mount
                && mount.mountPoint().equals(NOWHERE)
                && byName.get(mount.base()) instanceof Node.Mkfs mkfs
                && mkfs.type() != FileSystemType.SWAP) {
            problem(node, "only swap space has the mount point 'none'", "give it a path");
        }
    }

    private static boolean fits(Node node, Node under) {
        return under(node).stream().anyMatch(kind -> kind.isInstance(under));
    }

    /** The kinds that a node can stand on. */
    private static List<Class<? extends Node>> under(Node node) {
        if (node instanceof Node.Partitioning || node instanceof Node.Partition) {
            return List.of(Node.LocalLoop.class);
        }
        if (node instanceof Node.PhysicalVolume) {
            return List.of(Node.LocalLoop.class, Node.Partition.class);
        }
        if (node instanceof Node.VolumeGroup) {
            return List.of(Node.PhysicalVolume.class);
        }
        if (node instanceof Node.LogicalVolume) {
            return List.of(Node.VolumeGroup.class);
        }
        if (node instanceof Node.Mkfs) {
            return List.of(Node.LocalLoop.class, Node.Partition.class, Node.LogicalVolume.class);
        }
        return node instanceof Node.Mount ? List.of(Node.Mkfs.class) : List.of(Node.Mount.class);
    }

    private static String wanted(Node node) {
        return under(node).stream().map(Graph::word).collect(Collectors.joining(", "));
    }

    private static String word(Class<? extends Node> kind) {
        return kind == Node.LocalLoop.class
                ? "local_loop"
                : kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Two nodes of one kind on one base would both write to the same place. */
    private void checkStacking() {
        Map<String, Node> first = new HashMap<>();
        for (Node node : nodes) {
            if (node instanceof Node.Partition || node instanceof Node.LogicalVolume) {
                continue;
            }
            for (String base : node.bases()) {
                Node other = first.putIfAbsent(base, node);
                if (other != null) {
                    problem(
                            node,
                            "'" + base + "' is used by '" + other.name() + "' already",
                            "give it a base of its own");
                }
            }
        }
    }

    /** Without a group a physical volume is of no use, and LVM's metadata has no place to say so. */
    private void checkUse() {
        for (Node node : nodes) {
            if (node instanceof Node.PhysicalVolume
                    && nodes.stream().noneMatch(other -> other.bases().contains(node.name()))) {
                problem(node, "no volume group takes it", "add it to the 'base' of one, or remove it");
            }
        }
    }

    private <T extends Node> void exactlyOne(Class<T> kind, String what, String word) {
        single(kind, what);
        if (nodes.stream().noneMatch(kind::isInstance)) {
            problems.add(source(), "there is no " + what, "add '- " + word + ": {name: image0}'");
        }
    }

    private <T extends Node> void single(Class<T> kind, String what) {
        nodes.stream()
                .filter(kind::isInstance)
                .skip(1)
                .forEach(node -> problem(node, "this is a second " + what + ", an image has one", "remove one"));
    }

    private <T extends Node> void unique(String what, Class<T> kind, java.util.function.Function<T, String> value) {
        Map<String, Node> seen = new HashMap<>();
        for (Node node : nodes) {
            if (kind.isInstance(node)) {
                String text = value.apply(kind.cast(node));
                Node other = seen.putIfAbsent(text, node);
                if (other != null && !text.equals(NOWHERE)) {
                    problem(node, "the " + what + " '" + text + "' is used at " + other.at() + " too", "change one");
                }
            }
        }
    }

    private String source() {
        return nodes.isEmpty()
                ? "block-device configuration"
                : nodes.get(0).at().source();
    }

    private void problem(Node node, String message, String remedy) {
        problems.add(node.at().toString(), "'" + node.name() + "': " + message, remedy);
    }
}
