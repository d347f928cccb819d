// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.ResolvedElements;
import dev.dib.image.ImageBuild;
import dev.dib.image.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the phases of hooks in a sandbox and makes the disk from the root tree. */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildMojo extends ImageMojo {

    /**
     * Variables for hooks. They win over variables of the caller of the same name.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> environment;

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
     * The type of the root file system if the block-device configuration leaves it open.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.filesystem", defaultValue = "ext4")
    String filesystem;

    /**
     * The label of the root file system if the block-device configuration leaves it open.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.rootLabel")
    String rootLabel;

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
                withoutNulls(environment),
                System.getenv(),
                formats,
                imageSize,
                imageExtraSize,
                filesystem,
                rootLabel,
                blockDevice,
                baseDirectory(),
                directories(),
                OutputTimestamp.parse(outputTimestamp),
                Duration.ofSeconds(timeout),
                session.isOffline());
        new ImageBuild(
                        request.check(),
                        Path.of(System.getProperty("user.home")),
                        Clock.systemUTC(),
                        ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode()))
                .run();
    }

    /** Maven reads an empty element of a map as null. */
    private static Map<String, String> withoutNulls(Map<String, String> map) {
        Map<String, String> all = new TreeMap<>();
        if (map != null) {
            map.forEach((name, value) -> all.put(name, value == null ? "" : value));
        }
        return all;
    }
}
