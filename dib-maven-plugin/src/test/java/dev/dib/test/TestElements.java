// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Elements written for tests.
 *
 * @param folder whose sub-folders are the elements
 */
record TestElements(Path folder) {

    /** Fills the tree with a shell and a few programs of the host. */
    private static final String TINY = """
            #!/bin/bash
            set -eu
            mkdir -p "$TARGET_ROOT"/{bin,etc,root,tmp,usr/bin,var/log}
            for program in bash sh env base64 cat sleep mkdir touch chmod; do
                path=$(readlink -f "$(command -v "$program")")
                install -D "$path" "$TARGET_ROOT/bin/$program"
                for library in $(ldd "$path" | grep -o '/[^ ]*'); do
                    install -D "$(readlink -f "$library")" "$TARGET_ROOT$library"
                done
            done
            ln -s /bin/env "$TARGET_ROOT/usr/bin/env"
            printf 'root:x:0:0::/root:/bin/sh\\nalice:x:7:7::/:/bin/sh\\n' >"$TARGET_ROOT/etc/passwd"
            printf 'root:x:0:\\ncrew:x:7:\\n' >"$TARGET_ROOT/etc/group"
            """;

    /** An operating system that is there in a second. */
    TestElements tiny() throws IOException {
        script("tiny", "root.d/10-tiny", TINY);
        file("tiny", "element-provides", "operating-system\n");
        return this;
    }

    TestElements script(String element, String path, String text) throws IOException {
        file(element, path, text.startsWith("#!") ? text : "#!/bin/bash\nset -eu\n" + text);
        Files.setPosixFilePermissions(
                folder.resolve(element).resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    TestElements file(String element, String path, String text) throws IOException {
        Path file = folder.resolve(element).resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }
}
