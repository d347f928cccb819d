// SPDX-License-Identifier: Apache-2.0
package dev.dib.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that elements source from {@code $_LIB}, and the modules that their Python hooks import: they are found because it
 * is on {@code PYTHONPATH} as well.
 */
public final class LibraryFiles {

    private static final List<String> NAMES = List.of(
            "die",
            "common-defaults",
            "common-functions",
            "img-defaults",
            "img-functions",
            "ramdisk-defaults",
            "ramdisk-functions",
            "diskimage_builder/__init__.py",
            "diskimage_builder/logging_config.py");

    private LibraryFiles() {}

    public static void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String name : NAMES) {
            try (InputStream in = LibraryFiles.class.getResourceAsStream("lib/" + name)) {
                if (in == null) {
                    throw new IOException("the plugin is damaged: it lacks lib/" + name);
                }
                Path file = directory.resolve(name);
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }
}
