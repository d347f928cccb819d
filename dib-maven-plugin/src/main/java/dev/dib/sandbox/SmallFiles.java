// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Small files read and written by commands: for what this JVM cannot reach itself, because it belongs to a subordinate id
 * of the user or is on a mount that only the sandbox sees. The content passes through memory as a whole.
 */
public final class SmallFiles {

    private static final String WRITE = """
            set -eu
            new=$(mktemp -- "$1.XXXXXXXX")
            trap 'rm -f -- "$new"' EXIT
            base64 -d >"$new"
            chmod -- "$2" "$new"
            mv -f -T -- "$new" "$1"
            trap - EXIT
            """;

    private final Commands commands;

    public SmallFiles(Commands commands) {
        this.commands = commands;
    }

    /**
     * The content of a file, as UTF-8.
     *
     * @throws CommandFailedException if it cannot be read
     */
    public String read(Path file) throws IOException, InterruptedException {
        return new String(readBytes(file), UTF_8);
    }

    /**
     * The content of a file.
     *
     * @throws CommandFailedException if it cannot be read
     */
    public byte[] readBytes(Path file) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        commands.check(Command.of("base64", "--", file.toString()), text::append);
        return Base64.getDecoder().decode(text.toString());
    }

    /** Writes a text as UTF-8; see {@link #write(Path, byte[], String)}. */
    public void write(Path file, String text, String mode) throws IOException, InterruptedException {
        write(file, text.getBytes(UTF_8), mode);
    }

    /**
     * Writes a file, which appears as a whole and takes the place of what had its name, a symbolic link included. Its
     * directory has to exist; symbolic links in that are followed.
     *
     * @param mode its permissions, for {@code chmod(1)}
     * @throws CommandFailedException if it cannot be written
     */
    public void write(Path file, byte[] content, String mode) throws IOException, InterruptedException {
        String text = Base64.getEncoder().encodeToString(content);
        commands.check(
                Command.of("sh", "-c", WRITE, "write", file.toString(), mode).reading(text));
    }
}
