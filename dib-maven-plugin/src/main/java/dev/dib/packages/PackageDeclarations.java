// SPDX-License-Identifier: Apache-2.0
package dev.dib.packages;

import dev.dib.element.Element;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the elements of an image declare about packages and services, read and checked. */
public final class PackageDeclarations {

    /** What one element declares. */
    record OfElement(Element element, PackageInstalls installs, PackageMap map, ServiceMap services) {}

    private final List<OfElement> all;

    private PackageDeclarations(List<OfElement> all) {
        this.all = all;
    }

    /**
     * Reads all declarations.
     *
     * @throws dev.dib.problem.ProblemException with everything that is wrong with them, each with its file and line
     */
    public static PackageDeclarations read(List<Element> elements) throws IOException {
        var problems = new Problems();
        List<OfElement> all = new ArrayList<>();
        Map<String, String> services = new TreeMap<>();
        for (Element element : elements) {
            Path directory = element.directory();
            // a file that cannot be read at all does not hide what is wrong with the next
            Optional<PackageInstalls> installs = problems.gather(() -> PackageInstalls.read(directory, problems));
            Optional<PackageMap> map = problems.gather(() -> PackageMap.read(directory, problems));
            Optional<ServiceMap> serviceMap = problems.gather(() -> ServiceMap.read(directory, problems));
            serviceMap.ifPresent(found -> checkServices(element, found, services, problems));
            if (installs.isPresent() && map.isPresent() && serviceMap.isPresent()) {
                all.add(new OfElement(element, installs.get(), map.get(), serviceMap.get()));
            }
        }
        problems.throwIfAny();
        return new PackageDeclarations(List.copyOf(all));
    }

    private static void checkServices(
            Element element, ServiceMap map, Map<String, String> services, Problems problems) {
        for (String service :
                map.entries().stream().map(ServiceMap.Entry::service).distinct().toList()) {
            String other = services.putIfAbsent(service, element.name());
            if (other != null) {
                problems.add(
                        ServiceMap.file(element.directory()).toString(),
                        "the service '" + service + "' is also mapped by element '" + other + "'",
                        "map it in one of them");
            }
        }
    }

    List<OfElement> all() {
        return all;
    }

    /**
     * Decides what they mean in an environment.
     *
     * @param environment that of extra-data.d: {@code DISTRO_NAME}, {@code DIB_RELEASE}, {@code ARCH} and whatever {@code
     *     when} asks for
     */
    public PackageDecisions decide(Map<String, String> environment) {
        return PackageDecisions.of(this, environment);
    }
}
