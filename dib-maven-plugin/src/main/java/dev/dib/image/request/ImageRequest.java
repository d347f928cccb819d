// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.disk.Layout;
import dev.dib.element.Element;
import dev.dib.format.request.ConversionRequest;
import dev.dib.format.request.ConversionSpec;
import dev.dib.hook.HookCheck;
import dev.dib.hook.HookTree;
import dev.dib.image.HookSpec;
import dev.dib.image.ImageDirectories;
import dev.dib.image.ImageSpec;
import dev.dib.image.SecretSpec;
import dev.dib.packages.PackageDeclarations;
import dev.dib.packages.SourceRepositories;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What somebody asks for, in the words of the pom and of diskimage-builder's variables: not yet checked.
 *
 * @param name the name of the image's files
 * @param architecture its architecture ({@code ARCH}); that of the host if not said
 * @param elements its elements, expanded
 * @param conversion the files that it is wanted as
 * @param ramdisk whether it is a ramdisk: its elements make it, there is no disk
 */
public record ImageRequest(
        String name,
        String architecture,
        List<Element> elements,
        boolean ramdisk,
        Variables variables,
        DiskRequest disk,
        ConversionRequest conversion,
        HookRequest hooks,
        SecretRequest secrets,
        ImageDirectories directories,
        Optional<Instant> timestamp,
        boolean offline) {

    /** A part of a name is enough, as in diskimage-builder. */
    private static final String NO_FINAL_IMAGE = "no-final-image";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    /**
     * Checks it all.
     *
     * @throws ProblemException with everything that is wrong
     */
    public ImageSpec check() throws IOException {
        var problems = new Problems();
        Optional<ImageSpec> spec = check(problems, warning -> {});
        problems.throwIfAny();
        return spec.orElseThrow();
    }

    /**
     * Checks it all.
     *
     * @param problems gets everything that is wrong
     * @param warnings hears what is right but may be meant otherwise
     * @return what is asked for; nothing if something is wrong with it
     */
    public Optional<ImageSpec> check(Problems problems, Consumer<Problem> warnings) throws IOException {
        int before = problems.list().size();
        variables.check(problems);
        checkName(problems);
        String wanted = Architecture.check(architecture, variables, problems);
        ConversionSpec files = conversion.check(problems);
        SecretSpec wantedSecrets = secrets.check(problems);
        HookSpec wantedHooks = hooks.check(variables, problems);
        Map<String, String> environment = variables.all();
        environment.putAll(hooks.variables(variables, problems));
        Optional<ImageSize> size = problems.gather(this::size);
        Optional<DiskPlan> plan = disk.plan(variables, elements, wanted, seed(), problems);
        if (size.isPresent() && plan.isPresent()) {
            Layout.checkRoom(plan.get(), size.get(), problems);
        }
        Optional<PackageDeclarations> packages = problems.gather(() -> PackageDeclarations.read(elements));
        SourceRepositories.check(elements, environment, problems);
        HookCheck.run(HookTree.of(elements, problems), Command.PATH, problems).forEach(warnings);
        if (problems.list().size() > before) {
            return Optional.empty();
        }
        return Optional.of(new ImageSpec(
                name,
                wanted,
                elements,
                environment,
                !ramdisk && !hasNoFinalImage(),
                files,
                plan.orElseThrow(),
                size.orElseThrow(),
                wantedHooks,
                wantedSecrets,
                packages.orElseThrow(),
                directories,
                timestamp,
                offline));
    }

    private ImageSize size() {
        var problems = new Problems();
        ImageSize size = disk.size(variables, problems);
        problems.throwIfAny();
        return size;
    }

    /** Whether an image can have a name: it becomes that of files. */
    public static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    private boolean hasNoFinalImage() {
        return elements.stream().anyMatch(element -> element.name().contains(NO_FINAL_IMAGE));
    }

    private void checkName(Problems problems) {
        if (!isName(name)) {
            problems.add("imageName", "'" + name + "' cannot be the name of a file", "use letters, digits and _ . + -");
        }
    }

    /** All ids of the disk come from it: of equal builds if they have a timestamp, else of this one only. */
    private UUID seed() {
        return timestamp
                .map(time -> UUID.nameUUIDFromBytes(
                        ("dev.dib " + name + " " + time.getEpochSecond()).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID);
    }
}
