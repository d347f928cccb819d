// SPDX-License-Identifier: Apache-2.0
package dev.dib.secret;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of a build: values of variables whose names speak of secrets, passwords in URLs, passwords of servers.
 *
 * <p>A value is masked wherever it appears if it has four characters or more and is not a word that everybody uses: to replace
 * every "debian" in a log would tell that somebody's password is "debian", and hide nothing. Such a value is masked where it is
 * assigned to its variable ({@code NAME=value}).
 */
public final class Secrets {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** A shorter value appears in other texts by chance. */
    private static final int LEAST_MASKED = 4;

    /** A shorter value appears by chance among the hundreds of megabytes of an image. */
    private static final int LEAST_SOUGHT = 8;

    private static final Set<String> COMMON = Set.of(
            "admin",
            "changeme",
            "debian",
            "default",
            "guest",
            "linux",
            "login",
            "none",
            "null",
            "pass",
            "password",
            "private",
            "public",
            "root",
            "secret",
            "test",
            "token",
            "user");

    private static final Pattern SWITCH = Pattern.compile("|0|1|yes|no|true|false|on|off", Pattern.CASE_INSENSITIVE);

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\b([A-Za-z_][A-Za-z0-9_]*)=(\\$?'(?:[^'\\\\]|\\\\.|'\\\\'')*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"';&|]+)");

    private static final Pattern IN_URL =
            Pattern.compile("(\\b[A-Za-z][A-Za-z0-9+.-]*://[^/@\\s:'\"]*:)([^/@\\s'\"]+)(?=@)");

    private final SecretNames names;
    private final Set<String> words;
    private final Map<String, String> values;
    private final List<String> masked;

    private Secrets(SecretNames names, Set<String> words, Map<String, String> values) {
        this.names = names;
        this.words = words;
        this.values = Map.copyOf(values);
        this.masked = values.values().stream()
                .filter(value -> isDistinct(value, LEAST_MASKED))
                .flatMap(value -> Spellings.of(value).stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * No secrets yet.
     *
     * @param named variables that are secret whatever their names
     * @param words words that appear in a build anyway, such as names of elements: no value is masked that is one of them
     */
    public static Secrets of(Collection<String> named, Collection<String> words) {
        Set<String> all = new HashSet<>(COMMON);
        words.stream()
                .flatMap(word -> Pattern.compile("[^A-Za-z0-9]+").splitAsStream(word))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .forEach(all::add);
        words.forEach(word -> all.add(word.toLowerCase(Locale.ROOT)));
        return new Secrets(new SecretNames(Set.copyOf(named)), Set.copyOf(all), Map.of());
    }

    /** These and those of an environment. */
    public Secrets and(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(values);
        environment.forEach((variable, value) -> {
            if (isSecret(variable, value)) {
                all.put(variable, value);
            } else {
                passwordInUrl(value).ifPresent(password -> all.put(variable, password));
            }
        });
        return all.equals(values) ? this : new Secrets(names, words, all);
    }

    /** These and another. */
    public Secrets and(String name, String value) {
        Map<String, String> all = new TreeMap<>(values);
        all.put(name, value);
        return new Secrets(names, words, all);
    }

    private boolean isSecret(String variable, String value) {
        return names.contain(variable) && !SWITCH.matcher(value).matches();
    }

    private static Optional<String> passwordInUrl(String value) {
        Matcher matcher = IN_URL.matcher(value);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.of(matcher.group(2));
        }
    }

    private boolean isDistinct(String value, int least) {
        return value.length() >= least && !words.contains(value.toLowerCase(Locale.ROOT));
    }

    /** A text, of one line or several, without the secrets in it. */
    public String mask(String text) {
        String result = ASSIGNMENT.matcher(text).replaceAll(this::maskAssignment);
        result = IN_URL.matcher(result).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        for (String secret : masked) {
            result = result.replace(secret, MASK);
        }
        return result;
    }

    private String maskAssignment(MatchResult assignment) {
        return Matcher.quoteReplacement(
                isSecret(assignment.group(1), assignment.group(2))
                        ? assignment.group(1) + "=" + MASK
                        : assignment.group());
    }

    /** An environment to be told: values of secret variables are masked, and secrets in others. */
    public Map<String, String> mask(Map<String, String> environment) {
        Map<String, String> told = new TreeMap<>();
        environment.forEach((variable, value) -> told.put(variable, isSecret(variable, value) ? MASK : mask(value)));
        return told;
    }

    /**
     * What to look for where no secret may be: spelling to name of the variable. Values shorter than eight characters, and common
     * words, are not among them.
     *
     * @param allowed variables whose values may be there
     */
    public Map<String, String> sought(Set<String> allowed) {
        Map<String, String> sought = new TreeMap<>();
        new TreeMap<>(values).forEach((variable, value) -> {
            if (isDistinct(value, LEAST_SOUGHT) && !allowed.contains(variable)) {
                Spellings.of(value).stream()
                        .filter(spelling -> spelling.length() >= LEAST_SOUGHT)
                        .forEach(spelling -> sought.putIfAbsent(spelling, variable));
            }
        });
        return sought;
    }
}
