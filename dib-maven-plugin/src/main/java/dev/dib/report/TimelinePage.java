// SPDX-License-Identifier: Apache-2.0
package dev.dib.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A timeline as a page that needs nothing but itself: a row for each span, with a bar where and as long as it was. */
final class TimelinePage {

    private final String title;
    private final List<Span> spans;
    private final Instant start;

    /** In milliseconds. */
    private final long whole;

    TimelinePage(String title, List<Span> spans) {
        this.title = title;
        this.spans = spans;
        this.start =
                spans.stream().map(Span::start).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Instant end =
                spans.stream().map(Span::end).max(Comparator.naturalOrder()).orElse(start);
        this.whole = Duration.between(start, end).toMillis();
    }

    void writeTo(Writer out) throws IOException {
        out.write(template()
                .replace("@title@", escape(title))
                .replace("@summary@", summary())
                .replace("@rows@", spans.stream().map(this::row).collect(Collectors.joining())));
    }

    private static String template() throws IOException {
        try (InputStream page = TimelinePage.class.getResourceAsStream("timeline.html")) {
            return new String(page.readAllBytes(), UTF_8);
        }
    }

    private String summary() {
        return spans.isEmpty()
                ? "Nothing came to its end."
                : String.format(Locale.ROOT, "%.1f s from %s", whole / 1000.0, start);
    }

    private String row(Span span) {
        return String.format(
                Locale.ROOT,
                "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%.1f</td>"
                        + "<td><i style=\"margin-left:%.2f%%;width:%.2f%%\"></i></td></tr>%n",
                span.kind().word(),
                escape(span.name()),
                escape(span.element()),
                span.elapsed().toMillis() / 1000.0,
                share(Duration.between(start, span.start())),
                share(span.elapsed()));
    }

    private double share(Duration part) {
        return 100.0 * part.toMillis() / Math.max(1, whole);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
