// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

/** When a guest counts as booted. */
public sealed interface WantedState {

    /** For messages: what is waited for, such as "a login prompt on the serial console". */
    String description();

    /** The serial console asks for a user ({@code login:} at the beginning of a line's last word). */
    record LoginPrompt() implements WantedState {

        @Override
        public String description() {
            return "a login prompt on the serial console";
        }
    }

    /**
     * A text on the serial console.
     *
     * @param regex a {@link java.util.regex.Pattern} found anywhere in it, with {@code ^} and {@code $} at lines' ends;
     *     escape sequences and carriage returns are taken out before
     */
    record ConsoleText(String regex) implements WantedState {

        @Override
        public String description() {
            return "'" + regex + "' on the serial console";
        }
    }

    /** The user can log in by ssh. */
    record SshReachable() implements WantedState {

        @Override
        public String description() {
            return "a login by ssh";
        }
    }

    /**
     * {@code systemctl is-system-running} says {@code running}: every unit of the boot was started and none failed.
     *
     * @param via how the question reaches the guest
     */
    record SystemRunning(Channel via) implements WantedState {

        @Override
        public String description() {
            return "systemd's state 'running'";
        }
    }
}
