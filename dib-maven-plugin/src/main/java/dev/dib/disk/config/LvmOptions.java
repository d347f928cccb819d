// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import dev.dib.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code options} of a volume: words for a command of LVM. No command of LVM runs here, so those that only say how it has
 * to work mean nothing, those that change what is written are done by us or refused.
 */
final class LvmOptions {

    /** How the command works: asks, tells, waits for udev. */
    private static final Set<String> SILENT = Set.of(
            "--force",
            "-f",
            "-ff",
            "--yes",
            "-y",
            "--quiet",
            "-q",
            "-qq",
            "--verbose",
            "-v",
            "-vv",
            "-vvv",
            "--noudevsync");

    /** The same, with a value: what was on the device before, copies on this host, whether it is active now. */
    private static final Map<String, String> IDLE =
            Map.of("-W", "--wipesignatures", "-Z", "--zero", "-A", "--autobackup", "-a", "--activate");

    private final Keys keys;
    private final Map<String, String> own;
    private final Map<String, String> values = new HashMap<>();

    /** @param own options with a value that are understood, the short form of each first */
    LvmOptions(Keys keys, Map<String, String> own) {
        this.keys = keys;
        this.own = own;
        Deque<String> words = new ArrayDeque<>(words());
        while (!words.isEmpty()) {
            option(words.removeFirst(), words);
        }
    }

    /** The value of an option, by its long form. */
    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        Optional<Value> value = keys.value("options");
        if (value.isPresent() && !(value.get() instanceof Value.Sequence)) {
            keys.problem("options", "has to be a list, not " + value.get().kind(), "write it as [ --force ]");
        } else if (value.isPresent()) {
            for (Value item : ((Value.Sequence) value.get()).items()) {
                if (item instanceof Value.Scalar scalar && !scalar.isNull()) {
                    words.add(scalar.text());
                } else {
                    keys.problem("options", "a word has to be a text, not " + item.kind(), "");
                }
            }
        }
        return words;
    }

    private void option(String word, Deque<String> rest) {
        if (SILENT.contains(word)) {
            return;
        }
        boolean isLong = word.startsWith("--");
        int end = !isLong ? Math.min(2, word.length()) : word.contains("=") ? word.indexOf('=') : word.length();
        String name = word.substring(0, end);
        Optional<String> known = full(name);
        if (known.isEmpty()) {
            List<String> all = new ArrayList<>(own.values());
            all.addAll(List.of("--force", "--yes"));
            keys.problem(
                    "options",
                    "'" + word + "' cannot be had: volumes are written without the commands of LVM",
                    "remove it; what is understood is " + String.join(", ", all));
            return;
        }
        String attached = word.substring(Math.min(word.length(), isLong ? end + 1 : end));
        if (attached.isEmpty() && rest.isEmpty()) {
            keys.problem("options", "'" + word + "' needs a value", "add it as the next item of the list");
            return;
        }
        values.put(known.get(), attached.isEmpty() ? rest.removeFirst() : attached);
    }

    private Optional<String> full(String name) {
        for (Map<String, String> options : List.of(own, IDLE)) {
            if (options.containsKey(name) || options.containsValue(name)) {
                return Optional.of(options.getOrDefault(name, name));
            }
        }
        return Optional.empty();
    }
}
