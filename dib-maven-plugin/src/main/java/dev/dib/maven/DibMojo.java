// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import dev.dib.image.FormatFailedException;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import dev.dib.sandbox.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals have in common: they can be skipped, and they tell in one way what went wrong. */
abstract class DibMojo extends AbstractMojo {

    /**
     * Does nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "dib.skip", defaultValue = "false")
    boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: dib.skip is set");
            skipped();
            return;
        }
        try {
            run();
        } catch (ProblemException e) {
            throw new MojoFailureException(
                    e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")), e);
        } catch (CommandFailedException | FormatFailedException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new MojoExecutionException("Input or output failed: " + e.getCause(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("Input or output failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The build was interrupted", e);
        }
    }

    abstract void run() throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    /** What is done instead if the goal is skipped. */
    void skipped() {}
}
