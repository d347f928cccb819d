// SPDX-License-Identifier: Apache-2.0
package dev.dib.junit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a suite in the format of JUnit's XML reports, as far as Surefire and CI servers agree on it ({@code
 * surefire-test-report.xsd}).
 */
public final class JUnitReport {

    private final TestSuite suite;
    private final XMLStreamWriter xml;

    private JUnitReport(TestSuite suite, XMLStreamWriter xml) {
        this.suite = suite;
        this.xml = xml;
    }

    /**
     * Writes a suite to a file, which appears by rename.
     *
     * @param directory made if it is missing
     * @return the file
     */
    public static Path write(TestSuite suite, Path directory, String fileName) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(fileName);
        Path partial = directory.resolve("." + fileName + ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(partial)) {
                XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
                new JUnitReport(suite, xml).write();
                xml.close();
            }
            return Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file, e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite.name());
        xml.writeAttribute("time", seconds(suite.elapsed()));
        xml.writeAttribute("tests", String.valueOf(suite.cases().size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(suite.skipped()));
        xml.writeAttribute("failures", String.valueOf(suite.failures()));
        properties();
        for (TestCase test : suite.cases()) {
            write(test);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void properties() throws XMLStreamException {
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> property : suite.properties().entrySet()) {
            xml.writeEmptyElement("property");
            xml.writeAttribute("name", property.getKey());
            xml.writeAttribute("value", legal(property.getValue()));
        }
        xml.writeEndElement();
    }

    private void write(TestCase test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", legal(test.name()));
        xml.writeAttribute("classname", suite.name());
        xml.writeAttribute("time", seconds(test.elapsed()));
        if (test.failure().isPresent()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legal(test.failure().get().message()));
            xml.writeCharacters(legal(test.failure().get().text()));
            xml.writeEndElement();
        }
        if (test.skipped()) {
            xml.writeEmptyElement("skipped");
        }
        if (!test.output().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(legal(test.output()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    /** A program can print what XML 1.0 has no way to write (section 2.2, Char): such characters become a question mark. */
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
