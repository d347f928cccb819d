// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is secret in a build.
 *
 * @param named variables that are secret although their names do not tell
 * @param allowed variables whose values may be in the image, with the reason
 * @param servers logins for downloads
 */
public record SecretSpec(Set<String> named, Map<String, String> allowed, List<ServerLogin> servers) {

    public SecretSpec {
        named = Set.copyOf(named);
        allowed = Map.copyOf(allowed);
        servers = List.copyOf(servers);
    }

    /**
     * The secrets that are known before the first hook.
     *
     * @param words words that appear in the build anyway
     */
    Secrets of(Map<String, String> environment, List<String> words) {
        Secrets secrets = Secrets.of(named, words).and(environment);
        for (ServerLogin server : servers) {
            secrets = secrets.and("servers." + server.id(), server.password());
        }
        return secrets;
    }
}
