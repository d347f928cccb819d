// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the stand-in for sudo prints and returns. */
final class SudoChecks {

    private record Check(String script, int status, List<String> lines) {

        static Check of(String script, String... lines) {
            return new Check(script, 0, List.of(lines));
        }
    }

    private static final List<Check> CHECKS = List.of(
            Check.of("sudo id -u", "0"),
            Check.of("sudo -E -H -n -S id -u", "0"),
            Check.of("sudo -EHnS -- id -u", "0"),
            Check.of("sudo A=1 B_2='x y' sh -c 'echo \"$A $B_2\"'", "1 x y"),
            Check.of("sudo printf '%s|' 'a b' '' \"'\"; echo", "a b||'|"),
            Check.of("sudo -k; sudo -v; sudo -n -k; echo ok", "ok"),
            Check.of("sudo -k id -u", "0"),
            Check.of("sudo -C 3 -p '' id -u", "0"),
            Check.of("sudo -u root id -u", "0"),
            Check.of("sudo -u nobody sh -c 'id -u; echo $USER'", "65534", "nobody"),
            Check.of("sudo -unobody id -un", "nobody"),
            Check.of("sudo --user=nobody id -un", "nobody"),
            Check.of("sudo --user nobody id -un", "nobody"),
            Check.of("sudo -u nobody -g daemon id -gn", "daemon"),
            Check.of("sudo -g daemon id -gn", "daemon"),
            Check.of("sudo -u '#4242' id -u", "4242"),
            Check.of("sudo -u nobody -H sh -c 'cd / && echo $HOME'", "/nonexistent"),
            Check.of("HOME=/x; export HOME; sudo sh -c 'echo $HOME'; sudo -H sh -c 'cd $HOME; echo ok'", "/x", "ok"),
            Check.of("sudo -D / pwd", "/"),
            Check.of("sudo -i sh -c '[ \"$HOME\" = \"$PWD\" ] && echo home'", "home"),
            Check.of("sudo -i printf '%s|' \"a'b\" '' '$HOME *'; echo", "a'b||$HOME *|"),
            Check.of("sudo -s printf '%s|' 'a;b' \"c\nd\"; echo", "a;b|c", "d|"),
            Check.of("echo 'echo read' | sudo -s", "read"),
            Check.of("sudo sh -c 'exit 7' || echo $?", "7"),
            Check.of("sudo sudo -n sudo id -u", "0"),
            new Check("sudo no-such-program", 1, List.of("sudo: no-such-program: command not found")),
            new Check("sudo", 1, List.of("sudo: no command")),
            new Check("sudo -u no-such-user id", 1, List.of("sudo: unknown user no-such-user")),
            new Check("sudo -Z id", 1, List.of("sudo: option -Z is not known to this stand-in for sudo")),
            new Check("sudo -u", 1, List.of("sudo: option -u needs an argument")),
            new Check("sudo -u nobody sudo id", 1, List.of("sudo: uid 65534 cannot become another user")));

    private SudoChecks() {}

    static void run(Sandbox sandbox, Path bin) throws Exception {
        for (Check check : CHECKS) {
            Outcome outcome = sandbox.run(
                    Command.of("sh", "-c", check.script()).with(Map.of("PATH", bin + ":" + Command.PATH)), line -> {});
            assertThat(outcome.tail()).as(check.script()).isEqualTo(check.lines());
            assertThat(outcome.status()).as(check.script()).isEqualTo(check.status());
        }
    }
}
