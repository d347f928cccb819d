// SPDX-License-Identifier: Apache-2.0
package dev.dib.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is in an image, as a JSON file: {@code name}, {@code architecture}, {@code timestamp} (if the build has one), {@code
 * elements} and {@code packages}. It has nothing in it that differs between two builds of the same image.
 */
public record ImageManifest(
        String name,
        String architecture,
        Optional<Instant> timestamp,
        List<String> elements,
        List<InstalledPackage> packages) {

    public ImageManifest {
        elements = List.copyOf(elements);
        packages = List.copyOf(packages);
    }

    public void writeTo(Path file) throws IOException {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("architecture", architecture);
            if (timestamp.isPresent()) {
                json.writeStringField("timestamp", timestamp.get().toString());
            }
            json.writeArrayFieldStart("elements");
            for (String element : elements) {
                json.writeString(element);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("packages");
            for (InstalledPackage installed : packages) {
                json.writeStartObject();
                json.writeStringField("manager", installed.manager());
                json.writeStringField("name", installed.name());
                json.writeStringField("version", installed.version());
                json.writeStringField("architecture", installed.architecture());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
