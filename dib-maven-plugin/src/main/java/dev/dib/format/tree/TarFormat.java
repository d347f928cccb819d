// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import dev.dib.format.disk.SparseCopy;
import java.io.IOException;

/** The root tree as a pax archive. */
public record TarFormat() implements Format {

    @Override
    public String word() {
        return "tar";
    }

    @Override
    public Source source() {
        return Source.TREE;
    }

    @Override
    public void write(FormatJob job) throws IOException {
        SparseCopy.copy(job.source(), job.to());
    }
}
