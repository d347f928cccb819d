// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBaseTest {

    @TempDir
    private Path temporary;

    private Folder folder;

    @BeforeEach
    void makeFolder() {
        folder = new Folder(temporary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ID=debian/VERSION_ID=\"12\"/VERSION_CODENAME=bookworm  | debian bookworm systemd EFI/debian",
                "ID=ubuntu/VERSION_CODENAME=noble/VERSION_ID=\"24.04\"  | ubuntu noble systemd EFI/ubuntu",
                "ID=\"rocky\"/VERSION_ID=\"9.5\"                        | rocky 9.5 systemd EFI/rocky",
                "ID=\"opensuse-leap\"/VERSION_ID='15.6'                 | opensuse 15.6 systemd EFI/opensuse",
                "ID=first/ID=$(touch canary)/VERSION_ID=1;touch canary  | touchcanary 1touchcanary systemd EFI/touchcanary",
            })
    void readsTheDistributionByTheShellAlone(String release, String wanted) throws Exception {
        folder.write("tree/usr/lib/os-release", release.replace('/', '\n'));
        Run.Result result = Run.of(
                        "/bin/bash", "-euc", """
                        PATH=/nowhere
                        source "$1"
                        echo "$DISTRO_NAME $DIB_RELEASE $DIB_INIT_SYSTEM $EFI_BOOT_DIR"
                        """, "x", Elements.file("image-base", "environment.d/10-image-base.bash"))
                .with("TMP_MOUNT_PATH", temporary.resolve("tree"))
                .run();
        assertThat(result.lines()).as(result.errors()).containsExactly(wanted);
    }

    @Test
    void namesTheBaseInTheManifest() throws Exception {
        folder.script("hooks/bin/unpack-image", "#!/bin/sh\nmkdir -p \"$2/etc\"\necho old >\"$2/etc/fstab\"\n");
        Path base = folder.write("golden-1.0.qcow2", "image");
        Run.Result result = Run.of(Elements.file("image-base", "root.d/10-image-base"))
                .with("TMP_HOOKS_PATH", temporary.resolve("hooks"))
                .with("TARGET_ROOT", temporary.resolve("tree"))
                .with("DIB_IMAGE_BASE", base)
                .with("DIB_SOURCE_RECORD", temporary.resolve("sources"))
                .run();
        assertThat(result.status()).as(result.errors()).isZero();
        byte[] image = Files.readAllBytes(base);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        assertThat(temporary.resolve("sources"))
                .hasContent("base-image\tgolden-1.0.qcow2\tsha256:" + digest + "\t\t/\n");
        assertThat(temporary.resolve("tree/etc/fstab")).doesNotExist();
    }
}
