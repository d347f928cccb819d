// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Location;
import dev.dib.document.Value;
import dev.dib.problem.Problems;
import java.util.Optional;
import java.util.function.Function;

/** Reads the values of one node. What is wrong is reported and counts as absent. */
final class Keys {

    private final String what;
    private final Location at;
    private final Value.Mapping body;
    private final Problems problems;

    Keys(String what, Location at, Value.Mapping body, Problems problems) {
        this.what = what;
        this.at = at;
        this.body = body;
        this.problems = problems;
    }

    Location at(String key) {
        return body.keys().getOrDefault(key, at);
    }

    Optional<Value> value(String key) {
        return Optional.ofNullable(body.entries().get(key))
                .filter(value -> !(value instanceof Value.Scalar scalar && scalar.isNull()));
    }

    Optional<String> text(String key) {
        Optional<Value> value = value(key);
        if (value.isPresent() && !(value.get() instanceof Value.Scalar)) {
            problem(key, "has to be a text, not " + value.get().kind(), "");
            return Optional.empty();
        }
        return value.map(scalar -> ((Value.Scalar) scalar).text());
    }

    Optional<String> required(String key) {
        if (value(key).isEmpty()) {
            problems.add(at.toString(), what + " needs '" + key + "'", "add '" + key + ": ...'");
        }
        return text(key);
    }

    /** A text that a function understands; it throws IllegalArgumentException, with the reason, for others. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> parsed(key, text, parser));
    }

    <T> Optional<T> parsed(String key, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (NumberFormatException e) {
            problem(key, "'" + text + "' is not a number that fits here", "");
        } catch (IllegalArgumentException e) {
            problem(key, e.getMessage(), "");
        }
        return Optional.empty();
    }

    void problem(String key, String message, String remedy) {
        problems.add(at(key).toString(), key + ": " + message, remedy);
    }
}
