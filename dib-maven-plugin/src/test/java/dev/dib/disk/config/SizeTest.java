// SPDX-License-Identifier: Apache-2.0
package dev.dib.disk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

    @ParameterizedTest
    @CsvSource({
        "550MiB, 576716800",
        "8 MiB, 8388608",
        "1.5GiB, 1610612736",
        "40G, 40000000000",
        "40GB, 40000000000",
        "2KiB, 2048",
        "3K, 3000",
        "7B, 7",
        "4096, 4096",
        ".5KiB, 512",
        "1TiB, 1099511627776",
        "1.0001KB, 1000"
    })
    void readsBytes(String text, long bytes) {
        assertThat(Size.parse(text)).isEqualTo(new Size.Absolute(bytes));
    }

    @Test
    void readsShares() {
        assertThat(Size.parse("100%")).isEqualTo(new Size.Share(100));
        assertThat(Size.parse("12.5 %")).isEqualTo(new Size.Share(12.5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GiB",
                "1e3",
                "-1MiB",
                "1 XiB",
                "0",
                "0%",
                "101%",
                "1mib",
                "99999999999TiB",
                "1MiB2",
                "0x10",
                "010",
                "1_000",
                "1:30"
            })
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Size.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void namesTheUnitThatWasMeant() {
        assertThatThrownBy(() -> Size.parse("8gib")).hasMessageContaining("write 'GiB' if you meant that");
    }

    @Test
    void refusesADigitTooManyAtOnce() {
        assertThatThrownBy(() -> Size.parse("9".repeat(1_000_000))).hasMessageContaining("is not a size");
    }

    @Test
    void refusesAShareWhereBytesAreWanted() {
        assertThatThrownBy(() -> Size.parseBytes("5%")).hasMessageContaining("share");
    }
}
