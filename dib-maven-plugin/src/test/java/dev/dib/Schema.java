// SPDX-License-Identifier: Apache-2.0
package dev.dib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.dib.disk.DiskOptions;
import dev.dib.disk.DiskPlan;
import dev.dib.document.Documents;
import dev.dib.document.Value;
import dev.dib.element.Element;
import dev.dib.packages.PackageDeclarations;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A kind of declaration that has a schema for editors and a reader for builds. */
@SuppressWarnings("ImmutableEnumChecker") // its documents are read once and not written to
enum Schema {
    PACKAGE_INSTALLS("package-installs", "package-installs.yaml"),
    PKG_MAP("pkg-map", "pkg-map"),
    SVC_MAP("svc-map", "svc-map"),
    BLOCK_DEVICE("block-device", "block-device-default.yaml");

    private final String file;
    private final JsonNode text;
    private final JsonSchema schema;

    Schema(String name, String file) {
        this.file = file;
        try (InputStream in = Schema.class.getResourceAsStream("/META-INF/dib/schema/" + name + ".schema.json")) {
            text = new com.fasterxml.jackson.databind.ObjectMapper().readTree(in);
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema itself. */
    JsonNode text() {
        return text;
    }

    /** What the schema says against a text; empty if nothing. */
    String complaint(String document) {
        Optional<Value> value = value(document);
        return value.isEmpty()
                ? "cannot be parsed"
                : String.join(
                        "\n",
                        schema.validate(json(value.get())).stream()
                                .map(Object::toString)
                                .toList());
    }

    private Optional<Value> value(String document) {
        try {
            return Optional.of(this == PKG_MAP ? Documents.parseJson(file, document) : Documents.parse(file, document));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** What the reader says against a text; empty if nothing. */
    String problems(String document) throws IOException {
        Path directory = Files.createTempDirectory("schema");
        try {
            Files.writeString(directory.resolve(file), document);
            if (this == BLOCK_DEVICE) {
                DiskPlan.of(Documents.read(directory.resolve(file)), DiskOptions.defaults(), new UUID(0, 0));
            } else {
                PackageDeclarations.read(List.of(new Element("example", directory, List.of(), List.of())));
            }
            return "";
        } catch (ProblemException e) {
            return e.getMessage();
        } finally {
            Files.delete(directory.resolve(file));
            Files.delete(directory);
        }
    }

    /** As an editor sees it: plain scalars have the types of YAML 1.2's core schema. */
    private static JsonNode json(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Value.Sequence sequence) {
            var array = nodes.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Value.Mapping mapping) {
            var object = nodes.objectNode();
            mapping.entries().forEach((key, item) -> object.set(key, json(item)));
            return object;
        }
        var scalar = (Value.Scalar) value;
        String text = scalar.text();
        if (!scalar.plain()) {
            return nodes.textNode(text);
        }
        if (scalar.isNull()) {
            return nodes.nullNode();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return nodes.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (text.matches("[-+]?[0-9]+")) {
            return nodes.numberNode(new java.math.BigInteger(text));
        }
        return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                ? nodes.numberNode(new BigDecimal(text))
                : nodes.textNode(text);
    }
}
