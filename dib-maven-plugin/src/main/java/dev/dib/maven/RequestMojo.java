// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.image.request.DiskRequest;
import dev.dib.image.request.HookRequest;
import dev.dib.image.request.ImageRequest;
import dev.dib.image.request.SecretRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What somebody asks for in an image: the goals that check it and that build it read the same parameters. */
abstract class RequestMojo extends ConversionMojo {

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

    /**
     * Further variables that are secret. Those whose names speak of a password, passphrase, secret, token, credential or private
     * key are anyway, and passwords in URLs. Their values are *** in logs and in the manifest, and may not be in the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.secrets")
    List<String> secrets;

    /**
     * Secret variables whose values may be in the image, each with the reason. A value that is found in the image without being
     * named here ends the build.
     *
     * @since 0.1.0
     */
    @Parameter
    Map<String, String> secretsInImage;

    /**
     * Servers that downloads of hooks log in to: for each the id of its entry in settings.xml, which has username and password
     * (encrypted, if you like), and the url below which it is used. Hooks get them as files in memory.
     *
     * @since 0.1.0
     */
    @Parameter
    List<Server> servers;

    @Inject
    SettingsDecrypter decrypter;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    String outputTimestamp;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    /** What is asked for, not yet checked. */
    ImageRequest request(List<Element> elements) throws IOException {
        return new ImageRequest(
                imageName,
                arch,
                elements,
                ramdisk,
                variablesOfHooks(),
                disk(),
                conversion(),
                new HookRequest(packages, installType, debugTrace, breakpoints, breakTimeout, timeout, keepOnFailure),
                secretRequest(),
                directories(),
                OutputTimestamp.parse(outputTimestamp),
                session.isOffline());
    }

    /** The caller's variables, and below them what Maven was told about the network. */
    @Override
    Map<String, String> caller() {
        Map<String, String> all =
                new TreeMap<>(settings().withProxies(super.caller(), environment == null ? Map.of() : environment));
        if (session.getRequest().isUpdateSnapshots()) {
            all.putIfAbsent("DIB_CACHE_URL_REVALIDATE", "1");
        }
        return all;
    }

    private MavenSettings settings() {
        return new MavenSettings(session.getSettings(), decrypter);
    }

    private SecretRequest secretRequest() {
        return new SecretRequest(
                secrets == null ? List.of() : secrets,
                secretsInImage == null ? Map.of() : secretsInImage,
                servers == null
                        ? List.of()
                        : servers.stream().map(settings()::server).toList());
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
