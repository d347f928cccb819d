// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.disk.DiskOptions;
import dev.dib.disk.DiskPlan;
import dev.dib.disk.ImageSize;
import dev.dib.disk.config.FileSystemType;
import dev.dib.document.Documents;
import dev.dib.element.Element;
import dev.dib.format.request.ConversionRequest;
import dev.dib.format.request.ConversionSpec;
import dev.dib.packages.PackageDeclarations;
import dev.dib.problem.Nearest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What somebody asks for, in the words of the pom: not yet checked. Words that are empty or null were not said.
 *
 * @param name the name of the image's files
 * @param architecture its architecture; that of the host if not said
 * @param elements its elements, expanded
 * @param environment variables for its hooks
 * @param caller the environment of the caller, of which hooks get a part
 * @param conversion the files it is wanted as
 * @param size the size of the disk, {@code 8GiB}; computed if not said
 * @param extraSize what to add to the computed size
 * @param fileSystem the type of the root file system, if the block-device configuration leaves it open
 * @param rootLabel its label, likewise
 * @param blockDevice a block-device configuration as YAML, or a file that has one
 * @param base what paths of files are relative to
 */
public record ImageRequest(
        String name,
        String architecture,
        List<Element> elements,
        Map<String, String> environment,
        Map<String, String> caller,
        ConversionRequest conversion,
        String size,
        String extraSize,
        String fileSystem,
        String rootLabel,
        String blockDevice,
        Path base,
        ImageDirectories directories,
        Optional<Instant> timestamp,
        Duration hookLimit,
        boolean offline) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Checks it all.
     *
     * @throws ProblemException with everything that is wrong
     */
    public ImageSpec check() throws IOException {
        var problems = new Problems();
        String wanted = isSaid(architecture) ? architecture : HostArchitecture.name();
        if (!HostArchitecture.KNOWN.contains(wanted)) {
            problems.add(
                    "arch",
                    "'" + wanted + "' is no architecture",
                    Nearest.remedy(wanted, HostArchitecture.KNOWN, "use one of " + HostArchitecture.KNOWN));
        }
        if (name == null || !NAME.matcher(name).matches()) {
            problems.add("imageName", "'" + name + "' cannot be the name of a file", "use letters, digits and _ . + -");
        }
        environment.keySet().stream()
                .filter(variable -> !VARIABLE.matcher(variable).matches())
                .forEach(variable -> problems.add(
                        "environment", "'" + variable + "' is no name of a variable", "use letters, digits and _"));
        ConversionSpec files = conversion.check(problems);
        ImageSize imageSize = imageSize(problems);
        Optional<DiskPlan> disk = gather(problems, () -> disk(wanted));
        Optional<PackageDeclarations> packages = gather(problems, () -> PackageDeclarations.read(elements));
        problems.throwIfAny();
        Map<String, String> all = new TreeMap<>(HookEnvironment.fromCaller(caller));
        all.putAll(environment);
        return new ImageSpec(
                name,
                wanted,
                elements,
                all,
                files,
                disk.orElseThrow(),
                imageSize,
                packages.orElseThrow(),
                directories,
                timestamp,
                hookLimit,
                offline);
    }

    private ImageSize imageSize(Problems problems) {
        if (isSaid(size)) {
            return new ImageSize.Exactly(bytes("imageSize", size, problems));
        }
        return isSaid(extraSize)
                ? new ImageSize.Extra(bytes("imageExtraSize", extraSize, problems))
                : new ImageSize.Roomy();
    }

    private static long bytes(String parameter, String text, Problems problems) {
        return ByteSize.parse(text).orElseGet(() -> {
            problems.add(parameter, "'" + text + "' is no size", "write a number with a unit: 8GiB, 500MiB, 4GB");
            return 0L;
        });
    }

    private DiskPlan disk(String wantedArchitecture) throws IOException {
        DiskOptions options = DiskOptions.defaults();
        if (isSaid(fileSystem)) {
            options = options.withRootType(rootType());
        }
        if (isSaid(rootLabel)) {
            options = options.withRootLabel(rootLabel);
        }
        UUID seed = seed();
        Optional<Path> ofElement = BlockDeviceFile.find(elements, wantedArchitecture);
        if (isSaid(blockDevice)) {
            boolean inline = blockDevice.contains("\n") || blockDevice.strip().startsWith("[");
            return DiskPlan.of(
                    inline
                            ? Documents.parse("blockDevice", blockDevice)
                            : Documents.read(base.resolve(blockDevice.strip())),
                    options,
                    seed);
        }
        return ofElement.isPresent()
                ? DiskPlan.of(Documents.read(ofElement.get()), options, seed)
                : DiskPlan.withoutTable(options, seed);
    }

    private FileSystemType rootType() {
        try {
            return FileSystemType.parse(fileSystem);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of("filesystem", e.getMessage()), e);
        }
    }

    /** All ids of the disk come from it: of equal builds if they have a timestamp, else of this one only. */
    private UUID seed() {
        return timestamp
                .map(time -> UUID.nameUUIDFromBytes(
                        ("dev.dib " + name + " " + time.getEpochSecond()).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID);
    }

    private interface Check<T> {
        T run() throws IOException;
    }

    private static <T> Optional<T> gather(Problems problems, Check<T> check) throws IOException {
        try {
            return Optional.of(check.run());
        } catch (ProblemException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static boolean isSaid(String word) {
        return word != null && !word.isBlank();
    }

    /** Where an element keeps its block-device configuration. */
    private static final class BlockDeviceFile {

        private static Optional<Path> find(List<Element> elements, String architecture) {
            // as in diskimage-builder, both spellings of little-endian POWER share one file
            String name = architecture.equals("ppc64le") ? "ppc64el" : architecture;
            for (Element element : elements) {
                for (String file : List.of("block-device-" + name + ".yaml", "block-device-default.yaml")) {
                    Path path = element.directory().resolve(file);
                    if (Files.isRegularFile(path)) {
                        return Optional.of(path);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
