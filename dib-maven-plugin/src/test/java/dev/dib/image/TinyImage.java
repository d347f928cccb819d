// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.format.request.ConversionRequest;
import dev.dib.hook.HookTree;
import dev.dib.image.request.DiskRequest;
import dev.dib.image.request.HookRequest;
import dev.dib.image.request.ImageRequest;
import dev.dib.image.request.SecretRequest;
import dev.dib.image.request.Variables;
import dev.dib.sandbox.Command;
import dev.dib.sandbox.HostCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An image that is built for real in a second: a shell and a few programs of this host, and hooks of the test. */
final class TinyImage {

    /** Classes of the libraries that a build uses, for a JVM of its own. */
    static final List<Class<?>> LIBRARIES = List.of(
            org.yaml.snakeyaml.Yaml.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            org.codehaus.plexus.util.FileUtils.class,
            org.apache.commons.compress.archivers.ArchiveException.class,
            org.apache.commons.io.IOUtils.class,
            org.apache.commons.lang3.StringUtils.class,
            com.github.luben.zstd.Zstd.class);

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> caller = new TreeMap<>();
    private final List<String> formats = new ArrayList<>(List.of("tar"));
    private final List<String> events = new ArrayList<>();
    private List<String> packages = List.of();
    private List<String> breakpoints = List.of();
    private int timeout = 60;
    private boolean keepOnFailure;
    private boolean ramdisk;
    private boolean offline;
    private SecretRequest secrets = SecretRequest.none();
    private Path workDirectory;

    TinyImage(Path directory) throws IOException {
        this.directory = directory;
        hook("tiny", "root.d/10-tiny", TinyTree.hook());
    }

    /** Writes a file of an element, executable if it has a shebang. */
    TinyImage hook(String element, String file, String text) throws IOException {
        Path path = directory.resolve("elements").resolve(element).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return this;
    }

    TinyImage hook(String file, String text) throws IOException {
        return hook("mine", file, text);
    }

    TinyImage with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TinyImage calledWith(String variable, String value) {
        caller.put(variable, value);
        return this;
    }

    TinyImage formats(String... words) {
        formats.clear();
        formats.addAll(List.of(words));
        return this;
    }

    TinyImage packages(String... names) {
        packages = List.of(names);
        return this;
    }

    TinyImage breakpoints(String... names) {
        breakpoints = List.of(names);
        return this;
    }

    /** Seconds that a hook may run. */
    TinyImage timeout(int seconds) {
        timeout = seconds;
        return this;
    }

    TinyImage keptOnFailure() {
        keepOnFailure = true;
        return this;
    }

    TinyImage ramdisk() {
        ramdisk = true;
        return this;
    }

    TinyImage with(SecretRequest request) {
        secrets = request;
        return this;
    }

    TinyImage offline() {
        offline = true;
        return this;
    }

    TinyImage workingIn(Path place) {
        workDirectory = place;
        return this;
    }

    ImageDirectories directories() {
        var directories = new ImageDirectories(directory.resolve("target"), directory.resolve("cache"));
        return workDirectory == null ? directories : directories.withScratch(workDirectory);
    }

    ImageSpec spec() throws IOException {
        List<Element> elements = new ArrayList<>();
        try (Stream<Path> folders = Files.list(directory.resolve("elements"))) {
            for (Path folder : folders.sorted().toList()) {
                elements.add(ElementDirectory.read(folder));
            }
        }
        return new ImageRequest(
                        "machine",
                        null,
                        elements,
                        ramdisk,
                        new Variables(environment, caller),
                        new DiskRequest(null, null, null, null, null, null, null, null, directory),
                        ConversionRequest.of(formats, "machine", "1", directory),
                        new HookRequest(packages, null, null, breakpoints, 60, timeout, keepOnFailure),
                        secrets,
                        directories(),
                        Optional.of(Instant.parse("2026-11-23T00:00:00Z")),
                        offline)
                .check();
    }

    BuiltImage build() throws IOException, InterruptedException {
        return build(new BuildListener() {
            @Override
            public void noticed(String message) {
                events.add(message);
            }

            @Override
            public void breakPrinted(String point, String line) {
                events.add(point + ": " + line);
            }
        });
    }

    BuiltImage build(BuildListener listener) throws IOException, InterruptedException {
        ImageSpec spec = spec();
        new HostCommands()
                .check(Command.of("rm", "-rf", spec.directories().hooks().toString()));
        HookTree.of(spec.elements()).writeTo(spec.directories().hooks());
        return new ImageBuild(spec, directory, Clock.systemUTC(), listener).run();
    }

    /** What listeners heard that is not about hooks. */
    List<String> events() {
        return events;
    }

    /** The names of the files in the root tree, without a dot in front. */
    static List<String> files(BuiltImage image) throws IOException, InterruptedException {
        return new HostCommands()
                .lines(Command.of("tar", "--list", "--file=" + image.archive())).stream()
                        .map(name -> name.substring(1))
                        .toList();
    }

    /** The lines of a file in the root tree. */
    static List<String> lines(BuiltImage image, String file) throws IOException, InterruptedException {
        return new HostCommands()
                .lines(Command.of("tar", "--extract", "--to-stdout", "--file=" + image.archive(), "." + file));
    }
}
