// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checked block-device configuration: one disk, at most one partition table on it, volumes of LVM, file
 * systems, where they are mounted.
 *
 * <p>The grammar is that of diskimage-builder, in its tree notation (nodes inside nodes) and its graph notation (nodes that
 * name their base), freely mixed. Where upstream ignores or crashes, this reports: unknown keys, missing names, sizes that
 * are none.
 *
 * @param nodes in an order in which each follows its bases
 */
public record BlockDevices(List<Node> nodes) {

    /** A bare file system on the whole disk, without a partition table: what upstream takes without a configuration. */
    private static final String BARE = """
            - local_loop:
                name: image0
                mkfs:
                  name: mkfs_root
                  mount:
                    mount_point: /
                    fstab:
                      options: defaults
                      fsck-passno: 1
            """;

    public BlockDevices {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads a configuration.
     *
     * @throws ProblemException with all that is wrong in it, each with file and line
     */
    public static BlockDevices read(Value document, RootDefaults root) {
        var problems = new Problems();
        var reader = new NodeReader(root, problems);
        List<Node> nodes = new ArrayList<>();
        for (Declaration declaration : new Flattening(problems).flatten(document)) {
            reader.read(declaration).ifPresent(node -> {
                nodes.add(node);
                if (node instanceof Node.Partitioning partitioning) {
                    nodes.addAll(partitioning.partitions());
                } else if (node instanceof Node.Lvm lvm) {
                    nodes.addAll(lvm.volumes());
                }
            });
        }
        var graph = new Graph(nodes, problems);
        // a node that could not be read would be missed again by all that stand on it
        graph.check(problems.isEmpty());
        problems.throwIfAny();
        return new BlockDevices(graph.ordered());
    }

    /** The configuration that is used if there is none. */
    public static BlockDevices bare(RootDefaults root) {
        return read(Documents.parse("block-device-default.yaml", BARE), root);
    }

    public Node.LocalLoop disk() {
        return all(Node.LocalLoop.class).get(0);
    }

    public Optional<Node.Partitioning> partitioning() {
        return all(Node.Partitioning.class).stream().findFirst();
    }

    public <T extends Node> List<T> all(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The node of a kind that stands directly on another. */
    public <T extends Node> Optional<T> on(String base, Class<T> kind) {
        return all(kind).stream().filter(node -> node.bases().contains(base)).findFirst();
    }
}
