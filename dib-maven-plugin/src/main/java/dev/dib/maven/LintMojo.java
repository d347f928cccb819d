// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ElementPath;
import dev.dib.lint.Finding;
import dev.dib.lint.Lint;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.HostCommands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Checks an element: its scripts, its declarations, its README, and how it gets on with the elements that it depends on. Uses
 * shellcheck and flake8 too where they are installed. A file disables a rule for itself with a comment, # dib-lint: disable=RULE.
 */
@Mojo(
        name = "lint",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public class LintMojo extends DibMojo {

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
     * Rules that are not wanted: clash, declarations, dibdebugtrace, executable, export-command, flake8, indent, json, lint, name,
     * newline, order, readme, safe_sudo, sete, setpipefail, setu, shebang, shellcheck, tabindent, trace, undeclared, variables,
     * which.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.disabledRules")
    List<String> disabledRules = List.of();

    @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
    File buildDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Override
    void run() throws IOException, InterruptedException {
        Path directory = elementDirectory.toPath();
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(new Problem(
                    "elementDirectory",
                    directory + " is not a folder",
                    "put the element's files into src/main/element"));
        }
        List<Finding> findings =
                new Lint(new HostCommands(), elementName, dependencies(), disabledRules).check(directory);
        if (!findings.isEmpty()) {
            throw new ProblemException(
                    findings.stream().map(finding -> finding.problem(directory)).toList());
        }
        getLog().info("No findings in " + directory);
    }

    private List<Element> dependencies() throws IOException {
        Path folder = buildDirectory.toPath().resolve("dib/lint");
        new ElementArtifacts(ElementArtifacts.read(project.getArtifacts())).unpackBelow(folder, getLog());
        ElementPath path = ElementPath.of(List.of(folder));
        List<Element> dependencies = new ArrayList<>();
        path.names().forEach(name -> path.find(name).ifPresent(dependencies::add));
        return dependencies;
    }
}
