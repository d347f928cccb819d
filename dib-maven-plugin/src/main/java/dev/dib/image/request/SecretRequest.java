// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.image.SecretSpec;
import dev.dib.image.ServerLogin;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is secret.
 *
 * @param named variables that are secret although their names do not tell
 * @param allowed variables whose values may be in the image, with the reason
 * @param servers servers to log in to for downloads
 */
public record SecretRequest(List<String> named, Map<String, String> allowed, List<ServerRequest> servers) {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    /** Nothing but what names of variables tell. */
    public static SecretRequest none() {
        return new SecretRequest(List.of(), Map.of(), List.of());
    }

    SecretSpec check(Problems problems) {
        for (String variable : named) {
            checkName("secrets", variable, problems);
        }
        Map<String, String> reasons = new TreeMap<>();
        allowed.forEach((variable, reason) -> {
            checkName("secretsInImage", variable, problems);
            if (reason == null || reason.isBlank()) {
                problems.add(
                        "secretsInImage." + variable, "gives no reason", "write why this secret may be in the image");
            } else {
                reasons.put(variable, reason.strip());
            }
        });
        List<ServerLogin> logins = new ArrayList<>();
        Set<String> urls = new HashSet<>();
        for (ServerRequest server : servers) {
            if (!urls.add(server.url())) {
                problems.add("servers", "two of them are for " + server.url(), "remove one");
            }
            server.check(problems).ifPresent(logins::add);
        }
        return new SecretSpec(named.stream().filter(Objects::nonNull).collect(Collectors.toSet()), reasons, logins);
    }

    private static void checkName(String parameter, String variable, Problems problems) {
        if (variable == null || !variable.matches(NAME)) {
            problems.add(parameter, "'" + variable + "' is no name of a variable", "use letters, digits and _");
        }
    }
}
