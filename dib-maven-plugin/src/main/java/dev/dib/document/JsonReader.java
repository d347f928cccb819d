// SPDX-License-Identifier: Apache-2.0
package dev.dib.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes values of a JSON text (RFC 8259), each with its line. */
final class JsonReader {

    private final String source;
    private final JsonFactory factory;

    JsonReader(String source, int maxDepth) {
        this.source = source;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(TextFile.MAX_BYTES)
                        .maxNameLength(TextFile.MAX_BYTES)
                        .build())
                .build();
    }

    /**
     * Reads.
     *
     * @return the value; a null scalar if the text is empty
     * @throws IOException if it is not JSON
     */
    Value read(String text) throws IOException {
        try (JsonParser json = factory.createParser(text)) {
            if (json.nextToken() == null) {
                return new Value.Scalar(new Location(source, 1), "", true);
            }
            Value value = value(json);
            if (json.nextToken() != null) {
                throw new ProblemException(
                        Problem.of(at(json).toString(), "is not valid JSON: something follows its value"));
            }
            return value;
        }
    }

    private Value value(JsonParser json) throws IOException {
        Location at = at(json);
        return switch (json.currentToken()) {
            case START_OBJECT -> mapping(json, at);
            case START_ARRAY -> sequence(json, at);
            default -> new Value.Scalar(at, json.getText(), json.currentToken() != JsonToken.VALUE_STRING);
        };
    }

    private Value sequence(JsonParser json, Location at) throws IOException {
        List<Value> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return new Value.Sequence(at, items);
    }

    private Value mapping(JsonParser json, Location at) throws IOException {
        Map<String, Value> entries = new LinkedHashMap<>();
        Map<String, Location> keys = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            Location keyAt = at(json);
            json.nextToken();
            if (entries.put(key, value(json)) != null) {
                throw new ProblemException(
                        new Problem(keyAt.toString(), "the key '" + key + "' stands here twice", "remove one"));
            }
            keys.put(key, keyAt);
        }
        return new Value.Mapping(at, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
    }

    private Location at(JsonParser json) {
        return new Location(source, json.currentTokenLocation().getLineNr());
    }
}
