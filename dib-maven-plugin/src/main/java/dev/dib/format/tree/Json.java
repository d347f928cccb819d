// SPDX-License-Identifier: Apache-2.0
package dev.dib.format.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes JSON to memory. */
final class Json {

    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private Json() {}

    static byte[] write(Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            content.writeTo(json);
        }
        return bytes.toByteArray();
    }
}
