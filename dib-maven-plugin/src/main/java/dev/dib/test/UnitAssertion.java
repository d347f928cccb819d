// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A unit of systemd is in a state.
 *
 * @param state what {@code systemctl is-enabled} shall print; {@code enabled} also takes what comes to the same
 */
public record UnitAssertion(String name, String unit, String state) implements Assertion {

    /** systemctl(1), "is-enabled": states of units that are started with the machine. */
    private static final Set<String> STARTED = Set.of("enabled", "alias", "generated");

    @Override
    public Optional<String> problem(TreeProbe tree) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        tree.run("systemctl is-enabled -- '" + unit.replace("'", "'\\''") + "'", lines::add);
        String found = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
        boolean holds = found.equals(state) || (state.equals("enabled") && STARTED.contains(found));
        return holds
                ? Optional.empty()
                : Optional.of(unit + " is not " + state + ": systemctl is-enabled says '" + found + "'");
    }
}
