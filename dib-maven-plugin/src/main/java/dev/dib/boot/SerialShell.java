// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A login on the serial console. The line is shared with the kernel, whose messages can break into anything the guest
 * prints. So a command's output and status come back in Base64, in a frame that carries its length; a frame that is broken
 * is asked for again. A frame cannot be mistaken for the echo of what was typed, because that has no number in it.
 */
final class SerialShell implements GuestShell {

    static final Pattern LOGIN = Pattern.compile("(?<!Last )\\blogin:(?=\\s|$)", Pattern.MULTILINE);

    private static final Pattern PASSWORD = Pattern.compile("passwor[dt][^\\n]*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROMPT_OR_REFUSAL = Pattern.compile("[$#%>] ?\\z|(?=incorrect)");
    private static final Pattern READY_OR_REFUSED =
            Pattern.compile("dib-ready-42|incorrect|" + LOGIN.pattern(), Pattern.MULTILINE);
    private static final Pattern QUIET = Pattern.compile("<dib:0:5:ready>");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    /** Terminals take at most 4095 characters a line ({@code termios(3)}, canonical mode). */
    private static final int LINE = 1000;

    private static final String SET_UP = "set +o emacs +o vi 2>/dev/null; stty -echo; PS1=; PS2=;"
            + " dib() { printf '<dib:%s:%s:%s>\\n' \"$N\" \"${#O}\" \"$O\"; }; N=0; O=ready; dib\r";
    private static final String RUN = "O=$({ sh -c \"$(printf %s \"$C\" | base64 -d)\" </dev/null 2>&1; echo \":$?\"; }"
            + " | tail -c " + OutputTail.BYTES + " | base64 | tr -d '\\n'); dib\r";

    private final Terminal terminal;
    private final Duration patience;
    private int number;
    private boolean busy;

    private SerialShell(Terminal terminal, Duration patience) {
        this.terminal = terminal;
        this.patience = patience;
    }

    /**
     * Waits for a login prompt and logs in.
     *
     * @throws GuestException if the deadline passes, or the guest refuses the user
     */
    static SerialShell login(Terminal terminal, Login login, Deadline deadline)
            throws GuestException, InterruptedException {
        return login(terminal, login, deadline, PATIENCE);
    }

    /**
     * Logs in.
     *
     * @param patience how long an answer is waited for before a line is typed again
     */
    static SerialShell login(Terminal terminal, Login login, Deadline deadline, Duration patience)
            throws GuestException, InterruptedException {
        var shell = new SerialShell(terminal, patience);
        shell.enter(login, deadline);
        return shell;
    }

    private void enter(Login login, Deadline deadline) throws GuestException, InterruptedException {
        boolean asked = false;
        for (int i = 0; i < TRIES && !asked; i++) {
            if (terminal.await(LOGIN, deadline).isEmpty()) {
                throw new GuestException("there is no login prompt on the serial console");
            }
            terminal.send(login.user() + "\r");
            // A getty that starts at this moment throws away what was typed: then it is asked for a new prompt.
            asked = terminal.await(PASSWORD, deadline.atMost(patience.multipliedBy(2)))
                    .isPresent();
            if (!asked) {
                terminal.send("\r");
            }
        }
        if (!asked) {
            throw new GuestException("the serial console does not ask for the password of '" + login.user() + "'");
        }
        terminal.send(login.password().orElse("") + "\r");
        terminal.await(PROMPT_OR_REFUSAL, deadline.atMost(patience));
        awaitShell(login, deadline);
        terminal.send("exec env PS1= PS2= ENV= sh\r");
        if (repeatUntil(SET_UP, QUIET, deadline).isEmpty()) {
            throw new GuestException("the shell on the serial console does not answer");
        }
    }

    private void awaitShell(Login login, Deadline deadline) throws GuestException, InterruptedException {
        String found = repeatUntil("echo dib-ready-$((41 + 1))\r", READY_OR_REFUSED, deadline)
                .map(MatchResult::group)
                .orElseThrow(() -> new GuestException("no shell answers on the serial console after the login"));
        if (!found.startsWith("dib-ready")) {
            throw new GuestException("the serial console refuses the user '" + login.user() + "' or the password");
        }
    }

    /** Types a line again and again until its answer comes: a shell that starts may have thrown it away. */
    private Optional<MatchResult> repeatUntil(String line, Pattern answer, Deadline deadline)
            throws GuestException, InterruptedException {
        Optional<MatchResult> found = Optional.empty();
        Duration pause = patience.dividedBy(5);
        while (found.isEmpty() && !deadline.passed()) {
            terminal.send(line);
            found = terminal.await(answer, deadline.atMost(pause));
            pause = pause.compareTo(patience) < 0 ? pause.multipliedBy(2) : patience;
        }
        return found;
    }

    @Override
    public CommandResult run(String command, Duration limit) throws GuestException, InterruptedException {
        if (busy) {
            throw new GuestException("the serial console is still busy with a command before");
        }
        long start = System.nanoTime();
        number++;
        type(command);
        Optional<String> answer = answer(Deadline.in(limit));
        if (answer.isEmpty()) {
            busy = !interrupted();
            throw new GuestException("it did not end within " + BootReport.seconds(limit));
        }
        return result(answer.get(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void type(String command) throws GuestException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8));
        terminal.send("N=" + number + "; C=\r");
        for (int i = 0; i < encoded.length(); i += LINE) {
            terminal.send("C=${C}" + encoded.substring(i, Math.min(encoded.length(), i + LINE)) + "\r");
        }
        terminal.send(RUN);
    }

    private Optional<String> answer(Deadline deadline) throws GuestException, InterruptedException {
        Pattern frame = Pattern.compile("<dib:" + number + ":(\\d+):([A-Za-z0-9+/=]*)>");
        Duration pause = patience.dividedBy(2);
        while (true) {
            Optional<MatchResult> found = terminal.await(frame, deadline.atMost(pause));
            if (found.isPresent() && isWhole(found.get())) {
                return Optional.of(found.get().group(2));
            }
            if (found.isEmpty() && deadline.passed()) {
                return Optional.empty();
            }
            // Either the command still runs, then this line waits for its end, or its frame was broken.
            terminal.send("dib\r");
            pause = pause.plus(patience.dividedBy(2));
        }
    }

    private static boolean isWhole(MatchResult frame) {
        return frame.group(1).equals(String.valueOf(frame.group(2).length()));
    }

    private boolean interrupted() throws GuestException, InterruptedException {
        terminal.send("\u0003");
        String line = "echo dib-idle-$((" + number + " + 0))\r";
        return repeatUntil(line, Pattern.compile("dib-idle-" + number + "\\b"), Deadline.in(patience.multipliedBy(3)))
                .isPresent();
    }

    private static CommandResult result(String encoded, Duration elapsed) throws GuestException {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.lastIndexOf(':');
            int status = Integer.parseInt(text.substring(colon + 1).trim());
            return new CommandResult(
                    status, text.substring(0, Math.max(0, colon)).replace("\r\n", "\n"), elapsed);
        } catch (IllegalArgumentException e) {
            throw new GuestException("the guest's answer on the serial console makes no sense", e);
        }
    }

    @Override
    public void close() {
        // The machine ends with its shells.
    }
}
