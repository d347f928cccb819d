// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.image.ImageDirectories;
import java.io.File;
import java.nio.file.Path;
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
     * Where downloads are kept, shared by all builds. By default .cache/dib in the home directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.cacheDirectory", defaultValue = "${user.home}/.cache/dib")
    File cacheDirectory;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    ImageDirectories directories() {
        return new ImageDirectories(buildDirectory.toPath(), cacheDirectory.toPath());
    }

    Path baseDirectory() {
        return project.getBasedir().toPath();
    }
}
