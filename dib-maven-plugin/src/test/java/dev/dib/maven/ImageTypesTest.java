// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Format;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ImageTypesTest {

    @Test
    void everyFormatIsAType() {
        assertThat(ImageTypes.ALL)
                .containsAll(Format.names().stream()
                        .map(name -> Format.of(name).orElseThrow().extension())
                        .toList());
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
