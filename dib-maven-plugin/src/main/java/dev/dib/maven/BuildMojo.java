// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.element.Element;
import dev.dib.element.ResolvedElements;
import dev.dib.image.Audience;
import dev.dib.image.BuildListener;
import dev.dib.image.ImageBuild;
import dev.dib.image.ImageSpec;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the phases of hooks in a sandbox and makes the disk from the root tree. */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class BuildMojo extends RequestMojo {

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    @Override
    void run() throws IOException, InterruptedException {
        refuseSecondImageOfOneName();
        List<Element> elements = ResolvedElements.read(directories().resolvedElements());
        ImageSpec image = request(elements).check();
        Clock clock = Clock.systemUTC();
        BuildListener console = ConsoleLog.of(getLog(), session.getRequest().isInteractiveMode());
        try (var report = new Report(directories().report(), "build", imageName, clock)) {
            new ImageBuild(
                            image,
                            Path.of(System.getProperty("user.home")),
                            clock,
                            Audience.of(console, report.timeline()))
                    .run();
        }
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
