// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.image.ImageDirectories;
import dev.dib.image.request.ImageRequest;
import dev.dib.image.request.Variables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals that make an image have in common. */
abstract class ImageMojo extends DibMojo {

    /**
     * The name of the image's files, without ending.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.imageName", defaultValue = "${project.build.finalName}")
    String imageName;

    /**
     * Variables for hooks. They win over variables of the caller of the same name. Those of diskimage-builder, such as
     * DIB_IMAGE_SIZE, mean what they mean there; a parameter that says the same comes before them.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> environment;

    /**
     * Where downloads are kept, shared by all builds. By default .cache/dib in the home directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.cacheDirectory", defaultValue = "${user.home}/.cache/dib")
    File cacheDirectory;

    /**
     * Where the root tree and what else is of use only while the image is built is kept, if not in memory; by default below
     * target. Builds remove what they put there.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.workDirectory")
    File workDirectory;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    ImageDirectories directories() {
        var directories = new ImageDirectories(buildDirectory.toPath(), cacheDirectory.toPath());
        boolean isOwn = !ImageRequest.isName(imageName)
                || imageName.equals(project.getBuild().getFinalName());
        return variables()
                .text("workDirectory", workDirectory == null ? "" : workDirectory.getPath(), "TMP_DIR")
                .map(Path::of)
                .map((isOwn ? directories : directories.forImage(imageName))::withScratch)
                .orElse(isOwn ? directories : directories.forImage(imageName));
    }

    /** What the pom and the caller say in variables. */
    Variables variables() {
        Map<String, String> ofPom = new TreeMap<>();
        if (environment != null) {
            // Maven reads an empty element of a map as null
            environment.forEach((name, value) -> ofPom.put(name, value == null ? "" : value));
        }
        return new Variables(ofPom, caller());
    }

    /** The environment of the caller. */
    Map<String, String> caller() {
        return System.getenv();
    }

    /** The same with the base image that resolve found, for hooks. */
    Variables variablesOfHooks() throws IOException {
        Variables variables = variables();
        Path base = directories().baseImage();
        if (!Files.isRegularFile(base)) {
            return variables;
        }
        Map<String, String> ofPom = new TreeMap<>(variables.ofPom());
        ofPom.putIfAbsent("DIB_IMAGE_BASE", Files.readString(base));
        return new Variables(ofPom, variables.ofCaller());
    }

    Path baseDirectory() {
        return project.getBasedir().toPath();
    }
}
