// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.doctor.Finding;
import dev.dib.doctor.HostChecks;
import dev.dib.doctor.HostDescription;
import dev.dib.doctor.InstallCommand;
import dev.dib.doctor.Need;
import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.HostNeeds;
import dev.dib.image.ImageDirectories;
import dev.dib.problem.ProblemException;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Tells what this host offers to builds, what is missing, and the one command that installs it. Runs without a project too. In
 * a project that makes an image it asks only for what its formats, its disk, its boot and its elements need, and tells what is
 * wrong with its parameters.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends RequestMojo {

    /**
     * Whether something missing makes the goal fail, for scripts.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.failOnMissing", defaultValue = "false")
    boolean failOnMissing;

    /**
     * How the image is booted, if it is: see the goal boot.
     *
     * @since 0.1.0
     */
    @Parameter
    Boot boot;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    @Override
    void run() throws IOException, InterruptedException {
        ImageDirectories directories = directories();
        HostDescription host = HostDescription.ofThisHost();
        getLog().info(host.system() + ", " + System.getProperty("os.arch") + ", Java " + Runtime.version() + ", Maven "
                + session.getSystemProperties().getProperty("maven.version") + ", dib " + execution.getVersion());
        var problems = new Problems();
        List<Finding> findings = new ArrayList<>(HostChecks.ofThisHost(Path.of(System.getProperty("java.io.tmpdir")))
                .examine(needs(problems)));
        problems.list().stream().map(Finding::bad).forEach(findings::add);
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

    /**
     * What the project needs; what most projects do if there is none that makes an image.
     *
     * @param problems gets what is wrong with its parameters
     */
    private Set<Need> needs(Problems problems) throws IOException {
        boolean isResolved = isProject() && Files.isRegularFile(directories().resolvedElements());
        if (!isResolved && !(isProject() && project.getPackaging().equals("disk-image"))) {
            return EnumSet.complementOf(EnumSet.of(Need.XFS_FILE_SYSTEM, Need.BTRFS_FILE_SYSTEM, Need.LOOP_DEVICE));
        }
        List<Element> elements =
                isResolved ? ResolvedElements.read(directories().resolvedElements()) : List.of();
        Set<Need> needs = EnumSet.of(Need.SANDBOX);
        request(elements).check(problems, warning -> {}).map(HostNeeds::of).ifPresent(needs::addAll);
        if (!isResolved) {
            getLog().info("The elements are not resolved yet; 'mvn process-resources dib:doctor' knows what they need");
            needs.addAll(Need.ofAnyElement());
            needs.add(Need.FAT_FILE_SYSTEM);
        }
        if (boot != null) {
            needs.add(Need.BOOT);
            if (boot.firmwares.contains("uefi")) {
                needs.add(Need.UEFI_BOOT);
            }
        }
        return needs;
    }

    private boolean isProject() {
        return project.getBasedir() != null;
    }

    /** Without a project, that in which Maven runs. */
    @Override
    Path baseDirectory() {
        return isProject() ? super.baseDirectory() : Path.of("").toAbsolutePath();
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
