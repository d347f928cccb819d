// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Format;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What formats are compressed with. A rule for a format counts before one for all; one for all counts for those formats that can
 * do it, and of these the last. What no rule is for has the default of its format.
 */
final class CompressionRules {

    private static final String PARAMETER = "compression";

    private final Map<Format, Compression> ofOne = new HashMap<>();
    private final List<Compression> ofAll = new ArrayList<>();

    private CompressionRules() {}

    static CompressionRules of(List<String> words, List<Format> wanted, Problems problems) {
        var rules = new CompressionRules();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                parse(word, problems).ifPresent(compression -> rules.addForAll(compression, wanted, problems));
            } else {
                rules.addForOne(word.substring(0, equals), word.substring(equals + 1), problems);
            }
        }
        return rules;
    }

    private void addForAll(Compression compression, List<Format> wanted, Problems problems) {
        List<Format> choosers =
                wanted.stream().filter(format -> format.codecs().size() > 1).toList();
        boolean isOfUse = choosers.stream().anyMatch(format -> format.codecs().contains(compression.codec()));
        if (!choosers.isEmpty() && !isOfUse) {
            problems.add(
                    PARAMETER,
                    "none of " + choosers.stream().map(Format::word).toList() + " can be compressed with '"
                            + compression.codec().word() + "'",
                    "use " + words(choosers.get(0)));
        }
        ofAll.add(compression);
    }

    private void addForOne(String word, String value, Problems problems) {
        Optional<Format> format = Formats.of(word);
        if (format.isEmpty()) {
            problems.add(PARAMETER, "there is no format '" + word + "'", Formats.remedy(word));
        }
        Optional<Compression> compression = parse(value, problems);
        if (format.isEmpty() || compression.isEmpty()) {
            return;
        }
        if (!format.get().codecs().contains(compression.get().codec())) {
            problems.add(
                    PARAMETER,
                    "'" + format.get().word() + "' cannot be compressed with '"
                            + compression.get().codec().word() + "'",
                    format.get().codecs().isEmpty() ? "leave it out" : "use " + words(format.get()));
            return;
        }
        ofOne.put(format.get(), compression.get());
    }

    private static String words(Format format) {
        return String.join(" or ", format.codecs().stream().map(Codec::word).toList());
    }

    private static Optional<Compression> parse(String text, Problems problems) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Optional<Codec> codec = Codec.of(word);
        if (codec.isEmpty()) {
            problems.add(
                    PARAMETER,
                    "there is no compression '" + word + "'",
                    Nearest.remedy(word, Codec.words(), "use one of " + Codec.words()));
            return Optional.empty();
        }
        if (colon < 0) {
            return Optional.of(Compression.of(codec.get()));
        }
        String level = text.substring(colon + 1);
        if (!level.matches("[0-9]{1,3}") || !codec.get().hasLevel(Integer.parseInt(level))) {
            problems.add(
                    PARAMETER,
                    "'" + word + "' has no level '" + level + "'",
                    codec.get().hasLevels() ? "use " + codec.get().levels() : "leave it out");
            return Optional.empty();
        }
        return Optional.of(new Compression(codec.get(), OptionalInt.of(Integer.parseInt(level))));
    }

    /**
     * That of a format.
     *
     * @param options of qemu-img, one of which speaks of compression too
     */
    Compression of(Format format, Map<String, String> options) {
        if (ofOne.containsKey(format)) {
            return ofOne.get(format);
        }
        Compression found = format.codecs().isEmpty()
                ? Compression.NONE
                : Compression.of(format.codecs().get(0));
        boolean isSaid = false;
        for (Compression compression : ofAll) {
            if (format.codecs().contains(compression.codec())) {
                found = compression;
                isSaid = true;
            }
        }
        Optional<Codec> ofOption = Codec.of(options.getOrDefault("compression_type", ""));
        return !isSaid && ofOption.filter(format.codecs()::contains).isPresent()
                ? Compression.of(ofOption.get())
                : found;
    }
}
