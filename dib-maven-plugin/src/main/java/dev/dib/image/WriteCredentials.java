// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;

/** Puts the logins for downloads where hooks find them. */
record WriteCredentials() implements Step {

    @Override
    public String name() {
        return "";
    }

    @Override
    public boolean isNeeded(ImageSpec image) {
        return !image.secrets().servers().isEmpty();
    }

    @Override
    public void run(Build build) throws IOException, InterruptedException {
        new Credentials(build.image().secrets().servers())
                .writeTo(build.sandbox(), build.scratch().credentials());
    }
}
