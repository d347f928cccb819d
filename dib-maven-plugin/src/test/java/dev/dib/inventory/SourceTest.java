// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTest {

    @Test
    void readsWhatHooksRecordedOnceAndSorted() {
        assertThat(Source.parse(List.of(
                        "git\thttps://host/tool\t0123\t\t/opt/tool",
                        "base-image\thttps://host/image.qcow2\tsha256:ab\tchecksums\t",
                        "git\thttps://host/tool\t0123\t\t/opt/tool",
                        "half a li")))
                .containsExactly(
                        new Source("base-image", "https://host/image.qcow2", "sha256:ab", "checksums", ""),
                        new Source("git", "https://host/tool", "0123", "", "/opt/tool"));
    }
}
