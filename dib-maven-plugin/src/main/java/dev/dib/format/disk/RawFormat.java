// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.disk;

import dev.dib.format.Format;
import dev.dib.format.FormatJob;
import dev.dib.format.Source;
import java.io.IOException;

/** The bytes of the disk, as a sparse file. */
public record RawFormat() implements Format {

    @Override
    public String word() {
        return "raw";
    }

    @Override
    public Source source() {
        return Source.DISK;
    }

    @Override
    public void write(FormatJob job) throws IOException {
        SparseCopy.copy(job.source(), job.to());
    }
}
