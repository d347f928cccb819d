// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.image.ServerLogin;
import dev.dib.problem.Problem;
import dev.dib.problem.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A server to log in to.
 *
 * @param id its id in Maven's settings
 * @param url what it is used for: this URL and those below it
 * @param user who logs in; empty if the settings do not tell
 * @param password their password, decrypted; empty if the settings do not tell
 * @param trouble what is wrong with its entry in the settings
 */
public record ServerRequest(String id, String url, String user, String password, Optional<Problem> trouble) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ftp");

    Optional<ServerLogin> check(Problems problems) {
        String subject = "servers." + id;
        trouble.ifPresent(problems::add);
        Optional<URI> address = address();
        if (address.isEmpty()) {
            problems.add(
                    subject,
                    "'" + url + "' is no URL of a server",
                    "give the URL below which this login is used, such as https://host/path/");
        }
        if (trouble.isPresent() || address.isEmpty()) {
            return Optional.empty();
        }
        if (user.isEmpty() || password.isEmpty()) {
            problems.add(subject, "has no username or no password in settings.xml", "give it both");
            return Optional.empty();
        }
        if (user.indexOf(':') >= 0 || hasControls(user) || hasControls(password)) {
            problems.add(
                    subject,
                    "its username or password has a character that HTTP cannot carry",
                    "use no control characters, and no colon in the username (RFC 7617)");
            return Optional.empty();
        }
        return Optional.of(new ServerLogin(id, address.get(), user, password));
    }

    private Optional<URI> address() {
        try {
            URI uri = new URI(url == null ? "" : url.strip());
            boolean usable = uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Without the password: it would end up in a log. */
    @Override
    public String toString() {
        return id + " (" + user + " at " + url + ")";
    }
}
