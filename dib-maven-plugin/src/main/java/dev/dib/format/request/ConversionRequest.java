// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Checksum;
import dev.dib.format.Choice;
import dev.dib.format.ContainerName;
import dev.dib.format.Format;
import dev.dib.format.compress.Compression;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that an image is wanted as, in the words of the pom and of diskimage-builder's variables: not yet checked. Words that
 * are null or blank were not said.
 *
 * @param formats the main one first
 * @param compression {@code CODEC[:LEVEL]} for all formats that can do it, {@code FORMAT=CODEC[:LEVEL]} for one
 * @param qemuImgOptions {@code NAME=VALUE[,...]} as after {@code qemu-img convert -o}
 * @param checksums {@code sha256}, {@code sha512}, {@code md5}, or as in {@code DIB_CHECKSUM}
 * @param dockerTarget {@code repository:tag}
 * @param aciManifest a file
 * @param variables those of the build, of which {@code DIB_CHECKSUM} and {@code ACI_MANIFEST} speak of formats
 * @param image the name of the image
 * @param version that of the project
 * @param base what the paths of files are relative to
 */
public record ConversionRequest(
        List<String> formats,
        List<String> compression,
        List<String> qemuImgOptions,
        List<String> checksums,
        String dockerTarget,
        String aciManifest,
        Map<String, String> variables,
        String image,
        String version,
        Path base) {

    /** A request of formats, with nothing said about them. */
    public static ConversionRequest of(List<String> formats, String image, String version, Path base) {
        return new ConversionRequest(
                formats, List.of(), List.of(), List.of(), null, null, Map.of(), image, version, base);
    }

    /**
     * Checks it all.
     *
     * @param problems takes everything that is wrong
     * @return what is wanted; of use only if nothing is wrong
     */
    public ConversionSpec check(Problems problems) {
        List<Format> wanted = formats(problems);
        CompressionRules rules = CompressionRules.of(words(compression), wanted, problems);
        ImgOptions options = ImgOptions.of(words(qemuImgOptions), wanted, problems);
        ContainerName target = target(problems);
        Optional<Path> manifest = manifest(wanted);
        List<PlannedFormat> planned = new ArrayList<>();
        for (Format format : wanted) {
            Map<String, String> ofFormat = options.of(format);
            Compression compressed = rules.of(format, ofFormat);
            var choice = new Choice(compressed, ofFormat, target, manifest);
            format.check(choice, problems);
            planned.add(new PlannedFormat(format, choice));
        }
        return new ConversionSpec(planned, checksums(problems));
    }

    /** Splits at commas and blanks, as some people write lists. */
    static List<String> words(List<String> said) {
        return said == null
                ? List.of()
                : said.stream()
                        .filter(text -> text != null)
                        .flatMap(text -> Arrays.stream(text.strip().split("[,\\s]+")))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private List<Format> formats(Problems problems) {
        Set<Format> found = new LinkedHashSet<>();
        List<String> words = words(formats);
        for (String word : words) {
            Formats.of(word)
                    .ifPresentOrElse(
                            found::add,
                            () -> problems.add("formats", "there is no format '" + word + "'", Formats.remedy(word)));
        }
        if (words.isEmpty()) {
            problems.add("formats", "is empty", "name at least one of " + Formats.words());
        }
        return List.copyOf(found);
    }

    private ContainerName target(Problems problems) {
        if (dockerTarget == null || dockerTarget.isBlank()) {
            return ContainerName.of(String.valueOf(image), String.valueOf(version));
        }
        return ContainerName.parse(dockerTarget.strip()).orElseGet(() -> {
            problems.add(
                    "dockerTarget",
                    "'" + dockerTarget + "' is no name of a container image",
                    "write it in small letters, such as team/machine:1.0");
            return ContainerName.of("", "");
        });
    }

    private Optional<Path> manifest(List<Format> wanted) {
        boolean isSaid = aciManifest != null && !aciManifest.isBlank();
        String file = isSaid ? aciManifest : variables.getOrDefault("ACI_MANIFEST", "");
        boolean isOfUse = wanted.stream().anyMatch(format -> format.word().equals("aci"));
        return file.isBlank() || !isOfUse ? Optional.empty() : Optional.of(base.resolve(file.strip()));
    }

    private List<Checksum> checksums(Problems problems) {
        List<String> said = words(checksums);
        String subject = said.isEmpty() ? "DIB_CHECKSUM" : "checksums";
        List<String> words = said.isEmpty() ? words(List.of(variables.getOrDefault("DIB_CHECKSUM", ""))) : said;
        if (words.isEmpty()) {
            return List.of(Checksum.SHA256);
        }
        Set<Checksum> found = new LinkedHashSet<>();
        for (String word : words) {
            switch (word) {
                case "0", "none" -> {}
                case "1" -> found.addAll(List.of(Checksum.MD5, Checksum.SHA256));
                default ->
                    Checksum.of(word)
                            .ifPresentOrElse(
                                    found::add,
                                    () -> problems.add(
                                            subject,
                                            "there is no checksum '" + word + "'",
                                            Nearest.remedy(
                                                    word,
                                                    Checksum.words(),
                                                    "use some of " + Checksum.words() + ", or none")));
            }
        }
        return List.copyOf(found);
    }
}
