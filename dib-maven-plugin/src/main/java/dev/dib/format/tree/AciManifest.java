// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.format.ImageFacts;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The manifest of an App Container image: "Image Manifest Schema" of the specification. */
final class AciManifest {

    private static final String PARAMETER = "aciManifest";

    /** The names of architectures in the specification, by Debian's. */
    private static final Map<String, String> ARCHITECTURES = Map.of(
            "amd64", "amd64",
            "x86_64", "amd64",
            "arm64", "aarch64",
            "aarch64", "aarch64",
            "armhf", "armv7l",
            "ppc64el", "ppc64le",
            "ppc64le", "ppc64le",
            "s390x", "s390x");

    private AciManifest() {}

    /** One for an image that has none of its own. */
    static byte[] of(ImageFacts image) throws IOException {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("acKind", "ImageManifest");
            json.writeStringField("acVersion", "0.8.11");
            json.writeStringField("name", name(image.name()));
            json.writeArrayFieldStart("labels");
            Map<String, String> labels = Map.of(
                    "version", image.version(),
                    "os", "linux",
                    "arch", ARCHITECTURES.getOrDefault(image.architecture(), image.architecture()));
            for (String label : labels.keySet().stream().sorted().toList()) {
                json.writeStartObject();
                json.writeStringField("name", label);
                json.writeStringField("value", labels.get(label));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** An "AC Identifier": what it does not allow becomes a hyphen. */
    private static String name(String image) {
        String name = image.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]*[^a-z0-9._~/-][^a-z0-9]*", "-")
                .replaceAll("[._~/-]*([._~/-])", "$1")
                .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        return name.isEmpty() ? "image" : name;
    }

    /** Checks a file that somebody wrote. */
    static void check(Path file, Problems problems) {
        if (!Files.isRegularFile(file)) {
            problems.add(PARAMETER, file + " is not a file", "name a file with the manifest of an App Container image");
            return;
        }
        try {
            if (!(Documents.read(file) instanceof Value.Mapping map)
                    || !text(map, "acKind").equals("ImageManifest")
                    || text(map, "acVersion").isEmpty()
                    || text(map, "name").isEmpty()) {
                problems.add(
                        PARAMETER,
                        file + " is no manifest of an App Container image",
                        "give it acKind \"ImageManifest\", acVersion and name");
            }
        } catch (ProblemException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(PARAMETER, file + " cannot be read: " + e.getMessage(), "");
        }
    }

    private static String text(Value.Mapping map, String key) {
        return map.entries().get(key) instanceof Value.Scalar scalar ? scalar.text() : "";
    }
}
