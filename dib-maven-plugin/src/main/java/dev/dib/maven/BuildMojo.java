// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ResolvedElements;
import dev.dib.image.ImageBuild;
import dev.dib.image.request.DiskRequest;
import dev.dib.image.request.FormatRequest;
import dev.dib.image.request.HookRequest;
import dev.dib.image.request.ImageRequest;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the phases of hooks in a sandbox and makes the disk from the root tree. */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildMojo extends ImageMojo {

    /**
     * The formats of the image, the main one first: qcow2, raw, tar.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.formats", defaultValue = "qcow2")
    List<String> formats;

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
     * Whether the image is a ramdisk, as of ramdisk-image-create: its elements make kernel and ramdisk, and there is no disk.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.ramdisk", defaultValue = "false")
    boolean ramdisk;

    /**
     * Packages that are installed between install.d and post-install.d, by the names that the distribution has.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.packages")
    List<String> packages;

    /**
     * How elements install what can be had in several ways: source, package, or another word that elements know; source by
     * default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.installType")
    String installType;

    /**
     * How much hooks tell: 0 what they print, 1 also the commands that they run, 2 also those of the tools that they call.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.debugTrace")
    String debugTrace;

    /**
     * Where the build halts and tells how to get into it: before-PHASE and after-PHASE, such as before-install, and
     * after-error.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.breakpoints")
    List<String> breakpoints;

    /**
     * How many seconds the build halts at a break point if nobody tells it to go on.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.breakTimeout", defaultValue = "3600")
    int breakTimeout;

    /**
     * How many seconds one hook may run.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.timeout", defaultValue = "3600")
    int timeout;

    /**
     * Whether the root tree, the hooks and their environment are kept if a hook fails, and a command that gives a shell where
     * it failed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.keepOnFailure", defaultValue = "false")
    boolean keepOnFailure;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    @Override
    void run() throws IOException, InterruptedException {
        refuseSecondImageOfOneName();
        var request = new ImageRequest(
                imageName,
                arch,
                ResolvedElements.read(directories().resolvedElements()),
                ramdisk,
                variablesOfHooks(),
                disk(),
                new FormatRequest(formats),
                new HookRequest(packages, installType, debugTrace, breakpoints, breakTimeout, timeout, keepOnFailure),
                directories(),
                OutputTimestamp.parse(outputTimestamp),
                session.isOffline());
        new ImageBuild(
                        request.check(),
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

    private DiskRequest disk() {
        return new DiskRequest(
                imageSize,
                imageExtraSize,
                filesystem,
                rootLabel,
                mkfsOptions,
                journalSize,
                maxOnlineResize,
                blockDevice,
                baseDirectory());
    }
}
