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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in an image, as a JSON file. It has nothing in it that differs between two builds of the same image.
 *
 * <pre>
 * name, architecture
 * timestamp      if the build has one
 * elements       name, artifact (groupId:artifactId:version; none for a folder of the project), sha256 of the content
 * environment    what the pom and the caller set for hooks; secrets are ***
 * sources        kind, location, revision, checked, destination: what hooks fetched; kind base-image is what a tree is made of
 * packages       manager, name, version, architecture
 * files
 *   ofPackages   how many files belong to packages
 *   ofElements   element: the other files that its hooks brought, or changed last
 *   ofBuild      the files that the build itself wrote
 * </pre>
 */
public record ImageManifest(
        String name,
        String architecture,
        Optional<Instant> timestamp,
        List<KnownElement> elements,
        Map<String, String> environment,
        List<Source> sources,
        List<InstalledPackage> packages,
        FileOrigins files) {

    public ImageManifest {
        elements = List.copyOf(elements);
        environment = Map.copyOf(environment);
        sources = List.copyOf(sources);
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
            writeElements(json);
            write(json, "environment", new TreeMap<>(environment));
            writeSources(json);
            writePackages(json);
            writeFiles(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void writeElements(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("elements");
        for (KnownElement element : elements) {
            Map<String, String> fields = new TreeMap<>(Map.of("name", element.name(), "sha256", element.sha256()));
            if (!element.artifact().isEmpty()) {
                fields.put("artifact", element.artifact());
            }
            write(json, fields);
        }
        json.writeEndArray();
    }

    private void writeSources(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sources");
        for (Source source : sources) {
            Map<String, String> fields = new TreeMap<>(
                    Map.of("kind", source.kind(), "location", source.location(), "revision", source.revision()));
            if (!source.checked().isEmpty()) {
                fields.put("checked", source.checked());
            }
            if (!source.destination().isEmpty()) {
                fields.put("destination", source.destination());
            }
            write(json, fields);
        }
        json.writeEndArray();
    }

    private void writePackages(JsonGenerator json) throws IOException {
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
    }

    private void writeFiles(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("files");
        json.writeNumberField("ofPackages", files.ofPackages());
        json.writeObjectFieldStart("ofElements");
        for (Map.Entry<String, List<String>> entry : files.ofElements().entrySet()) {
            write(json, entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        write(json, "ofBuild", files.ofBuild());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, Map<String, String> fields) throws IOException {
        json.writeFieldName(name);
        write(json, fields);
    }

    private static void write(JsonGenerator json, Map<String, String> fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
    }
}
