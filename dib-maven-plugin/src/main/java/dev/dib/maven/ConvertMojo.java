// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.format.Format;
import dev.dib.image.BuiltImage;
import dev.dib.image.ImageConversion;
import dev.dib.image.ImageFile;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Makes the files of the image, one for each format, and attaches them. In a project of packaging disk-image the first format
 * is the main artifact. Kernel, initrd and what else hooks wrote beside the image are attached too, and a manifest.
 */
@Mojo(name = "convert", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class ConvertMojo extends ImageMojo {

    /**
     * The formats of the image, the main one first: qcow2, raw, tar.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.formats", defaultValue = "qcow2")
    List<String> formats;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    MavenProjectHelper projectHelper;

    @Override
    void run() throws IOException, InterruptedException {
        var built = new BuiltImage(directories().image());
        if (!Files.isDirectory(built.directory())) {
            throw new ProblemException(
                    new Problem(built.directory().toString(), "is not there", "run the goal dib:build first"));
        }
        Path output = buildDirectory.toPath();
        var conversion = new ImageConversion(
                built,
                Clock.systemUTC(),
                ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode()));
        attach(conversion.convert(imageName, formats(), output));
        for (Path product : conversion.publishProducts(output)) {
            String name = product.getFileName().toString();
            projectHelper.attachArtifact(project, name.substring(name.lastIndexOf('.') + 1), product.toFile());
        }
        Path manifest = output.resolve(imageName + ".manifest.json");
        Files.copy(built.manifest(), manifest, StandardCopyOption.REPLACE_EXISTING);
        projectHelper.attachArtifact(project, "json", "manifest", manifest.toFile());
    }

    private List<Format> formats() {
        List<Format> found = new ArrayList<>();
        for (String word : formats) {
            found.add(Format.of(word)
                    .orElseThrow(() -> new ProblemException(new Problem(
                            "formats", "there is no format '" + word + "'", "use some of " + Format.names()))));
        }
        return found;
    }

    private void attach(List<ImageFile> files) {
        boolean main = project.getPackaging().equals("disk-image");
        for (ImageFile file : files) {
            String extension = file.format().extension();
            if (main) {
                // the handler decides the ending in the repository, and it was made before the format was known
                var handler = new DefaultArtifactHandler(extension);
                handler.setExtension(extension);
                handler.setLanguage("none");
                project.getArtifact().setArtifactHandler(handler);
                project.getArtifact().setFile(file.path().toFile());
                main = false;
            } else {
                projectHelper.attachArtifact(project, extension, file.path().toFile());
            }
        }
    }

    @Override
    void skipped() {
        if (project.getPackaging().equals("disk-image")) {
            getLog().info("install and deploy have nothing to take now: skip them with -Dmaven.install.skip"
                    + " -Dmaven.deploy.skip");
        }
    }
}
