// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "machine-1.0.vmlinuz,vmlinuz,",
        "machine-1.0.tar.gz,tar.gz,",
        "machine-1.0-boot.iso,iso,boot",
        "machine-1.0-a-b.json,json,a-b"
    })
    void isAnArtifactByItsName(String name, String type, String classifier) throws Exception {
        var product = new Product(Files.createFile(directory.resolve(name)), "machine-1.0");
        assertThat(product.kind()).contains(new Product.Kind(type, Optional.ofNullable(classifier)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine-1.0.sha256",
                "machine-1.0.initramfs.md5",
                "other.vmlinuz",
                "machine-1.0",
                "machine-1.0.",
                "machine-1.0-.iso",
                "machine-1.0x.iso"
            })
    void isNoneIfARepositoryCouldNotTellWhatItIs(String name) throws Exception {
        assertThat(new Product(Files.createFile(directory.resolve(name)), "machine-1.0").kind())
                .isEmpty();
    }

    @Test
    void isNoneIfItIsAFolder() throws Exception {
        assertThat(new Product(Files.createDirectory(directory.resolve("machine.d")), "machine").kind())
                .isEmpty();
    }

    @Test
    void knowsKernels() throws Exception {
        assertThat(new Product(Files.createFile(directory.resolve("machine.kernel")), "machine").isKernel())
                .isTrue();
        assertThat(new Product(Files.createFile(directory.resolve("machine-x.kernel")), "machine").isKernel())
                .isFalse();
        assertThat(new Product(Files.createFile(directory.resolve("machine.initrd")), "machine").isKernel())
                .isFalse();
    }
}
