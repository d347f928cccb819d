// SPDX-License-Identifier: Apache-2.0
package dev.dib.image.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({"2,2147483648", "1.5,1610612736", "500MiB,524288000", "2GB,2000000000"})
    void givesABareNumberInAVariableTheUnitOfTheVariable(String text, long bytes) {
        assertThat(Amount.bytes(new Said("DIB_IMAGE_SIZE", text, true), "GiB", problems))
                .isEqualTo(bytes);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void wantsAUnitInAParameter() {
        assertThat(Amount.bytes(new Said("imageSize", "2", false), "GiB", problems))
                .isZero();
        assertThat(problems.list())
                .first()
                .hasToString("imageSize: '2' is no size. To fix: write a number with a unit: " + "8GiB, 500MiB, 4GB");
    }

    @Test
    void countsBlocksInABareNumberOfAVariable() {
        assertThat(Amount.blocks(new Said("MAX_ONLINE_RESIZE", "1073741824", true), 4096, problems))
                .isEqualTo(1_073_741_824);
        assertThat(Amount.blocks(new Said("maxOnlineResize", "1TiB", false), 4096, problems))
                .isEqualTo(268_435_456);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void knowsTheSizesOfSectors() {
        assertThat(Amount.isSector(new Said("DIB_BLOCK_SIZE", "4096", true), problems))
                .isTrue();
        assertThat(Amount.isSector(new Said("DIB_BLOCK_SIZE", "1024", true), problems))
                .isFalse();
        assertThat(problems.list()).hasSize(1);
    }
}
