// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;

import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class DoctorMojoTest {

    @Inject
    private Log log;

    @TempDir
    private Path directory;

    @Test
    @InjectMojo(goal = "doctor")
    void tellsWhatThisHostOffers(DoctorMojo mojo) {
        mojo.setLog(log);
        mojo.buildDirectory = directory.resolve("target").toFile();
        mojo.cacheDirectory = directory.resolve("cache").toFile();
        // the tests of the sandbox have to work on this host, so its tools are there
        assertThatCode(mojo::execute).doesNotThrowAnyException();
        verify(log, atLeastOnce()).info(contains("nsenter"));
        verify(log, atLeastOnce()).info(contains("sandbox"));
    }
}
