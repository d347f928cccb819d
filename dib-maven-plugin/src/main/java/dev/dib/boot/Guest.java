// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.Closeable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** A booting guest: its console, and shells in it that are opened when they are first needed. */
final class Guest implements Closeable {

    private final BootSpec spec;
    private final Limits limits;
    private final Console console;
    private final int sshPort;
    private final Milestones milestones;
    private final Deadline bootDeadline;
    private final Map<Channel, GuestShell> shells = new EnumMap<>(Channel.class);
    private final Map<Channel, String> refusals = new EnumMap<>(Channel.class);

    /**
     * A guest that was just started.
     *
     * @param limits those of the accelerator
     */
    Guest(BootSpec spec, Limits limits, Console console, int sshPort, Milestones milestones) {
        this.spec = spec;
        this.limits = limits;
        this.console = console;
        this.sshPort = sshPort;
        this.milestones = milestones;
        this.bootDeadline = Deadline.in(limits.boot());
    }

    Deadline bootDeadline() {
        return bootDeadline;
    }

    Console console() {
        return console;
    }

    /**
     * Runs a command, and opens the shell for it if there is none yet. That may take what is left of the limit for the
     * boot, and at least as long as a command; a shell that could not be opened is not tried again.
     */
    CommandResult run(Channel channel, String command, Duration limit) throws GuestException, InterruptedException {
        return shell(channel).run(command, limit);
    }

    GuestShell shell(Channel channel) throws GuestException, InterruptedException {
        GuestShell open = shells.get(channel);
        if (open != null) {
            return open;
        }
        if (refusals.containsKey(channel)) {
            throw new GuestException(refusals.get(channel));
        }
        try {
            GuestShell opened = open(channel);
            shells.put(channel, opened);
            return opened;
        } catch (GuestException e) {
            refusals.put(channel, e.getMessage());
            throw e;
        }
    }

    private GuestShell open(Channel channel) throws GuestException, InterruptedException {
        Login login = spec.login().orElseThrow(); // BootSpecCheck
        Deadline deadline = bootDeadline.atLeast(limits.command());
        if (channel == Channel.SERIAL) {
            return SerialShell.login(console, login, deadline);
        }
        GuestShell ssh = SshShell.connect(login, sshPort, deadline, limits.command());
        milestones.reached(Milestone.SSH);
        return ssh;
    }

    @Override
    public void close() {
        shells.values().forEach(GuestShell::close);
    }
}
