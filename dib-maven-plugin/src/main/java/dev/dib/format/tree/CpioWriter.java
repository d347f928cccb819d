// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.tar.TarEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a cpio archive of the form "newc" (Linux, Documentation/driver-api/early-userspace/buffer-format.rst). Each name of a
 * file has its place in the order of the tree, after its folder; the last one has the content: this is where cpio(1) looks for
 * it.
 */
final class CpioWriter {

    private static final long LARGEST_FILE = (1L << 32) - 1;
    private static final int BLOCK = 512;

    // file types of stat(2)
    private static final int FILE = 0100000;
    private static final Map<Character, Integer> TYPES =
            Map.of('0', FILE, '2', 0120000, '3', 0020000, '4', 0060000, '5', 0040000, '6', 0010000);

    private final FileChannel source;
    private final OutputStream out;
    private long written;
    private int inodes;

    /** A file, with how many names it has and how many of them are written. */
    private static final class Node {

        private final TreeMember member;
        private final int inode;
        private int names = 1;
        private int done;

        Node(TreeMember member, int inode) {
            this.member = member;
            this.inode = inode;
        }
    }

    CpioWriter(FileChannel source, OutputStream out) {
        this.source = source;
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(List<TreeMember> members) throws IOException {
        Map<String, Node> nodes = new HashMap<>();
        for (TreeMember member : members) {
            if (member.entry().isOtherName()) {
                nodes.put(member.entry().path(), target(member, nodes));
                nodes.get(member.entry().path()).names++;
            } else {
                nodes.put(member.entry().path(), new Node(member, ++inodes));
            }
        }
        for (TreeMember member : members) {
            write(member.entry().path(), nodes.get(member.entry().path()));
        }
        header("TRAILER!!!", new long[] {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        out.write(new byte[(int) ((BLOCK - written % BLOCK) % BLOCK)]);
        out.flush();
    }

    private static Node target(TreeMember link, Map<String, Node> nodes) throws IOException {
        Node target = nodes.get(link.entry().target());
        if (target == null) {
            throw new IOException("the archive of the tree is damaged: '"
                    + link.entry().path() + "' is a link to what does not come before it");
        }
        return target;
    }

    private void write(String name, Node node) throws IOException {
        TarEntry entry = node.member.entry();
        if (entry.size() > LARGEST_FILE) {
            throw new ProblemException(new Problem(
                    "formats", "'cpio' cannot hold '" + name + "', a file of 4 GiB or more", "leave out cpio"));
        }
        node.done++;
        boolean last = node.done == node.names;
        byte[] target = entry.isSymbolicLink() ? bytes(entry.target()) : new byte[0];
        long size = entry.isSymbolicLink() ? target.length : entry.size();
        header(name.isEmpty() ? "." : name, new long[] {
            node.inode,
            TYPES.get(entry.type()) | entry.permissions(),
            entry.uid(),
            entry.gid(),
            entry.isFolder() ? 2 : node.names,
            Math.max(0, entry.modified().getEpochSecond()),
            last ? size : 0,
            0, // the device that the file is on
            0,
            entry.deviceMajor(),
            entry.deviceMinor()
        });
        if (last) {
            write(target);
            node.member.copy(source, out);
            written += entry.size();
            pad();
        }
    }

    /**
     * Writes the header of an entry.
     *
     * @param fields those before the length of the name, which a checksum of zero follows
     */
    private void header(String name, long[] fields) throws IOException {
        byte[] nameBytes = bytes(name + "\0");
        var text = new StringBuilder("070701");
        for (long field : fields) {
            text.append("%08X".formatted(field & 0xffffffffL));
        }
        text.append("%08X%08X".formatted(nameBytes.length, 0));
        write(bytes(text.toString()));
        write(nameBytes);
        pad();
    }

    private void write(byte[] data) throws IOException {
        out.write(data);
        written += data.length;
    }

    /** Headers and content begin at multiples of four bytes. */
    private void pad() throws IOException {
        write(new byte[(int) ((4 - written % 4) % 4)]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
