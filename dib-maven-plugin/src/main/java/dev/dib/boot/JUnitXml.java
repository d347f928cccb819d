// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes boots in the format of JUnit's XML reports, as far as Surefire and CI servers agree on it
 * ({@code surefire-test-report.xsd}).
 */
public final class JUnitXml {

    private final BootReport report;
    private final XMLStreamWriter xml;

    private JUnitXml(BootReport report, XMLStreamWriter xml) {
        this.report = report;
        this.xml = xml;
    }

    /**
     * Writes {@code TEST-dib-boot-<name>.xml}: one test case for the wanted state and one for each assertion. Assertions
     * that were not run because the state was not reached count as skipped.
     *
     * @param directory made if it is missing
     * @return the file
     */
    public static Path write(BootReport report, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("TEST-dib-boot-" + report.spec().name() + ".xml");
        Path partial = directory.resolve("." + file.getFileName() + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(partial)) {
                XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
                new JUnitXml(report, xml).suite();
                xml.close();
            }
            return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file, e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void suite() throws XMLStreamException {
        long failures = report.assertions().stream().filter(it -> !it.holds()).count()
                + (report.failure().isPresent() ? 1 : 0);
        int skipped = report.spec().assertions().size() - report.assertions().size();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suiteName());
        xml.writeAttribute("time", seconds(report.elapsed()));
        xml.writeAttribute(
                "tests", String.valueOf(1 + report.spec().assertions().size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(skipped));
        xml.writeAttribute("failures", String.valueOf(failures));
        properties();
        wantedState();
        for (AssertionResult result : report.assertions()) {
            assertion(result);
        }
        for (Assertion left : report.spec()
                .assertions()
                .subList(report.assertions().size(), report.spec().assertions().size())) {
            startCase(left.name(), Duration.ZERO);
            xml.writeEmptyElement("skipped");
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private String suiteName() {
        return "dib.boot." + report.spec().name();
    }

    private void properties() throws XMLStreamException {
        xml.writeStartElement("properties");
        property("firmware", report.spec().firmware().name());
        property("accelerator", report.accelerator().name());
        for (var milestone : report.milestones().entrySet()) {
            property("seconds to " + milestone.getKey().title(), seconds(milestone.getValue()));
        }
        property("console", report.spec().console().toString());
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", legal(value));
    }

    private void wantedState() throws XMLStreamException {
        Duration time = report.failure()
                .map(BootFailure::waited)
                .orElseGet(() -> report.milestones().getOrDefault(Milestone.WANTED, Duration.ZERO));
        startCase("reaches " + report.spec().wanted().description(), time);
        if (report.failure().isPresent()) {
            failure(report.failure().get().reason(), report.failureMessage());
        }
        xml.writeEndElement();
    }

    private void assertion(AssertionResult result) throws XMLStreamException {
        startCase(result.assertion().name(), result.elapsed());
        if (result.problem().isPresent()) {
            failure(
                    result.problem().get(),
                    "command: " + result.assertion().command() + "\n"
                            + result.problem().get());
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(result.output()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void startCase(String name, Duration time) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", legal(name));
        xml.writeAttribute("classname", suiteName());
        xml.writeAttribute("time", seconds(time));
    }

    private void failure(String message, String text) throws XMLStreamException {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", legal(message));
        xml.writeCharacters(legal(text));
        xml.writeEndElement();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /** A guest can print what XML 1.0 has no way to write (section 2.2, Char): such characters become a question mark. */
    private static String legal(String text) {
        return text.codePoints()
                .map(c -> isLegal(c) ? c : '?')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
