// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.request;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.Source;
import java.util.List;

/** A format that is wanted, with what was chosen about it. All of it is checked. */
public record PlannedFormat(Format format, Choice choice) {

    public String word() {
        return format.word();
    }

    public Source source() {
        return format.source();
    }

    /** Of file names and the type of Maven artifacts, without a leading dot. */
    public String extension() {
        return format.extension(choice);
    }

    /** The programs of the host that write it. */
    public List<String> programs() {
        return format.programs(choice);
    }
}
