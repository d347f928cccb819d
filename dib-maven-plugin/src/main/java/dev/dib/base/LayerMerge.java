// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import dev.dib.tar.TarEntry;
import dev.dib.tar.TarReader;
import dev.dib.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts layers of a container image on top of each other, as the OCI image specification ("Image Layer Filesystem Changeset") has it:
 * what an upper layer has replaces what is below, {@code .wh.NAME} removes it, {@code .wh..wh..opq} removes all that lower layers
 * have in a folder. Nothing is written to a disk on the way, so that no layer can write through a link of another.
 */
final class LayerMerge {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** An archive that can be read more than once. */
    interface Layer {
        InputStream open() throws IOException;
    }

    private final List<Layer> layers;

    /** Of each layer, the entries that stay, by path; of one path the last entry counts. */
    private final List<Map<String, Integer>> kept = new ArrayList<>();

    /** Of each layer, files whose own path is replaced but which have other names: the name they get. */
    private final List<Map<String, String>> renamed = new ArrayList<>();

    private final Set<String> removed = new HashSet<>();
    private final Set<String> opaque = new HashSet<>();
    private final Map<String, Boolean> folders = new HashMap<>();

    /** @param layers the lowest first */
    LayerMerge(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    void writeTo(TarWriter tar) throws IOException {
        for (int index = layers.size() - 1; index >= 0; index--) {
            decide(layers.get(index));
        }
        for (int index = 0; index < layers.size(); index++) {
            int fromTop = layers.size() - 1 - index;
            write(layers.get(index), kept.get(fromTop), renamed.get(fromTop), tar);
        }
    }

    private void decide(Layer layer) throws IOException {
        Map<String, Integer> last = new HashMap<>();
        Map<String, TarEntry> entries = new HashMap<>();
        Set<String> removedHere = new HashSet<>();
        Set<String> opaqueHere = new HashSet<>();
        try (InputStream in = layer.open()) {
            var reader = new TarReader(in);
            int number = 0;
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                TarEntry entry = next.get();
                String name = TarEntry.nameOf(entry.path());
                String above = TarEntry.above(entry.path());
                if (name.equals(OPAQUE)) {
                    opaqueHere.add(above);
                } else if (name.startsWith(WHITEOUT) && name.length() > WHITEOUT.length()) {
                    String target = FileNames.checked(name.substring(WHITEOUT.length()));
                    removedHere.add(above.isEmpty() ? target : above + "/" + target);
                } else {
                    last.put(entry.path(), number);
                    entries.put(entry.path(), entry);
                }
                number++;
            }
        }
        last.keySet().removeIf(this::isHidden);
        renamed.add(otherNames(last, entries));
        kept.add(last);
        removed.addAll(removedHere);
        opaque.addAll(opaqueHere);
        entries.forEach((path, entry) -> folders.putIfAbsent(path, entry.isFolder()));
    }

    /** Whether an upper layer has it, or removed it, or has something else where a folder above it was. */
    private boolean isHidden(String path) {
        if (folders.containsKey(path) || removed.contains(path)) {
            return true;
        }
        for (String above = TarEntry.above(path); above != null; above = TarEntry.above(above)) {
            if (removed.contains(above) || opaque.contains(above) || Boolean.FALSE.equals(folders.get(above))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> otherNames(Map<String, Integer> last, Map<String, TarEntry> entries) {
        Map<String, String> names = new HashMap<>();
        last.keySet().stream()
                .sorted((a, b) -> Integer.compare(last.get(a), last.get(b)))
                .map(entries::get)
                .filter(entry ->
                        entry.isOtherName() && !last.containsKey(entry.target()) && entries.containsKey(entry.target()))
                .forEach(entry -> names.putIfAbsent(entry.target(), entry.path()));
        return names;
    }

    private static void write(Layer layer, Map<String, Integer> kept, Map<String, String> names, TarWriter tar)
            throws IOException {
        try (InputStream in = layer.open()) {
            var reader = new TarReader(in);
            int number = 0;
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                TarEntry entry = next.get();
                String newName = names.get(entry.path());
                if (newName != null && entry.isFile()) {
                    write(entry, newName, entry.target(), reader, tar);
                } else if (kept.getOrDefault(entry.path(), -1) == number) {
                    String target = names.getOrDefault(entry.target(), entry.target());
                    if (!(entry.isOtherName() && target.equals(entry.path()))) {
                        write(entry, entry.path(), target, reader, tar);
                    }
                }
                number++;
            }
        }
    }

    private static void write(TarEntry entry, String path, String target, TarReader reader, TarWriter tar)
            throws IOException {
        if (path.startsWith("dev/")) {
            return;
        }
        Map<String, String> attributes = new HashMap<>(entry.records());
        attributes
                .keySet()
                .removeIf(keyword -> !keyword.startsWith(TarEntry.ATTRIBUTE) || DroppedAttributes.contains(keyword));
        // nodes of devices stay behind
        if ("01256".indexOf(entry.type()) >= 0) {
            tar.add(entry.at(path, target).with(attributes), reader.content());
        }
    }
}
