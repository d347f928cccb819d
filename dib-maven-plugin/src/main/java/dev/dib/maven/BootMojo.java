// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Boots the image in QEMU and checks that it reaches the state that is wanted. */
@Mojo(name = "boot", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public class BootMojo extends ImageMojo {

    @Override
    void run() throws IOException, InterruptedException {}
}
