// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Choice;
import dev.dib.format.Format;
import dev.dib.format.compress.Codec;
import dev.dib.format.compress.Compression;
import dev.dib.format.request.Formats;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ImageTypesTest {

    @Test
    void everyFormatIsAType() {
        for (Format format : Formats.ALL) {
            List<Codec> codecs = format.codecs().isEmpty() ? List.of(Codec.NONE) : format.codecs();
            assertThat(ImageTypes.ALL)
                    .as(format.word())
                    .containsAll(codecs.stream()
                            .map(codec -> format.extension(Choice.of(Compression.of(codec))))
                            .toList());
        }
    }

    /** So that Maven does not resolve what an image was made from, in whoever depends on the image. */
    @Test
    void everyTypeHasAHandlerThatIncludesItsDependencies() throws Exception {
        Map<String, String> handlers = new TreeMap<>();
        try (InputStream in = ImageTypes.class.getResourceAsStream("/META-INF/plexus/components.xml")) {
            NodeList components = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("component");
            for (int i = 0; i < components.getLength(); i++) {
                var component = (Element) components.item(i);
                if (text(component, "role").endsWith("ArtifactHandler")) {
                    assertThat(text(component, "role-hint")).isEqualTo(text(component, "type"));
                    handlers.put(text(component, "type"), text(component, "includesDependencies"));
                }
            }
        }
        assertThat(handlers.remove("dib-element"))
                .as("an element brings what it depends on")
                .isEmpty();
        assertThat(handlers.keySet()).containsExactlyInAnyOrderElementsOf(ImageTypes.ALL);
        assertThat(handlers.values()).containsOnly("true");
    }

    private static String text(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
