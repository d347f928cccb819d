// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import dev.dib.element.Element;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All elements of an image merged into one folder, the "hooks tree" of diskimage-builder:
 *
 * <ul>
 *   <li>the sub-folders of all elements are merged by name, but for {@code tests} and {@code __pycache__}; two elements
 *       that bring the same file directly below such a folder (a hook, a command) are an error;
 *   <li>folders deeper down are merged, and the element that comes last by name wins (diskimage-builder: whichever comes
 *       last in a hash table);
 *   <li>files at the top of an element ({@code pkg-map}, {@code source-repository-x}) are put at the top of the tree, with
 *       the same rule; only those with a unique name are of use there;
 *   <li>names that begin with a dot are left out.
 * </ul>
 */
public final class HookTree {

    private static final Set<String> NOT_HOOKS = Set.of("tests", "__pycache__", "META-INF");

    /** Where a path of the tree comes from. */
    private record Origin(String element, Path file) {}

    /** A file directly in a folder of the tree: a hook, a command, an environment file. */
    record Direct(String folder, String name, Path path) {}

    private final Map<String, Origin> origins;

    private HookTree(Map<String, Origin> origins) {
        this.origins = origins;
    }

    /**
     * Merges elements.
     *
     * @throws dev.dib.problem.ProblemException if two elements bring the same hook; names all such pairs
     */
    public static HookTree of(List<Element> elements) throws IOException {
        var problems = new Problems();
        HookTree tree = of(elements, problems);
        problems.throwIfAny();
        return tree;
    }

    /**
     * Merges elements.
     *
     * @param problems gets each file that two elements bring, and what is no file, folder or link
     */
    public static HookTree of(List<Element> elements, Problems problems) throws IOException {
        Map<String, Origin> origins = new TreeMap<>();
        for (Element element :
                elements.stream().sorted(Comparator.comparing(Element::name)).toList()) {
            for (Path child : children(element.directory())) {
                if (Files.isDirectory(child)) {
                    addFolder(element, child, origins, problems);
                } else {
                    origins.put(child.getFileName().toString(), new Origin(element.name(), child));
                }
            }
        }
        checkKinds(origins, problems);
        return new HookTree(origins);
    }

    private static void checkKinds(Map<String, Origin> origins, Problems problems) throws IOException {
        Set<String> clashes = new TreeSet<>();
        for (Map.Entry<String, Origin> entry : origins.entrySet()) {
            String path = entry.getKey();
            Origin origin = entry.getValue();
            if (Files.readAttributes(origin.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                problems.add(
                        origin.file().toString(),
                        "is a device, a pipe or a socket",
                        "remove it: an element has files, folders and links");
            }
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String above = path.substring(0, slash);
                Origin file = origins.get(above);
                if (file != null && !isFolder(file) && clashes.add(above)) {
                    clash(above, file, origin, problems);
                }
            }
        }
    }

    private static boolean isFolder(Origin origin) {
        return Files.isDirectory(origin.file(), LinkOption.NOFOLLOW_LINKS);
    }

    private static void clash(String path, Origin file, Origin folder, Problems problems) {
        problems.add(
                path,
                "is a file of element '" + file.element() + "' and a folder of element '" + folder.element() + "'",
                "rename one of them");
    }

    private static void addFolder(Element element, Path folder, Map<String, Origin> origins, Problems problems)
            throws IOException {
        String name = folder.getFileName().toString();
        if (NOT_HOOKS.contains(name)) {
            return;
        }
        for (Path child : children(folder)) {
            String path = name + "/" + child.getFileName();
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                Origin other = origins.get(path);
                if (other != null && !isFolder(other)) {
                    clash(path, other, new Origin(element.name(), child), problems);
                }
                addBelow(element, child, path, origins);
                continue;
            }
            Origin other = origins.put(path, new Origin(element.name(), child));
            if (other != null) {
                problems.add(
                        path,
                        "is brought by two elements, " + other.element() + " and " + element.name(),
                        "leave one of them out, or rename the file in one of them");
            }
        }
    }

    private static void addBelow(Element element, Path folder, String path, Map<String, Origin> origins)
            throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return add(directory);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return add(file);
            }

            private FileVisitResult add(Path file) {
                String below = folder.relativize(file).toString();
                origins.put(below.isEmpty() ? path : path + "/" + below, new Origin(element.name(), file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The name of the element that brought a script, or "" if none did (a hook made it while the image was built). The element
     * install-types links scripts into a phase from folders below it, {@code install.d/tool-source-install}.
     */
    public String elementOf(Phase phase, String script) {
        Origin origin = origins.get(phase.folder() + "/" + script);
        if (origin != null) {
            return origin.element();
        }
        Set<String> elements = origins.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(phase.folder() + "/")
                        && entry.getKey().endsWith("/" + script))
                .map(entry -> entry.getValue().element())
                .collect(Collectors.toSet());
        return elements.size() == 1 ? elements.iterator().next() : "";
    }

    /** The files directly in the folders of the tree, by path. */
    List<Direct> direct() {
        List<Direct> found = new ArrayList<>();
        origins.forEach((path, origin) -> {
            String[] names = path.split("/", -1);
            if (names.length == 2 && !isFolder(origin)) {
                found.add(new Direct(names[0], names[1], origin.file()));
            }
        });
        return found;
    }

    /** The names of the commands that elements bring in {@code bin}. */
    Set<String> commands() {
        return direct().stream()
                .filter(file -> file.folder().equals("bin"))
                .map(Direct::name)
                .collect(Collectors.toSet());
    }

    /** Copies the merged tree into a folder that does not exist yet. Modes and symbolic links are kept. */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, Origin> entry : origins.entrySet()) {
            Path file = entry.getValue().file();
            Path to = directory.resolve(entry.getKey());
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(to);
            } else {
                Files.createDirectories(to.getParent());
                Files.copy(
                        file,
                        to,
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
