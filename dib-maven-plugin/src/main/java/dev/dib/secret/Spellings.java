// SPDX-License-Identifier: Apache-2.0
package dev.dib.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways in which a secret turns up in a text: as it is, quoted for a shell or for JSON, encoded for a URL, as base64. */
final class Spellings {

    private static final Pattern PEM_LINE = Pattern.compile("-----(BEGIN|END) .*-----");

    /** A line of a longer secret that is shorter than this says nothing. */
    private static final int LEAST_LINE = 8;

    private Spellings() {}

    /** All of them; each is one line. A secret of several lines is found by each line that says something. */
    static Set<String> of(String secret) {
        Set<String> all = new LinkedHashSet<>();
        if (secret.indexOf('\n') < 0) {
            add(secret, all);
        } else {
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= LEAST_LINE)
                    .filter(line -> !PEM_LINE.matcher(line).matches())
                    .forEach(line -> add(line, all));
        }
        return all;
    }

    private static void add(String line, Set<String> all) {
        String escaped = line.replace("\\", "\\\\").replace("\"", "\\\"");
        String url = URLEncoder.encode(line, UTF_8);
        Stream.of(
                        line,
                        line.replace("'", "'\\''"),
                        escaped,
                        escaped.replace("$", "\\$").replace("`", "\\`"),
                        url,
                        url.replace("+", "%20"))
                .forEach(all::add);
        if (line.length() >= LEAST_LINE) {
            // without the last characters, which depend on what follows
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(line.getBytes(UTF_8));
            all.add(base64.substring(0, base64.length() - base64.length() % 4));
        }
    }
}
