// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text file that somebody else wrote: an element's, or one that a pom names. UTF-8, read as a whole. */
public final class TextFile {

    /** A file larger than this is a mistake or an attack. */
    static final int MAX_BYTES = 4 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A line without its end and without blanks around it. */
    public record Line(Location at, String text) {}

    private TextFile() {}

    /**
     * Whether a file is there; a link counts for what it leads to.
     *
     * @throws ProblemException if what has its name is no file: it would be passed over in silence
     */
    public static boolean exists(Path file) {
        if (Files.isRegularFile(file)) {
            return true;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            String is = Files.isDirectory(file)
                    ? "is a folder"
                    : Files.exists(file) ? "is a device, a pipe or a socket" : "is a link to nothing";
            throw new ProblemException(
                    new Problem(file.toString(), is + " where a file is wanted", "put a file there, or remove it"));
        }
        return false;
    }

    /**
     * Reads a file.
     *
     * @throws ProblemException if it cannot be read, is too large or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new ProblemException(Problem.of(file.toString(), "is larger than " + (MAX_BYTES >> 20) + " MiB"));
        }
        try {
            return decode(file, ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (AccessDeniedException e) {
            throw new ProblemException(
                    new Problem(file.toString(), "must not be read by the user who builds", "chmod a+r it"), e);
        }
    }

    private static String decode(Path file, ByteBuffer bytes) {
        var text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw new ProblemException(new Problem(file + ":" + line, "is not UTF-8", "save it as UTF-8"));
        }
        return text.toString();
    }

    /**
     * Reads a file of which each line counts. Either end of line will do.
     *
     * @throws ProblemException if it cannot be read, is too large or is not plain UTF-8 text
     */
    public static List<Line> lines(Path file) throws IOException {
        String text = read(file);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw new ProblemException(
                    new Problem(file + ":1", "begins with a byte order mark", "save it as UTF-8 without one"));
        }
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(new Line(new Location(file.toString(), lines.size() + 1), line.strip()));
        }
        for (Line line : lines) {
            if (line.text().chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new ProblemException(
                        Problem.of(line.at().toString(), "has a control character in it, so it is no text"));
            }
        }
        return List.copyOf(lines);
    }

    /** The text of a document, of which a byte order mark is no part (YAML 1.1, 5.2; RFC 8259, 8.1). */
    static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
