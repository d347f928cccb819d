// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.tar.TarEntry;
import dev.dib.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container image in one file: what {@code docker save} and {@code podman save} write ({@code manifest.json}), or an OCI image
 * layout as a tar archive ({@code index.json}).
 */
final class ContainerArchive {

    private static final int LARGEST_DOCUMENT = 4 << 20;
    private static final int LONGEST_CHAIN = 8;

    private final Path file;
    private final Map<String, Extent> places = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();

    private ContainerArchive(Path file) {
        this.file = file;
    }

    static ContainerArchive open(Path file) throws IOException {
        var archive = new ContainerArchive(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var reader = new TarReader(in);
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                TarEntry entry = next.get();
                if (entry.isFile()) {
                    archive.places.put(entry.path(), new Extent(0, reader.position(), entry.size()));
                } else if (entry.isSymbolicLink() || entry.isOtherName()) {
                    archive.links.put(entry.path(), target(entry));
                }
            }
        }
        return archive;
    }

    /** Older versions of Docker save a layer that two images share as a link to the other one. */
    private static String target(TarEntry entry) {
        if (entry.isOtherName()) {
            return entry.target();
        }
        String above = TarEntry.above(entry.path());
        return Path.of("/")
                .resolve(above)
                .resolve(entry.target())
                .normalize()
                .toString()
                .substring(1);
    }

    /**
     * The layers of an image, the lowest first.
     *
     * @param image its name, as {@code alpine:3.20}; empty for the only one
     * @param architecture in the words of Go: amd64, arm64; for an image that is made for several
     */
    List<LayerMerge.Layer> layers(String image, String architecture) throws IOException {
        if (exists("manifest.json")) {
            return saved(image);
        }
        if (exists("index.json")) {
            return layout(image, architecture);
        }
        throw new ProblemException(new Problem(
                file.toString(),
                "is no container image: it has neither manifest.json nor index.json",
                "save it with 'docker save', 'podman save' or 'skopeo copy'"));
    }

    private List<LayerMerge.Layer> saved(String wanted) throws IOException {
        List<Value> images = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Value value : items(json("manifest.json"))) {
            List<String> tags = items(field(value, "RepoTags")).stream()
                    .map(ContainerArchive::text)
                    .toList();
            names.addAll(tags);
            if (wanted.isEmpty() || tags.stream().anyMatch(tag -> isNamed(tag, wanted))) {
                images.add(value);
            }
        }
        Value image = only(images, wanted, names);
        return items(field(image, "Layers")).stream()
                .map(ContainerArchive::text)
                .map(this::layer)
                .toList();
    }

    private List<LayerMerge.Layer> layout(String wanted, String architecture) throws IOException {
        List<Value> images = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Value value : items(field(json("index.json"), "manifests"))) {
            Optional<Value> annotations = find(value, "annotations");
            List<String> tags = annotations.stream()
                    .flatMap(any -> List.of("org.opencontainers.image.ref.name", "io.containerd.image.name").stream()
                            .flatMap(key -> find(any, key).stream()))
                    .map(ContainerArchive::text)
                    .toList();
            names.addAll(tags);
            if (wanted.isEmpty() || tags.stream().anyMatch(tag -> isNamed(tag, wanted))) {
                images.add(value);
            }
        }
        Value document = json(blob(only(images, wanted, names)));
        for (int depth = 0; find(document, "manifests").isPresent(); depth++) {
            List<Value> fitting = items(field(document, "manifests")).stream()
                    .filter(value -> find(value, "platform")
                            .flatMap(platform -> find(platform, "architecture"))
                            .filter(any -> text(any).equals(architecture))
                            .isPresent())
                    .toList();
            if (fitting.isEmpty() || depth > LONGEST_CHAIN) {
                throw new ProblemException(
                        Problem.of(file.toString(), "has no image for the architecture " + architecture));
            }
            document = json(blob(fitting.get(0)));
        }
        List<LayerMerge.Layer> layers = new ArrayList<>();
        for (Value layer : items(field(document, "layers"))) {
            layers.add(layer(blob(layer)));
        }
        return layers;
    }

    /** The path of a blob, whose content was compared with its digest. */
    private String blob(Value descriptor) throws IOException {
        String digest = text(field(descriptor, "digest"));
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new DamagedImageException("it has a blob with the digest '" + digest + "'");
        }
        String path = "blobs/sha256/" + digest.substring(7);
        try (InputStream in = content(path)) {
            if (!Digests.sha256(in).equals(digest.substring(7))) {
                throw new DamagedImageException("the content of " + path + " has another digest");
            }
        }
        return path;
    }

    /** {@code name}, {@code name:tag}, and the same with a registry in front of it. */
    private static boolean isNamed(String tag, String wanted) {
        String full = wanted.substring(wanted.lastIndexOf('/') + 1).contains(":") ? wanted : wanted + ":latest";
        return tag.equals(wanted) || tag.equals(full) || tag.endsWith("/" + full);
    }

    private Value only(List<Value> images, String wanted, List<String> names) {
        if (images.size() == 1) {
            return images.get(0);
        }
        String there = names.isEmpty() ? "none with a name" : String.join(", ", names);
        throw new ProblemException(new Problem(
                file.toString(),
                images.isEmpty() ? "has no image " + wanted : "has " + images.size() + " images",
                "name one of those in it, which are: " + there));
    }

    private boolean exists(String path) {
        return places.containsKey(path) || links.containsKey(path);
    }

    private LayerMerge.Layer layer(String path) {
        return () -> Decompression.of(content(path));
    }

    private InputStream content(String path) throws IOException {
        String at = TarEntry.normalised(path);
        for (int depth = 0; links.containsKey(at) && depth < LONGEST_CHAIN; depth++) {
            at = links.get(at);
        }
        Extent place = places.get(at);
        if (place == null) {
            throw new DamagedImageException("it lacks " + path);
        }
        FileBlocks blocks = FileBlocks.open(file);
        InputStream in = new ExtentStream(
                blocks.part(place.physical(), place.count()),
                1,
                List.of(new Extent(0, 0, place.count())),
                place.count());
        return new ClosingStream(new BufferedInputStream(in, 1 << 16), blocks);
    }

    private Value json(String path) throws IOException {
        try (InputStream in = content(path)) {
            byte[] text = in.readNBytes(LARGEST_DOCUMENT);
            return Documents.parse(file + ", " + path, new String(text, StandardCharsets.UTF_8));
        }
    }

    private static Optional<Value> find(Value value, String name) {
        return value instanceof Value.Mapping mapping
                ? Optional.ofNullable(mapping.entries().get(name))
                : Optional.empty();
    }

    private static Value field(Value value, String name) {
        return find(value, name)
                .orElseThrow(() -> new ProblemException(Problem.of(value.at().toString(), "lacks " + name)));
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Sequence sequence ? sequence.items() : List.of();
    }

    private static String text(Value value) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.text();
        }
        throw new ProblemException(Problem.of(value.at().toString(), "is no text but " + value.kind()));
    }
}
