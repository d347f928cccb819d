// SPDX-License-Identifier: Apache-2.0
package dev.dib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What others read about the goals: the help goal, the site, IDEs, the README. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginDescriptorTest {

    /** Goals that are ours, all but help. */
    private List<Element> goals;

    @BeforeAll
    void read() throws Exception {
        goals = children(xml("/META-INF/maven/plugin.xml").getDocumentElement(), "mojos")
                .flatMap(mojos -> children(mojos, "mojo"))
                .filter(mojo -> !text(mojo, "goal").equals("help"))
                .toList();
        assertThat(goals).hasSizeGreaterThan(5);
    }

    @Test
    void goalsSayWhatTheyDoAndMayRunSideBySide() {
        assertThat(goals).allSatisfy(goal -> {
            assertThat(text(goal, "description")).as(text(goal, "goal")).contains(".");
            assertThat(text(goal, "threadSafe")).as(text(goal, "goal")).isEqualTo("true");
        });
    }

    @Test
    void parametersAreExplained() {
        List<Element> parameters = goals.stream()
                .flatMap(goal -> children(goal, "parameters"))
                .flatMap(all -> children(all, "parameter"))
                .filter(parameter -> text(parameter, "editable").equals("true"))
                .toList();
        assertThat(parameters).hasSizeGreaterThan(20).allSatisfy(parameter -> {
            String name = text(parameter, "name");
            assertThat(text(parameter, "description")).as(name).matches("(?s)\\p{Lu}.*\\..*");
            assertThat(text(parameter, "since")).as(name).isEqualTo("0.1.0");
        });
    }

    @Test
    void propertiesBeginWithTheNameOfThePlugin() {
        // as other plugins have them, or shared by all
        List<String> shared = List.of("${skipTests}", "${maven.test.skip}", "${project.build.outputTimestamp}");
        List<String> properties = goals.stream()
                .flatMap(goal -> children(goal, "configuration"))
                .flatMap(all -> children(all, "*"))
                .map(Element::getTextContent)
                .filter(text -> text.startsWith("${"))
                .toList();
        assertThat(properties)
                .contains("${dib.cacheDirectory}")
                .allSatisfy(property -> assertThat(
                                property.startsWith("${dib.") || shared.contains(property) || isModel(property))
                        .as(property)
                        .isTrue());
    }

    /** An IDE shall not build images while somebody types, nor complain that it does not know how to. */
    @Test
    void anEclipseKnowsEachGoalOfTheLifecycle() throws Exception {
        Document metadata = xml("/META-INF/m2e/lifecycle-mapping-metadata.xml");
        List<String> known = texts(metadata, "goal");
        List<String> ofTheLifecycle = goals.stream()
                .filter(goal -> !text(goal, "phase").isEmpty())
                .map(goal -> text(goal, "goal"))
                .toList();
        assertThat(known).containsExactlyInAnyOrderElementsOf(ofTheLifecycle);
        assertThat(metadata.getElementsByTagName("ignore").getLength()).isEqualTo(1);
    }

    @Test
    void packagingsBindGoalsThatAreThereToTheirPhases() throws Exception {
        Map<String, String> phases =
                goals.stream().collect(Collectors.toMap(goal -> text(goal, "goal"), goal -> text(goal, "phase")));
        Document components = xml("/META-INF/plexus/components.xml");
        int bound = 0;
        for (Element lifecycle : elements(components, "phases")) {
            for (Element phase : children(lifecycle, "*").toList()) {
                for (String goal : phase.getTextContent().split(",", -1)) {
                    if (goal.strip().startsWith("dev.dib:")) {
                        String name = goal.strip().substring(goal.strip().lastIndexOf(':') + 1);
                        assertThat(phases).as(goal).containsEntry(name, phase.getTagName());
                        bound++;
                    }
                }
            }
        }
        assertThat(bound).isEqualTo(8);
    }

    @Test
    void theReadmeNamesEachGoal() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(goals).allSatisfy(goal -> assertThat(readme).contains("| `dib:" + text(goal, "goal") + "` |"));
    }

    private static boolean isModel(String property) {
        return property.matches("\\$\\{(project|session|plugin|mojoExecution|settings)(\\..*)?}");
    }

    private static Document xml(String resource) throws Exception {
        try (InputStream in = PluginDescriptorTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static List<String> texts(Document document, String name) {
        return elements(document, name).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Stream<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> name.equals("*") || child.getTagName().equals(name));
    }

    private static String text(Element parent, String name) {
        return children(parent, name).findFirst().map(Element::getTextContent).orElse("");
    }
}
