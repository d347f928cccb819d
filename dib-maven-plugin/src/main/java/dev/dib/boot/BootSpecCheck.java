// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import dev.dib.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What can be wrong with a boot before it starts. */
final class BootSpecCheck {

    /** Commands go to the serial console as text, whose driver holds back 64 KiB at most. */
    private static final int MAX_COMMAND = 16 << 10;

    private static final int QCOW2_MAGIC = 0x514649fb;

    private final BootSpec spec;
    private final Problems problems = new Problems();

    BootSpecCheck(BootSpec spec) {
        this.spec = spec;
    }

    Problems problems() {
        if (!spec.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            problems.add("name", "'" + spec.name() + "' cannot be part of a file name", "use letters, digits, . _ -");
        }
        if (spec.console().toString().isEmpty()) {
            problems.add("console", "no file for the console log is given", "name one");
        }
        machine();
        files();
        channels();
        if (spec.wanted() instanceof WantedState.ConsoleText text) {
            regex("wanted", Optional.of(text.regex()));
        }
        assertions();
        limits();
        return problems;
    }

    private void machine() {
        range("memory", spec.memory(), 32, 1 << 20, "MiB");
        range("cpus", spec.cpus(), 1, 64, "processors");
        range("nics", spec.nics(), 0, 8, "network interfaces");
        if (spec.disk().isEmpty() && spec.kernel().isEmpty()) {
            problems.add("disk", "there is nothing to boot", "name an image, or a kernel");
        }
        if (spec.disk().isEmpty() && spec.diskSize().isPresent()) {
            problems.add("diskSize", "there is no disk to grow", "name an image");
        }
    }

    private void range(String subject, int value, int least, int most, String unit) {
        if (value < least || value > most) {
            problems.add(subject, value + " is not between " + least + " and " + most + " " + unit, "");
        }
    }

    private void files() {
        spec.kernel().ifPresent(kernel -> {
            exists("kernel", kernel.kernel());
            kernel.initrd().ifPresent(initrd -> exists("initrd", initrd));
        });
        spec.login().flatMap(Login::privateKey).ifPresent(key -> exists("privateKey", key));
        if (spec.disk().isPresent() && exists("disk", spec.disk().get().path())) {
            diskSize(spec.disk().get());
        }
    }

    private boolean exists(String subject, Path file) {
        boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
        if (!readable) {
            problems.add(subject, file + " is not a file that can be read", "build it first, or correct the path");
        }
        return readable;
    }

    private void diskSize(DiskImage disk) {
        OptionalLong actual = virtualSize(disk);
        if (actual.isEmpty()) {
            problems.add("disk", disk.path() + " is not a qcow2 image", "correct its format");
        } else if (spec.diskSize().isPresent() && spec.diskSize().getAsLong() < actual.getAsLong()) {
            problems.add(
                    "diskSize",
                    spec.diskSize().getAsLong() + " bytes are less than the image's " + actual.getAsLong(),
                    "a disk can only grow");
        }
    }

    /** The size in a qcow2 header: magic at 0, virtual size at 24, big-endian (QEMU, docs/interop/qcow2.txt). */
    private static OptionalLong virtualSize(DiskImage disk) {
        try (FileChannel channel = FileChannel.open(disk.path())) {
            if (disk.format() == DiskFormat.RAW) {
                return OptionalLong.of(channel.size());
            }
            ByteBuffer header = ByteBuffer.allocate(32);
            channel.read(header, 0);
            boolean qcow2 = header.position() == 32 && header.getInt(0) == QCOW2_MAGIC;
            return qcow2 ? OptionalLong.of(header.getLong(24)) : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void channels() {
        Optional<Login> login = spec.login();
        if (spec.uses(Channel.SSH) && spec.nics() == 0) {
            problems.add("nics", "ssh needs a network interface", "set nics to 1 or more");
        }
        if (login.isEmpty() && (spec.uses(Channel.SSH) || spec.uses(Channel.SERIAL))) {
            problems.add("login", "commands in the guest need a user", "give a user, and a password or a private key");
        }
        login.ifPresent(it -> {
            if (!it.user().matches("[A-Za-z0-9_][A-Za-z0-9_.@$-]*")) {
                problems.add("user", "'" + it.user() + "' is not the name of a user", "");
            }
            if (it.password()
                    .filter(password -> password.chars().anyMatch(c -> c < ' '))
                    .isPresent()) {
                problems.add("password", "has control characters, which cannot be typed", "use another password");
            }
            if (spec.uses(Channel.SSH)
                    && it.password().isEmpty()
                    && it.privateKey().isEmpty()) {
                problems.add("login", "ssh needs a password or a private key", "give one of them");
            }
            if (spec.uses(Channel.SERIAL) && it.password().isEmpty()) {
                problems.add("password", "the serial console needs one", "give a password, or use ssh");
            }
        });
    }

    private void assertions() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < spec.assertions().size(); i++) {
            Assertion assertion = spec.assertions().get(i);
            String subject = "assertions[" + (i + 1) + "]";
            if (assertion.name().isBlank()) {
                problems.add(subject, "has no name", "say what it shows");
            } else if (!names.add(assertion.name())) {
                problems.add(subject, "the name '" + assertion.name() + "' stands there twice", "give another");
            }
            if (assertion.command().isBlank()) {
                problems.add(subject, "has no command", "give one");
            } else if (assertion.command().length() > MAX_COMMAND) {
                problems.add(
                        subject,
                        "its command is longer than " + MAX_COMMAND + " characters",
                        "put a script into the image");
            }
            range(subject, assertion.status(), 0, 255, "as an exit status");
            regex(subject, assertion.matching());
        }
    }

    private void regex(String subject, Optional<String> regex) {
        regex.ifPresent(it -> {
            try {
                Pattern.compile(it, Pattern.MULTILINE);
            } catch (PatternSyntaxException e) {
                problems.add(
                        subject,
                        "'" + it + "' is not a regular expression: " + e.getDescription(),
                        "see java.util.regex.Pattern");
            }
        });
    }

    private void limits() {
        positive("limits.boot", spec.limits().boot());
        positive("limits.command", spec.limits().command());
        range("limits.softwareFactor", spec.limits().softwareFactor(), 1, 100, "times");
    }

    private void positive(String subject, Duration limit) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofDays(1)) > 0) {
            problems.add(subject, limit.toSeconds() + " s is not between 1 s and a day", "");
        }
    }
}
