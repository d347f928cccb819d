// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.doctor.Finding;
import dev.dib.doctor.HostChecks;
import dev.dib.doctor.HostDescription;
import dev.dib.doctor.InstallCommand;
import dev.dib.doctor.Need;
import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.ImageDirectories;
import dev.dib.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Tells what this host offers to builds, what is missing, and the one command that installs it. Runs without a project too. In
 * a project whose elements are resolved it asks only for what they need.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends DibMojo {

    /**
     * Whether something missing makes the goal fail, for scripts.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.failOnMissing", defaultValue = "false")
    boolean failOnMissing;

    /**
     * Where downloads are kept, shared by all builds. By default .cache/dib in the home directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.cacheDirectory", defaultValue = "${user.home}/.cache/dib")
    File cacheDirectory;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    @Override
    void run() throws IOException, InterruptedException {
        var directories = new ImageDirectories(buildDirectory.toPath(), cacheDirectory.toPath());
        HostDescription host = HostDescription.ofThisHost();
        getLog().info(host.system() + ", " + System.getProperty("os.arch") + ", Java " + Runtime.version() + ", Maven "
                + session.getSystemProperties().getProperty("maven.version") + ", dib " + execution.getVersion());
        List<Finding> findings = HostChecks.ofThisHost(Path.of(System.getProperty("java.io.tmpdir")))
                .examine(needs(directories));
        findings.forEach(this::tell);
        host.resources(List.of(directories.work(), directories.cache())).forEach(this::tell);
        List<Finding> bad = findings.stream()
                .filter(finding -> finding.state() == Finding.State.BAD)
                .toList();
        if (bad.isEmpty()) {
            getLog().info("Nothing is missing");
            return;
        }
        Optional<String> command = InstallCommand.of(findings, HostChecks.isSuperuser());
        if (command.isPresent()) {
            String names = host.isDebianLike() ? "" : " (packages have their names in Debian)";
            getLog().info("To install what is missing" + names + ":");
            getLog().info("    " + command.get());
        }
        if (failOnMissing) {
            throw new ProblemException(bad.stream().map(Finding::problem).toList());
        }
    }

    private static Set<Need> needs(ImageDirectories directories) throws IOException {
        if (!Files.isRegularFile(directories.resolvedElements())) {
            return EnumSet.complementOf(EnumSet.of(Need.XFS_FILE_SYSTEM, Need.BTRFS_FILE_SYSTEM, Need.LOOP_DEVICE));
        }
        Set<Need> needs = EnumSet.allOf(Need.class);
        needs.removeAll(Need.ofSomeImages());
        needs.addAll(Need.ofElements(ResolvedElements.read(directories.resolvedElements()).stream()
                .map(Element::name)
                .toList()));
        return needs;
    }

    private void tell(Finding finding) {
        String text = String.format(Locale.ROOT, "%-20s %s", finding.subject(), finding.message());
        String remedy = finding.remedy().isEmpty() ? "" : ". To fix: " + finding.remedy();
        switch (finding.state()) {
            case GOOD -> getLog().info("  ok    " + text);
            case NOTE -> getLog().info("  note  " + text + remedy);
            case BAD -> getLog().warn("  bad   " + text + remedy);
        }
    }
}
