// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a cpio archive of the form "newc" (Linux, Documentation/driver-api/early-userspace/buffer-format.rst). All names of a
 * file follow each other, and the last one has the content: this is where cpio(1) looks for it.
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
    private int inode;

    CpioWriter(FileChannel source, OutputStream out) {
        this.source = source;
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(List<TarMember> members) throws IOException {
        Map<String, List<String>> links = new HashMap<>();
        for (TarMember member : members) {
            if (member.isHardLink()) {
                links.computeIfAbsent(member.link(), target -> new ArrayList<>())
                        .add(member.name());
            }
        }
        for (TarMember member : members) {
            if (!member.isHardLink()) {
                write(member, links.getOrDefault(member.name(), List.of()));
            }
        }
        entry("TRAILER!!!", 0, 0, 0, 1, 0, 0, 0, 0);
        out.write(new byte[(int) ((BLOCK - written % BLOCK) % BLOCK)]);
        out.flush();
    }

    private void write(TarMember member, List<String> otherNames) throws IOException {
        if (member.size() > LARGEST_FILE) {
            throw new ProblemException(new Problem(
                    "formats",
                    "'cpio' cannot hold '" + member.name() + "', a file of 4 GiB or more",
                    "leave out cpio"));
        }
        inode++;
        byte[] target = member.isSymbolicLink() ? bytes(member.link()) : new byte[0];
        long size = member.isSymbolicLink() ? target.length : member.size();
        List<String> names = new ArrayList<>(List.of(member.name().isEmpty() ? "." : member.name()));
        names.addAll(otherNames);
        int count = member.isDirectory() ? 2 : names.size();
        String last = names.remove(names.size() - 1);
        for (String name : names) {
            entry(name, member, count, 0);
        }
        entry(last, member, count, size);
        write(target);
        copy(member);
        pad();
    }

    private void entry(String name, TarMember member, int links, long size) throws IOException {
        entry(
                name,
                TYPES.get(member.type()) | member.mode(),
                member.uid(),
                member.gid(),
                links,
                Math.max(0, member.time()),
                size,
                member.deviceMajor(),
                member.deviceMinor());
    }

    private void entry(String name, int mode, long uid, long gid, int links, long time, long size, int major, int minor)
            throws IOException {
        byte[] nameBytes = bytes(name + "\0");
        boolean trailer = mode == 0;
        long[] fields = {trailer ? 0 : inode, mode, uid, gid, links, time, size, 0, 0, major, minor, nameBytes.length, 0
        };
        var header = new StringBuilder("070701");
        for (long field : fields) {
            header.append("%08X".formatted(field & 0xffffffffL));
        }
        write(bytes(header.toString()));
        write(nameBytes);
        pad();
    }

    private void copy(TarMember member) throws IOException {
        new TarContent(source, member).copyTo(out);
        written += member.size();
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
