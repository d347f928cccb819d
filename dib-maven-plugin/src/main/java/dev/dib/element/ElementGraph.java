// SPDX-License-Identifier: Apache-2.0
package dev.dib.element;

import dev.dib.problem.Nearest;
import dev.dib.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Expands the elements that a user wants by what they depend on. The rules are those of diskimage-builder:
 *
 * <ul>
 *   <li>an element that lists a name in {@code element-provides} stands in for the element of that name, which then is not
 *       part of the image, nor are its own dependencies (diskimage-builder lets them leak in, depending on the order);
 *   <li>two elements of an image must not provide the same name, and what the user wants must not be provided by another;
 *   <li>something has to provide {@code operating-system}.
 * </ul>
 *
 * The outcome does not depend on the order in which elements are named.
 */
public final class ElementGraph {

    private static final String OPERATING_SYSTEM = "operating-system";

    private final ElementPath path;
    private final Problems problems = new Problems();

    private ElementGraph(ElementPath path) {
        this.path = path;
    }

    /**
     * Expands.
     *
     * @return all elements of the image, by name
     * @throws dev.dib.problem.ProblemException with everything that is wrong
     */
    public static List<Element> expand(Collection<String> wanted, ElementPath path) {
        return new ElementGraph(path).expand(wanted);
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
        boolean hasDevice = wanted.stream().anyMatch(name -> name.startsWith("block-device-"));
        if (wanted.contains("vm") && !hasDevice) {
            boolean arm = architecture.equals("arm64") || architecture.equals("aarch64");
            all.add(arm ? "block-device-efi" : "block-device-mbr");
        }
        return List.copyOf(new LinkedHashSet<>(all));
    }

    private List<Element> expand(Collection<String> wanted) {
        Map<String, List<String>> providers = Map.of();
        Map<String, Element> reached;
        // each round knows better what is provided, and so what is not reached; the set of providers only grows until a
        // replaced element turns out to be a provider itself, hence the bound
        for (int round = 0; ; round++) {
            reached = reach(wanted, providers.keySet());
            Map<String, List<String>> found = providers(reached.values());
            if (found.equals(providers) || round > path.names().size()) {
                break;
            }
            providers = found;
        }
        check(wanted, reached, providers);
        problems.throwIfAny();
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

    private static Map<String, List<String>> providers(Collection<Element> elements) {
        Map<String, List<String>> providers = new TreeMap<>();
        for (Element element : elements) {
            for (String name : element.provides()) {
                providers.computeIfAbsent(name, key -> new ArrayList<>()).add(element.name());
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
            for (String name : element.dependencies()) {
                if (!reached.containsKey(name) && !providers.containsKey(name)) {
                    missing(element.directory().resolve("element-deps").toString(), name);
                }
            }
        }
        if (!providers.containsKey(OPERATING_SYSTEM) && problems.isEmpty()) {
            problems.add(
                    "elements", "none of them brings an operating system", "add one that does, such as debian-minimal");
        }
    }

    private void missing(String subject, String name) {
        problems.add(
                subject,
                "there is no element '" + name + "'",
                Nearest.remedy(
                        name,
                        path.names(),
                        "add the artifact that has it to the project's dependencies (type zip, classifier element), or its"
                                + " folder to src/main/elements or elementsPath"));
    }
}
