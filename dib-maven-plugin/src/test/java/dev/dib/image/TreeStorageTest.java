// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeStorageTest {

    @Test
    void takesThreeQuartersOfTheMemoryThatIsFree() {
        assertThat(TreeStorage.tmpfs("MemTotal: 1 kB\nMemAvailable:   16777216 kB\n"))
                .hasValue(12L << 30);
    }

    @Test
    void leavesASmallHostItsMemory() {
        assertThat(TreeStorage.tmpfs("MemAvailable:    4194304 kB\n")).isEmpty();
    }

    @Test
    void doesNotGuess() {
        assertThat(TreeStorage.tmpfs("MemTotal:   16777216 kB\n")).isEmpty();
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        assertThat(TreeStorage.tmpfs(Map.of("DIB_NO_TMPFS", "1"))).isEmpty();
    }
}
