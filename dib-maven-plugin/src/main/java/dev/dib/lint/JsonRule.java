// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code json}: pkg-map and files that end in .json are JSON (RFC 8259). This plugin reads more, diskimage-builder does not.
 */
final class JsonRule implements Rule {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public List<Finding> check(ElementFiles element) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (ElementFile file : element.all()) {
            if (file.path().matches("pkg-map|(?!static/).*\\.json")) {
                check(file).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> check(ElementFile file) throws IOException {
        try (JsonParser parser = JSON.createParser(file.text())) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
            return Optional.empty();
        } catch (JsonParseException e) {
            return Optional.of(new Finding(
                    "json", file.path(), e.getLocation().getLineNr(), "is no JSON: " + e.getOriginalMessage(), ""));
        }
    }
}
