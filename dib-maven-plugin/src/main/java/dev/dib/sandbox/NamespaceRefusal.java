// SPDX-License-Identifier: Apache-2.0
package dev.dib.sandbox;

import static dev.dib.sandbox.HostFacts.APPARMOR;
import static dev.dib.sandbox.HostFacts.CLONE;
import static dev.dib.sandbox.HostFacts.MAXIMUM;

import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.util.List;

/** Why a host does not let us make namespaces, and what to do about it. */
final class NamespaceRefusal {

    /** What distributions expect to exist: up to {@code nobody}, 65534. */
    private static final long IDS = 65_536;

    private static final String SUBJECT = "sandbox";

    private NamespaceRefusal() {}

    /** What can be told without trying. */
    static Problems foreseen(HostFacts facts) {
        Problems problems = new Problems();
        if (facts.root()) {
            return problems;
        }
        if (!facts.idMapper()) {
            problems.add("newuidmap", "it is not installed, so user ids cannot be mapped", "apt install uidmap");
        }
        for (String file : List.of("subuid", "subgid")) {
            long ids = facts.subordinateIds().get(file);
            if (ids < IDS - 1) {
                problems.add(
                        "/etc/" + file,
                        "user " + facts.user() + " has " + (ids == 0 ? "no" : ids) + " subordinate ids, but needs "
                                + IDS,
                        "as root: usermod --add-" + file + "s 100000-165535 " + facts.user()
                                + " (take a range that no other line of the file has)");
            }
        }
        if ("0".equals(facts.settings().get(CLONE))) {
            problems.add(CLONE, "ordinary users may not make namespaces", "as root: sysctl -w " + CLONE + "=1");
        }
        if ("0".equals(facts.settings().get(MAXIMUM))) {
            problems.add(MAXIMUM, "no user namespace may be made", "as root: sysctl -w " + MAXIMUM + "=15000");
        }
        return problems;
    }

    /**
     * What most likely is the cause when {@code unshare(1)} failed.
     *
     * @param said what it printed
     */
    static Problem explain(HostFacts facts, List<String> said) {
        String output = said.isEmpty() ? "unshare ended without a word" : String.join("; ", said);
        return new Problem(SUBJECT, "namespaces were refused: " + output, remedy(facts, output));
    }

    private static String remedy(HostFacts facts, String output) {
        if (output.contains("unrecognized option")) {
            return "install util-linux 2.38 or newer";
        }
        if (!facts.root() && "1".equals(facts.settings().get(APPARMOR))) {
            return "AppArmor takes the capabilities of user namespaces away: as root: sysctl -w " + APPARMOR + "=0";
        }
        if (output.contains("newuidmap") || output.contains("newgidmap") || output.contains("/etc/sub")) {
            return "check /etc/subuid, /etc/subgid and that newuidmap and newgidmap (package uidmap) are setuid root";
        }
        if (output.contains("No space left")) {
            return "as root: sysctl -w " + MAXIMUM + "=15000";
        }
        if (facts.filtered()) {
            return "this looks like a container whose seccomp filter forbids namespaces: run it with"
                    + " --privileged, or with --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
                    + " --security-opt systempaths=unconfined --cap-add SYS_ADMIN";
        }
        if (facts.root()) {
            return "this root has not the capability SYS_ADMIN: if this is a container, run it with --privileged;"
                    + " otherwise build as an ordinary user";
        }
        return "build as root, or allow user namespaces to ordinary users";
    }
}
