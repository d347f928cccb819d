// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.doctor.Finding;
import dev.dib.doctor.HostExamination;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Tells what this host offers to builds, and how to get what is missing. Works without a project. */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends DibMojo {

    /**
     * Where builds would work.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.doctor.directory", defaultValue = "${java.io.tmpdir}")
    File directory;

    @Override
    void run() throws IOException, InterruptedException {
        var examination = new HostExamination(directory.toPath().toAbsolutePath());
        List<Finding> findings = examination.run();
        for (Finding finding : findings) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-8s %-34s %s",
                    finding.good() ? "ok" : "MISSING",
                    finding.subject(),
                    finding.detail());
            if (finding.good()) {
                getLog().info(line);
            } else {
                getLog().warn(line);
            }
        }
        long bad = findings.stream().filter(finding -> !finding.good()).count();
        if (bad > 0) {
            throw new ProblemException(new Problem(
                    "this host",
                    "lacks " + bad + (bad == 1 ? " thing" : " things"),
                    examination.installation().orElse("see above")));
        }
    }
}
