// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Spans in the Trace Event Format, which the trace viewers of browsers, and Perfetto, show: complete events ({@code "ph":"X"}),
 * one a line, with {@code ts} and {@code dur} in microseconds. {@code cat} is the kind of a span. Phases have the hooks below them
 * on one track; of formats, which overlap, each has a track of its own.
 */
record TraceFile(List<Span> spans) {

    void writeTo(Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(eventsOnLines());
            json.writeStartArray();
            for (int i = 0; i < spans.size(); i++) {
                write(json, spans.get(i), i + 1);
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static PrettyPrinter eventsOnLines() {
        var printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.NONE)
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(new DefaultIndenter("", "\n"));
        printer.indentObjectsWith(DefaultPrettyPrinter.NopIndenter.instance);
        return printer;
    }

    private static void write(JsonGenerator json, Span span, int number) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "X");
        json.writeStringField("cat", span.kind().word());
        json.writeStringField("name", span.name());
        json.writeNumberField("ts", micros(span.start()));
        json.writeNumberField("dur", span.elapsed().toNanos() / 1000);
        json.writeNumberField("pid", 1);
        json.writeNumberField("tid", span.kind() == Span.Kind.FORMAT ? number + 1 : 1);
        if (!span.element().isEmpty()) {
            json.writeObjectFieldStart("args");
            json.writeStringField("element", span.element());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static long micros(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
    }
}
