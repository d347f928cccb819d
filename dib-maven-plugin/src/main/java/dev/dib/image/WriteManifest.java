// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.inventory.DpkgStatus;
import dev.dib.inventory.ElementDigest;
import dev.dib.inventory.FileOrigins;
import dev.dib.inventory.ImageManifest;
import dev.dib.inventory.InstalledPackage;
import dev.dib.inventory.KnownElement;
import dev.dib.inventory.PackageFiles;
import dev.dib.inventory.RpmDatabase;
import dev.dib.inventory.Source;
import dev.dib.inventory.TreeFile;
import dev.dib.inventory.TreeWalk;
import dev.dib.sandbox.Command;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Writes down what is in the image. It comes before times are clamped: that of a file's last change tells who changed it. */
record WriteManifest() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        ImageSpec image = build.image();
        Path tree = build.scratch().tree();
        List<TreeFile> files = TreeWalk.files(build.sandbox(), tree);
        PackageFiles ofPackages = PackageFiles.of(build.sandbox(), tree, files);
        new ImageManifest(
                        image.name(),
                        image.architecture(),
                        image.timestamp(),
                        elements(image),
                        build.secrets().secrets().mask(toTell(image.environment())),
                        sources(build),
                        packages(build),
                        FileOrigins.of(files, ofPackages, build.marks()::elementAt))
                .writeTo(build.scratch().image().manifest());
    }

    /** Without proxies, which belong to the place where the image is built. */
    private static Map<String, String> toTell(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !variable.getKey().matches("(?i)[a-z]+_proxy"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<KnownElement> elements(ImageSpec image) throws IOException {
        var artifacts = new Properties();
        Path file = image.directories().elementArtifacts();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                artifacts.load(reader);
            }
        }
        List<KnownElement> elements = new ArrayList<>();
        for (Element element : image.elements()) {
            boolean unpacked =
                    element.directory().getParent().equals(image.directories().elements());
            String artifact = unpacked ? artifacts.getProperty(element.name(), "") : "";
            elements.add(new KnownElement(element.name(), artifact, ElementDigest.of(element.directory())));
        }
        return elements;
    }

    private static List<Source> sources(Build build) throws IOException, InterruptedException {
        Path record = build.scratch().sources();
        var present = build.sandbox().run(Command.of("test", "-f", record.toString()), line -> {});
        return present.succeeded()
                ? Source.parse(build.sandbox().lines(Command.of("cat", record.toString())))
                : List.of();
    }

    static List<InstalledPackage> packages(Build build) throws IOException, InterruptedException {
        Path tree = build.scratch().tree();
        Path database = tree.resolve("var/lib/dpkg/status");
        var present = build.sandbox().run(Command.of("test", "-f", database.toString()), line -> {});
        List<InstalledPackage> packages = new ArrayList<>();
        if (present.succeeded()) {
            packages.addAll(DpkgStatus.parse(build.sandbox().lines(Command.of("cat", database.toString()))));
        }
        packages.addAll(RpmDatabase.packages(build.sandbox(), tree));
        return packages;
    }
}
