// SPDX-License-Identifier: Apache-2.0
package dev.dib.format;

import dev.dib.format.compress.Codec;
import dev.dib.problem.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A file format of images: what it is called, what it is made from, what can be chosen about it, and how it is written.
 *
 * <p>A format that is {@link #reproducible} gives the same bytes for the same source, whatever the number of processors, the
 * user and the host, as long as the versions of the programs in {@link #programs} and of the Java runtime's zlib are the same.
 */
public interface Format {

    /** What people write in {@code formats}. */
    String word();

    /** Other words for it, such as those of diskimage-builder and of QEMU. */
    default List<String> aliases() {
        return List.of();
    }

    Source source();

    /** What it can be compressed with, the default first; nothing if there is nothing to choose. */
    default List<Codec> codecs() {
        return List.of();
    }

    /** The options of {@code qemu-img convert -o} that it takes. */
    default Set<String> options() {
        return Set.of();
    }

    /** Adds what is wrong about the values that were chosen; which names and codecs there may be is checked already. */
    default void check(Choice choice, Problems problems) {}

    /** Of file names and the type of Maven artifacts, without a leading dot. */
    default String extension(Choice choice) {
        return word();
    }

    /** The programs of the host that write it. */
    default List<String> programs(Choice choice) {
        return List.of();
    }

    /** Whether the same source gives the same bytes. */
    default boolean reproducible(Choice choice) {
        return true;
    }

    /** Writes it. */
    void write(FormatJob job) throws IOException, InterruptedException;
}
