// SPDX-License-Identifier: Apache-2.0
package dev.dib.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedMap;

/** A file system that can be read without mounting it. Names are bytes, kept as ISO 8859-1 characters. */
interface FileSystem {

    Inode root() throws IOException;

    /** The files in a folder by name, without {@code .} and {@code ..}. */
    SortedMap<String, Inode> list(Inode folder) throws IOException;

    /** The content of a file; holes are zeros. */
    InputStream open(Inode file) throws IOException;

    /** Where a symbolic link leads. */
    String target(Inode link) throws IOException;

    /** Extended attributes, as {@code getxattr(2)} shows them. */
    Map<String, byte[]> attributes(Inode file) throws IOException;
}
