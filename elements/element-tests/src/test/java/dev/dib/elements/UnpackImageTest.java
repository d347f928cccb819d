// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads trees out of images, as root or as root of a user namespace. */
class UnpackImageTest {

    @TempDir
    private Path temporary;

    private DiskImages images;
    private Path root;

    @BeforeEach
    void makeFolders() throws Exception {
        images = new DiskImages(temporary);
        root = Files.createDirectories(temporary.resolve("root"));
    }

    @AfterEach
    void clear() throws Exception {
        images.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt", "dos"})
    void readsTheFileSystemsOfAPartitionedDisk(String table) throws Exception {
        Path disk = images.partitioned(table);
        Run.Result result = unpack(disk);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(images.listing(root)).isEqualTo(images.listing(images.tree()));
        assertThat(root.resolve("boot/vmlinuz")).hasContent("kernel");
        assertThat(root.resolve("boot/efi/EFI/BOOT/BOOTX64.EFI")).hasContent("loader");
        assertThat(root.resolve("lost+found")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu-img convert -f raw -O qcow2 -c disk.raw image && xz -0 image && mv image.xz image",
                "qemu-img convert -f raw -O qcow2 disk.raw image",
                "qemu-img convert -f raw -O vmdk -o subformat=streamOptimized disk.raw image",
                "qemu-img convert -f raw -O vdi disk.raw image",
                "qemu-img convert -f raw -O vpc -o subformat=dynamic,force_size=on disk.raw image",
                "qemu-img convert -f raw -O vhdx disk.raw image",
                "gzip -1 <disk.raw >image",
                "zstd -q -1 <disk.raw >image"
            })
    void readsEveryFormat(String make) throws Exception {
        images.bare();
        images.run(make);
        Run.Result result = unpack(temporary.resolve("image"));
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(images.listing(root)).isEqualTo(images.listing(images.tree()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "gzip -1", "xz -0", "zstd -q -1", "bzip2 -1"})
    void unpacksArchives(String compressor) throws Exception {
        images.tree();
        images.run("tar -C tree --numeric-owner --xattrs --xattrs-include='*' -cf - . | " + compressor + " >image");
        Run.Result result = unpack(temporary.resolve("image"));
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(images.listing(root)).isEqualTo(images.listing(images.tree()));
        assertThat(temporary.resolve("cache/base-trees")).doesNotExist();
    }

    @Test
    void readsAnImageOnceAndAgainWhenItChanged() throws Exception {
        Path disk = images.bare();
        assertThat(unpack(disk).output()).contains("Reading the tree of");
        assertThat(unpack(disk).output()).contains("read from", "before").doesNotContain("Reading the tree of");
        new Folder(images.tree()).write("etc/news", "news");
        images.bare();
        assertThat(unpack(disk).output()).contains("Reading the tree of");
        assertThat(root.resolve("etc/news")).hasContent("news");
        assertThat(cached()).hasSize(2).allMatch(name -> name.matches("[0-9a-f]{64}\\.tar"));
    }

    @Test
    void replaysAJournalInACopyOnly() throws Exception {
        Path disk = images.bare();
        // A transaction in the journal that is not in the file system: the size of a file, and the mark that says so.
        images.run("printf 'jo\\njw -b 9 /dev/zero\\njc\\n' >commands && debugfs -w -f commands disk.raw 2>&1");
        byte[] before = Files.readAllBytes(disk);
        Run.Result result = unpack(disk);
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.errors()).contains("journal is to be replayed");
        assertThat(disk).hasBinaryContent(before);
        assertThat(root.resolve("etc/os-release")).hasContent("ID=test");
    }

    @Test
    void refusesAnImageThatNamesOtherFiles() throws Exception {
        images.bare();
        images.run("qemu-img create -q -f qcow2 -b disk.raw -F raw image");
        assertThat(unpack(temporary.resolve("image")).errors()).contains("is based on another file");
        images.run("qemu-img convert -f raw -O qcow2 -o data_file=data,data_file_raw=on disk.raw image2");
        assertThat(unpack(temporary.resolve("image2")).errors()).contains("keeps its data in another file");
        images.run("qemu-img convert -f raw -O vmdk -o subformat=monolithicFlat disk.raw image3");
        assertThat(unpack(temporary.resolve("image3")).errors()).contains("has parts in other files");
        assertThat(cached()).isEmpty();
    }

    @Test
    void saysWhyAnImageCannotBeRead() throws Exception {
        assertThat(unpack(temporary.resolve("nothing")).errors()).contains("there is no file");
        Path empty = new Folder(temporary).write("empty", "");
        assertThat(unpack(empty).errors()).contains("is empty");
        Path text = new Folder(temporary).write("text", "not an image\n".repeat(1000));
        assertThat(unpack(text).errors()).contains("has no root file system");
        images.run("truncate -s 8M swap && mkswap -q swap");
        assertThat(unpack(temporary.resolve("swap")).errors()).contains("has no root file system", "swap");
        Path disk = images.bare();
        try (var channel = Files.newByteChannel(disk, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(disk) / 50);
        }
        assertThat(unpack(disk).errors()).contains("the image is damaged");
        assertThat(cached()).isEmpty();
    }

    @Test
    void saysWhatAFileSystemTakesThatOnlyTheKernelReads() throws Exception {
        images.run("truncate -s 320M image && mkfs.xfs -q image");
        // root of a user namespace may not mount it, whoever runs this
        Run.Result result = images.inUserNamespace(
                        Elements.file("sysprep", "bin/unpack-image"), temporary.resolve("image"), root)
                .run();
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("xfs", "that takes root and a kernel that knows it");
        assertThat(cached()).isEmpty();
    }

    @Test
    void asksWhichOfTwoRootFileSystems() throws Exception {
        Path disk = images.twoRoots();
        assertThat(unpack(disk).errors()).contains("several root file systems", "DIB_BASE_PARTITION");
        Run.Result result = command(disk).with("DIB_BASE_PARTITION", 2).run();
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(root.resolve("etc/os-release")).hasContent("ID=test");
        assertThat(command(disk).with("DIB_BASE_PARTITION", 3).run().errors()).contains("partition 3", "is not there");
    }

    @Test
    void leavesNothingBesideTheCache() throws Exception {
        unpack(images.bare());
        try (var files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("unpack-image"));
        }
    }

    private Run.Result unpack(Path image) throws Exception {
        return command(image).run();
    }

    private Run command(Path image) throws Exception {
        return images.asRoot(Elements.file("sysprep", "bin/unpack-image"), image, root);
    }

    private List<String> cached() throws Exception {
        Path folder = temporary.resolve("cache/base-trees");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }
}
