// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.ImageBuild;
<<<<<<< HEAD
import dev.dib.image.request.DiskRequest;
import dev.dib.image.request.HookRequest;
import dev.dib.image.request.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.maven.execution.MavenSession;
=======
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
>>>>>>> main
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the phases of hooks in a sandbox and makes the disk from the root tree. */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
<<<<<<< HEAD
public class BuildMojo extends ConversionMojo {

    /**
     * The architecture of the image in Debian's naming; that of the host by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.arch")
    String arch;

    /**
     * The size of the disk with its unit, such as 8GiB; by default as large as the content needs, with room to spare.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.imageSize")
    String imageSize;

    /**
     * What to add to the size that the content needs, such as 500MiB, instead of the usual room.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.imageExtraSize")
    String imageExtraSize;

    /**
     * The type of the root file system if the block-device configuration leaves it open; ext4 by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.filesystem")
    String filesystem;

    /**
     * The label of the root file system if the block-device configuration leaves it open.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.rootLabel")
    String rootLabel;

    /**
     * Further options for the tool that makes the root file system, separated by blanks, if the block-device configuration
     * leaves them open.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.mkfsOptions")
    String mkfsOptions;

    /**
     * The size of the journal of an ext4 root file system, 64MiB by default, if the block-device configuration leaves it open.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.journalSize")
    String journalSize;

    /**
     * The size with its unit, such as 1TiB, to which an ext4 root file system can grow while it is mounted, if the block-device
     * configuration leaves it open; by default that of mke2fs.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.maxOnlineResize")
    String maxOnlineResize;

    /**
     * The block-device configuration, as YAML or as the name of a file, instead of that of an element.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.blockDevice")
    String blockDevice;

    /**
     * How many seconds one hook may run.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.timeout", defaultValue = "3600")
    int timeout;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Override
    void run() throws IOException, InterruptedException {
        var request = new ImageRequest(
                imageName,
                arch,
                ResolvedElements.read(directories().resolvedElements()),
                variables(),
                disk(),
                conversion(),
                new HookRequest(timeout),
                directories(),
                OutputTimestamp.parse(outputTimestamp),
                session.isOffline());
=======
public class BuildMojo extends RequestMojo {

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    @Override
    void run() throws IOException, InterruptedException {
        refuseSecondImageOfOneName();
        List<Element> elements = ResolvedElements.read(directories().resolvedElements());
>>>>>>> main
        new ImageBuild(
                        request(elements).check(),
                        Path.of(System.getProperty("user.home")),
                        Clock.systemUTC(),
                        ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode()))
                .run();
    }

    /** Several images in a pom are several executions, whose files must not overwrite one another. */
    @SuppressWarnings("unchecked")
    private void refuseSecondImageOfOneName() {
        if (getPluginContext() == null) {
            return;
        }
        String id = execution.getExecutionId();
        Object other = getPluginContext().putIfAbsent("dib.image." + imageName, id);
        boolean again = other == null || other.equals(id) || id.equals("default-cli");
        if (!again) {
            throw new ProblemException(new Problem(
                    "imageName",
                    "the execution '" + other + "' makes an image '" + imageName + "' already",
                    "give the execution '" + id + "' an <imageName> of its own"));
        }
    }
}
