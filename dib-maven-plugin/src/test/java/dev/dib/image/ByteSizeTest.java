// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"8GiB,8589934592", "500MiB,524288000", "4GB,4000000000", "1.5G,1500000000", "512 B,512", "2KiB,2048"})
    void readsNumbersWithUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "", "GiB", "-1GiB", "0GiB", "1e3GiB", "8gib", "99999999TiB", "1GiB extra"})
    void refusesEverythingElse(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }
}
