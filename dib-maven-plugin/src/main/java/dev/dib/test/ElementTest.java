// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.element.Element;
import dev.dib.element.ElementGraph;
import dev.dib.element.ElementPath;
import dev.dib.format.TreeArchive;
import dev.dib.format.request.ConversionRequest;
import dev.dib.hook.HookFailedException;
import dev.dib.hook.HookTree;
import dev.dib.hook.Phase;
import dev.dib.image.BuildListener;
import dev.dib.image.BuiltTree;
import dev.dib.image.HostArchitecture;
import dev.dib.image.ImageBuild;
import dev.dib.image.ImageDirectories;
import dev.dib.image.ImageSpec;
import dev.dib.image.request.DiskRequest;
import dev.dib.image.request.HookRequest;
import dev.dib.image.request.ImageRequest;
import dev.dib.image.request.SecretRequest;
import dev.dib.image.request.Variables;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.codehaus.plexus.util.FileUtils;

/**
 * Tests an element: runs it on a base and holds assertions against the tree. No disk is made.
 *
 * <p>The base is what its elements make up to the phase post-install.d; it is kept. A test unpacks it, runs the hooks of the
 * element under test and of those that it needs and the base has not, and then the later phases of all. Of the elements of the
 * base only the tools run again: those that do what other elements declare, such as to install packages.
 */
public final class ElementTest {

    /** Elements that work for others, by their names in diskimage-builder. Their hooks can run twice. */
    private static final Set<String> TOOLS = Set.of(
            "apk",
            "dib-init-system",
            "dib-python",
            "dpkg",
            "install-bin",
            "install-static",
            "install-types",
            "manifests",
            "package-installs",
            "pkg-map",
            "source-repositories",
            "svc-map",
            "sysctl",
            "yum",
            "zypper");

    /** Of the element dpkg. An initramfs takes longer than all the rest of a test; who tests one sets it in the pom. */
    private static final Map<String, String> DEFAULTS = Map.of("DIB_INITRAMFS_MODULES", "none");

    private final ElementTestSpec spec;
    private final Path home;
    private final Clock clock;
    private final BuildListener listener;
    private final BaseTrees trees;

    public ElementTest(ElementTestSpec spec, Path home, Clock clock, BuildListener listener) {
        this.spec = spec;
        this.home = home;
        this.clock = clock;
        this.listener = listener;
        this.trees = new BaseTrees(spec.directories().cache());
    }

    /**
     * Runs the test.
     *
     * @throws ProblemException if it cannot be run at all; that a hook fails is in the report
     */
    public ElementTestReport run() throws IOException, InterruptedException {
        List<Element> base = expand("test.base", spec.base(), spec.folders());
        if (base.stream().anyMatch(element -> element.name().equals(spec.element()))) {
            throw new ProblemException(new Problem(
                    "test.base",
                    "contains the element under test, '" + spec.element() + "'",
                    "name a base that does not need it"));
        }
        Path tree = baseTree(base);
        long start = clock.millis();
        ImageSpec image = image(
                spec.element(), underTest(base), spec.directories(), Map.of(BaseElement.VARIABLE, tree.toString()));
        try {
            List<AssertionResult> results = build(image).examine(Phase.CLEANUP, this::check);
            return new ElementTestReport(spec, results, Optional.empty(), since(start));
        } catch (HookFailedException e) {
            return new ElementTestReport(spec, List.of(), Optional.of(e.getMessage()), since(start));
        }
    }

    private Path baseTree(List<Element> base) throws IOException, InterruptedException {
        var directories = new ImageDirectories(
                spec.directories().work().resolve("base"), spec.directories().cache());
        ImageSpec image = image("base", base, directories, Map.of());
        String key = BaseTrees.key(base, image.environment(), List.of(spec.plugin(), image.architecture()));
        Optional<Path> kept = spec.fresh() ? Optional.empty() : trees.find(key, clock.instant());
        if (kept.isPresent()) {
            listener.noticed("The base (" + String.join(" ", spec.base()) + ") is one that was kept; -U makes it anew");
            return kept.get();
        }
        listener.noticed("Making the base (" + String.join(" ", spec.base()) + "), which is then kept");
        Path unfinished = trees.unfinished(UUID.randomUUID().toString());
        try {
            build(image).examine(BaseElement.LAST, built -> {
                new TreeArchive(built.commands(), Optional.empty()).write(built.root(), unfinished);
                return unfinished;
            });
            return trees.publish(unfinished, key, clock.instant());
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** The elements of the test itself: the one under test, what it needs, and one for the base. */
    private List<Element> underTest(List<Element> base) throws IOException {
        Set<String> again = new HashSet<>(TOOLS);
        again.addAll(spec.with());
        List<Element> done =
                base.stream().filter(element -> !again.contains(element.name())).toList();
        Path folder = spec.directories().work().resolve("stand-in");
        BaseElement.writeBelow(folder, done);
        List<Path> folders = new ArrayList<>(List.of(folder));
        folders.addAll(spec.folders());
        List<String> wanted = new ArrayList<>(List.of(BaseElement.NAME, spec.element()));
        wanted.addAll(spec.with());
        base.stream().map(Element::name).filter(TOOLS::contains).forEach(wanted::add);
        return expand("test.elements", wanted, folders);
    }

    private static List<Element> expand(String parameter, List<String> wanted, List<Path> folders) throws IOException {
        try {
            return ElementGraph.expand(wanted, ElementPath.of(folders));
        } catch (ProblemException e) {
            throw new ProblemException(e.problems().stream()
                    .map(problem -> problem.subject().equals("elements")
                            ? new Problem(parameter, problem.message(), problem.remedy())
                            : problem)
                    .toList());
        }
    }

    private ImageSpec image(
            String name, List<Element> elements, ImageDirectories directories, Map<String, String> variables)
            throws IOException {
        String architecture = spec.architecture() == null ? HostArchitecture.name() : spec.architecture();
        return new ImageRequest(
                        name,
                        architecture,
                        elements,
                        false,
                        plus(spec.variables(), variables),
                        new DiskRequest(null, null, null, null, null, null, null, null, directories.output()),
                        ConversionRequest.of(List.of("tar"), name, "1", directories.output()),
                        HookRequest.within(spec.hookSeconds()),
                        SecretRequest.none(),
                        directories,
                        Optional.empty(),
                        spec.offline())
                .check();
    }

    private static Variables plus(Variables variables, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.keySet().removeAll(variables.ofCaller().keySet());
        all.putAll(variables.ofPom());
        all.putAll(more);
        return new Variables(all, variables.ofCaller());
    }

    private ImageBuild build(ImageSpec image) throws IOException {
        Path hooks = image.directories().hooks();
        FileUtils.deleteDirectory(hooks.toFile());
        HookTree.of(image.elements()).writeTo(hooks);
        return new ImageBuild(image, home, clock, listener);
    }

    private List<AssertionResult> check(BuiltTree tree) throws IOException, InterruptedException {
        TreeProbe probe = TreeProbe.of(tree, spec.commandLimit());
        List<AssertionResult> results = new ArrayList<>();
        for (Assertion assertion : spec.assertions()) {
            long start = clock.millis();
            Optional<String> problem = assertion.problem(probe);
            results.add(new AssertionResult(assertion, since(start), problem));
        }
        return results;
    }

    private Duration since(long start) {
        return Duration.ofMillis(clock.millis() - start);
    }
}
