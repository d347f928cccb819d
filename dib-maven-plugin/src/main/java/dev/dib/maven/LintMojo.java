// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.lint.Finding;
import dev.dib.lint.Lint;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.HostCommands;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks an element: its scripts, its declarations and its README. Uses shellcheck too if it is installed. A file disables a
 * rule for itself with a comment, # dib-lint: disable=RULE.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class LintMojo extends DibMojo {

    /**
     * The folder of the element.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.elementDirectory", defaultValue = "${project.basedir}/src/main/element")
    File elementDirectory;

    @Override
    void run() throws IOException, InterruptedException {
        Path directory = elementDirectory.toPath();
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(new Problem(
                    "elementDirectory",
                    directory + " is not a folder",
                    "put the element's files into src/main/element"));
        }
        List<Finding> findings = new Lint(new HostCommands()).check(directory);
        if (!findings.isEmpty()) {
            throw new ProblemException(
                    findings.stream().map(finding -> finding.problem(directory)).toList());
        }
        getLog().info("No findings in " + directory);
    }
}
