// SPDX-License-Identifier: Apache-2.0
package dev.dib.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JUnitXmlTest {

    @TempDir
    Path directory;

    private Element write(BootReport report) throws Exception {
        Path file = JUnitXml.write(report, directory.resolve("reports"));
        assertThat(file).isEqualTo(directory.resolve("reports/TEST-dib-boot-uefi.xml"));
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static List<Element> all(Element parent, String tag) {
        var nodes = parent.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static void counts(Element suite, int tests, int failures, int skipped) {
        assertThat(suite.getAttribute("tests")).as("tests").isEqualTo(String.valueOf(tests));
        assertThat(suite.getAttribute("failures")).as("failures").isEqualTo(String.valueOf(failures));
        assertThat(suite.getAttribute("skipped")).as("skipped").isEqualTo(String.valueOf(skipped));
        assertThat(all(suite, "testcase")).hasSize(tests);
        assertThat(all(suite, "failure")).hasSize(failures);
        assertThat(all(suite, "skipped")).hasSize(skipped);
    }

    @Test
    void aGoodBoot() throws Exception {
        Element suite = write(Reports.good());
        counts(suite, 3, 0, 0);
        assertThat(suite.getAttribute("name")).isEqualTo("dib.boot.uefi");
        assertThat(suite.getAttribute("time")).isEqualTo("65.432");
        assertThat(all(suite, "testcase"))
                .extracting(it -> it.getAttribute("name"))
                .containsExactly(
                        "reaches a login prompt on the serial console", "sudo needs no password", "no unit failed");
        assertThat(all(suite, "testcase"))
                .extracting(it -> it.getAttribute("time"))
                .containsExactly("42.000", "1.500", "1.500");
        assertThat(all(suite, "property"))
                .extracting(it -> it.getAttribute("name") + "=" + it.getAttribute("value"))
                .contains("firmware=UEFI", "accelerator=TCG", "seconds to firmware=0.300");
    }

    @Test
    void aBootThatFailed() throws Exception {
        Element suite = write(Reports.neverBooted());
        counts(suite, 3, 1, 2);
        assertThat(all(suite, "failure").get(0).getTextContent()).contains("Kernel panic");
    }

    @Test
    void whatAGuestPrintsIsMadeXml() throws Exception {
        Element suite = write(Reports.withBrokenAssertions("a < b & c ]]> \u0000\u001b[0m \ud800 ä😀"));
        counts(suite, 3, 2, 0);
        assertThat(all(suite, "system-out").get(0).getTextContent()).isEqualTo("a < b & c ]]> ??[0m ? ä😀");
    }
}
