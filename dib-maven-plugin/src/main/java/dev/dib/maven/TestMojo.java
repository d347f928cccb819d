// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ElementDirectory;
import dev.dib.element.ElementMarker;
import dev.dib.element.ElementPacker;
import dev.dib.element.ElementUnpacker;
import dev.dib.image.ImageDirectories;
import dev.dib.test.Assertion;
import dev.dib.test.ElementTest;
import dev.dib.test.ElementTestReport;
import dev.dib.test.ElementTestSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.codehaus.plexus.util.FileUtils;

/**
 * Tests an element: runs it on a base, and holds what is expected against the tree. Makes no disk. The base is kept in the cache
 * directory, so that only the first test takes long; mvn -U makes it anew. Elements of the base are dependencies of scope test, or
 * folders in src/test/elements. No initramfs is made unless the pom sets DIB_INITRAMFS_MODULES. A report is written to
 * target/dib/test, for CI in JUnit's format.
 */
@Mojo(
        name = "test",
        defaultPhase = LifecyclePhase.INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public class TestMojo extends ImageMojo {

    /**
     * The folder of the element.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementDirectory", defaultValue = "${project.basedir}/src/main/element")
    File elementDirectory;

    /**
     * The name of the element.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementName", defaultValue = "${project.artifactId}")
    String elementName;

    /**
     * The base that the element is run on, and what is expected of the tree then. Without it nothing is tested.
     *
     * @since 0.1.0
     */
    @Parameter
    ElementTestSetup test;

    /**
     * Does not test.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.test.skip", defaultValue = "false")
    boolean skipTest;

    /**
     * Does not test, as it does for other plugins.
     *
     * @since 0.1.0
     */
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /**
     * Dependencies, each as groupId:artifactId, whose element takes the place of an element of the same name from another
     * dependency.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.overridingElements")
    List<String> overridingElements = List.of();

    /**
     * The architecture of the tree in Debian's naming; that of the host by default.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.arch")
    String arch;

    /**
     * How many seconds one hook may run.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.timeout", defaultValue = "3600")
    int timeout;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    String pluginVersion;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Override
    void run() throws IOException, InterruptedException, MojoFailureException {
        if (test == null || skipTest || skipTests) {
            getLog().info(test == null ? "Nothing to test: there is no <test>" : "Skipped: tests are not wanted");
            return;
        }
        List<Assertion> assertions = test.check();
        var directories = new ImageDirectories(directories().work().resolve("test"), cacheDirectory.toPath());
        var spec = new ElementTestSpec(
                elementName,
                folders(directories),
                test.base,
                test.elements,
                arch,
                variables(),
                directories,
                timeout,
                session.isOffline(),
                session.getRequest().isUpdateSnapshots(),
                pluginVersion,
                assertions);
        ElementTestReport report = new ElementTest(
                        spec,
                        Path.of(System.getProperty("user.home")),
                        Clock.systemUTC(),
                        ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode()))
                .run();
        Path file = report.writeTo(directories.output());
        if (!report.succeeded()) {
            throw new MojoFailureException(report.failureMessage() + "\nThe report: " + file);
        }
        getLog().info("All " + assertions.size() + " assertions about " + elementName + " hold, "
                + ConsoleLog.time(report.elapsed()));
    }

    /** Where the elements of the test are: the one under test as it is packed, then those for tests only, then dependencies. */
    private List<Path> folders(ImageDirectories directories) throws IOException {
        Path underTest = directories.work().resolve("under-test");
        FileUtils.deleteDirectory(underTest.toFile());
        Element element = ElementDirectory.read(elementDirectory.toPath());
        Path zip = underTest.resolve("element.zip");
        new ElementPacker(ElementMarker.of(element, elementName, project.getVersion()), Instant.EPOCH)
                .pack(elementDirectory.toPath(), zip);
        new ElementUnpacker(zip).unpackBelow(underTest);
        ElementArtifacts.of(project.getArtifacts(), overridingElements, getLog())
                .unpackBelow(directories.elements(), getLog());
        Path local = baseDirectory().resolve("src/test/elements");
        return Stream.of(underTest, local, directories.elements())
                .filter(Files::isDirectory)
                .toList();
    }
}
