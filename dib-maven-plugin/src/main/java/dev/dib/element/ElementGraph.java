// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Expands the elements that a user wants by what they depend on. The rules are those of diskimage-builder:
 *
 * <ul>
 *   <li>an element that lists a name in {@code element-provides} stands in for the element of that name, which then is not
 *       part of the image, nor are its own dependencies (diskimage-builder lets them leak in, depending on the order);
 *   <li>two elements of an image must not provide the same name, and what the user wants must not be provided by another;
 *   <li>elements must not replace one another in a circle, nor what brought them in;
 *   <li>something has to provide {@code operating-system}.
 * </ul>
 *
 * The outcome does not depend on the order in which elements are named.
 */
public final class ElementGraph {

    private static final String OPERATING_SYSTEM = "operating-system";

    private final ElementPath path;
    private final Supplier<Map<String, String>> elsewhere;
    private final Problems problems;
    private boolean missing;

    private ElementGraph(ElementPath path, Supplier<Map<String, String>> elsewhere, Problems problems) {
        this.path = path;
        this.elsewhere = elsewhere;
        this.problems = problems;
    }

    /**
     * Expands.
     *
     * @return all elements of the image, by name
     * @throws dev.dib.problem.ProblemException with everything that is wrong
     */
    public static List<Element> expand(Collection<String> wanted, ElementPath path) {
        var problems = new Problems();
        List<Element> elements = expand(wanted, path, Map::of, problems);
        problems.throwIfAny();
        return elements;
    }

    /**
     * Expands as far as that is possible.
     *
     * @param wanted names as somebody wrote them; null counts as empty
     * @param elsewhere elements that are not on the path but could be: the name, and what to do to have it; asked only if an
     *     element is missing
     * @param problems gets everything that is wrong
     * @return the elements of the image that are there, by name
     */
    public static List<Element> expand(
            Collection<String> wanted, ElementPath path, Supplier<Map<String, String>> elsewhere, Problems problems) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : wanted) {
            if (name == null || name.isBlank()) {
                problems.add("elements", "one of them has no name", "remove the empty entry");
            } else if (!ElementDirectory.NAME.matcher(name).matches()) {
                problems.add("elements", "'" + name + "' is no name of an element", "use letters, digits and _ . + -");
            } else {
                names.add(name);
            }
        }
        return new ElementGraph(path, elsewhere, problems).expand(names);
    }

    /**
     * What {@code disk-image-create} adds to the elements that a user names: a block-device element for {@code vm}, if none
     * is named, and {@code base}, unless that is declined.
     */
    public static List<String> withDefaults(List<String> wanted, String architecture, boolean skipBase) {
        List<String> all = new ArrayList<>();
        if (!skipBase) {
            all.add("base");
        }
        all.addAll(wanted);
        boolean hasDevice = wanted.stream().anyMatch(name -> name != null && name.startsWith("block-device-"));
        if (wanted.contains("vm") && !hasDevice) {
            boolean arm = architecture.equals("arm64") || architecture.equals("aarch64");
            all.add(arm ? "block-device-efi" : "block-device-mbr");
        }
        return Collections.unmodifiableList(new ArrayList<>(new LinkedHashSet<>(all)));
    }

    private List<Element> expand(SortedSet<String> wanted) {
        Map<String, List<String>> before = Map.of();
        Map<String, List<String>> providers = Map.of();
        Map<String, Element> reached = reach(wanted, providers.keySet());
        Map<String, List<String>> found = providers(reached.values());
        // The more is provided, the less is reached, and so the less is provided: every second round only grows and the
        // others only shrink, until they meet or go on in turns.
        while (!found.equals(providers)) {
            if (found.equals(before)) {
                problems.add(
                        "elements",
                        "elements replace those that bring them in: " + difference(found, providers),
                        "name the one that you want, or remove the other's element-provides");
                return List.of();
            }
            before = providers;
            providers = found;
            reached = reach(wanted, providers.keySet());
            found = providers(reached.values());
        }
        check(wanted, reached, providers);
        return reached.values().stream()
                .sorted(Comparator.comparing(Element::name))
                .toList();
    }

    /** All elements that are reached from those wanted without going through a name that another provides. */
    private Map<String, Element> reach(Collection<String> wanted, Set<String> provided) {
        Map<String, Element> reached = new TreeMap<>();
        Deque<String> queue = new ArrayDeque<>(wanted);
        while (!queue.isEmpty()) {
            String name = queue.remove();
            Optional<Element> element = provided.contains(name) ? Optional.empty() : path.find(name);
            if (element.isPresent() && reached.putIfAbsent(name, element.get()) == null) {
                queue.addAll(element.get().dependencies());
            }
        }
        return reached;
    }

    private static String difference(Map<String, List<String>> one, Map<String, List<String>> other) {
        return Stream.of(one, other)
                .flatMap(providers -> providers.entrySet().stream())
                .filter(entry ->
                        !one.entrySet().contains(entry) || !other.entrySet().contains(entry))
                .map(entry -> String.join(" and ", entry.getValue()) + " for " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What is provided by which of the elements; that an element is itself needs no saying. */
    private static Map<String, List<String>> providers(Collection<Element> elements) {
        Map<String, List<String>> providers = new TreeMap<>();
        for (Element element : elements) {
            for (String name : element.provides()) {
                if (!name.equals(element.name())) {
                    providers.computeIfAbsent(name, key -> new ArrayList<>()).add(element.name());
                }
            }
        }
        return providers;
    }

    private void check(Collection<String> wanted, Map<String, Element> reached, Map<String, List<String>> providers) {
        providers.forEach((name, by) -> {
            if (by.size() > 1) {
                problems.add(
                        "elements",
                        "'" + name + "' is provided by " + String.join(" and ", by),
                        "leave one of them out");
            }
        });
        for (String name : wanted) {
            if (providers.containsKey(name)) {
                problems.add(
                        "elements",
                        "'" + name + "' is already provided by '"
                                + providers.get(name).get(0) + "'",
                        "leave '" + name + "' out");
            } else if (!reached.containsKey(name)) {
                missing("elements", name);
            }
        }
        for (Element element : reached.values()) {
            problems.addAll(path.problemsOf(element.name()));
            for (String name : element.dependencies()) {
                if (!reached.containsKey(name) && !providers.containsKey(name)) {
                    missing(ElementDirectory.dependencyAt(element, name), name);
                }
            }
        }
        boolean hasSystem =
                reached.values().stream().anyMatch(element -> element.provides().contains(OPERATING_SYSTEM));
        // an element that is missing may be the one that brings it
        if (!hasSystem && !missing) {
            problems.add(
                    "elements", "none of them brings an operating system", "add one that does, such as debian-minimal");
        }
    }

    private void missing(String subject, String name) {
        missing = true;
        Map<String, String> others = elsewhere.get();
        String remedy = others.get(name);
        if (remedy == null) {
            Set<String> known = new TreeSet<>(path.names());
            known.addAll(others.keySet());
            remedy = Nearest.remedy(
                    name,
                    known,
                    "add the artifact that has it to the project's dependencies (type zip, classifier element), or its"
                            + " folder to src/main/elements or elementsPath");
        }
        problems.add(subject, "there is no element '" + name + "'", remedy);
    }
}
