// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Mojo;

/** Tells what this host offers to builds, and how to get what is missing. */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public class DoctorMojo extends AbstractMojo {

    @Override
    public void execute() {}
}
