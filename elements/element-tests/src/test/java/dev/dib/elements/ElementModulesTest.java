// SPDX-License-Identifier: Apache-2.0
package dev.dib.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What has to agree between the modules of all elements. */
class ElementModulesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:DIB_[A-Z][A-Z0-9_]*|SOURCE_DATE_EPOCH)\\b");
    private static final Pattern SHEBANG = Pattern.compile("#!.*\\b(ba|da)?sh\\b.*");

    /** Said by the contract of the core, and the same for every element. */
    private static final Set<String> OF_THE_CORE = Set.of("DIB_DEBUG_TRACE");

    static List<String> elements() {
        return Elements.names();
    }

    @ParameterizedTest
    @MethodSource("elements")
    void dependenciesOfThePomAreThoseOfTheElement(String element) throws Exception {
        // A name that others provide and nobody has is no artifact; who uses the element chooses one of them.
        List<String> declared = new ArrayList<>(lines(element, "element-deps"));
        Set<String> abstractNames = new TreeSet<>();
        for (String other : Elements.names()) {
            abstractNames.addAll(lines(other, "element-provides"));
        }
        Elements.names().forEach(abstractNames::remove);
        declared.removeAll(abstractNames);
        assertThat(elementDependencies(Elements.modules().resolve(element).resolve("pom.xml")))
                .containsExactlyElementsOf(declared);
    }

    @ParameterizedTest
    @MethodSource("elements")
    void theReadmeExplainsEveryVariable(String element) throws Exception {
        Path readme = Elements.file(element, "README.md");
        assertThat(readme).exists();
        String text = Files.readString(readme);
        Set<String> read = new TreeSet<>();
        for (Path file : Elements.files(element)) {
            if (isScript(file)) {
                Matcher matcher = VARIABLE.matcher(withoutComments(Files.readString(file)));
                while (matcher.find()) {
                    read.add(matcher.group());
                }
            }
        }
        read.removeAll(OF_THE_CORE);
        read.removeIf(name -> name.endsWith("_"));
        read.removeIf(text::contains);
        assertThat(read).as("variables that the README does not explain").isEmpty();
        assertThat(text).contains("## Variables");
    }

    @ParameterizedTest
    @MethodSource("elements")
    void shellcheckFindsNothing(String element) throws Exception {
        List<Object> command = new ArrayList<>(List.of("shellcheck", "--severity=style"));
        for (Path file : Elements.files(element)) {
            if (isScript(file)) {
                command.add(file);
            }
        }
        if (command.size() > 2) {
            Run.Result result = Run.of(command.toArray()).run();
            assertThat(result.status()).as(result.output() + result.errors()).isZero();
        }
    }

    @Test
    void everyElementIsAModule() throws Exception {
        assertThat(texts(Elements.modules().resolve("pom.xml"), "module"))
                .containsAll(Elements.names())
                .isSorted();
    }

    @Test
    void theBomNamesEveryElement() throws Exception {
        Path bom = Elements.modules().resolve("bom/pom.xml");
        assertThat(elementDependencies(bom)).isSorted().containsExactlyElementsOf(Elements.names());
    }

    /** The page is for readers; the names and what is said of them come from the poms. */
    @Test
    void thePageOfElementsHasThemAll() throws Exception {
        List<String> rows = new ArrayList<>();
        for (String element : Elements.names()) {
            Path pom = Elements.modules().resolve(element).resolve("pom.xml");
            rows.add("| [" + element + "](" + element + "/src/main/element/README.md) | "
                    + child(xml(pom).getDocumentElement(), "description") + " |");
        }
        assertThat(Files.readAllLines(Elements.modules().resolve("README.md")).stream()
                        .filter(line -> line.startsWith("| [")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void theBomHasTheVersionsOfTheParent() throws Exception {
        Path bom = Elements.modules().resolve("bom/pom.xml");
        Path parent = Elements.modules().getParent().resolve("pom.xml");
        Element parentProject = xml(parent).getDocumentElement();
        assertThat(child(xml(bom).getDocumentElement(), "version")).isEqualTo(child(parentProject, "version"));
        assertThat(plugins(parent)).containsAll(plugins(bom));
    }

    private static List<String> lines(String element, String name) throws IOException {
        Path file = Elements.file(element, name);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : List.of();
    }

    private static boolean isScript(Path file) throws IOException {
        if (file.getParent().getFileName().toString().equals("environment.d")
                || file.getFileName().toString().endsWith(".sh")) {
            return true;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return SHEBANG.matcher(lines.findFirst().orElse("")).matches();
        }
    }

    private static String withoutComments(String script) {
        return Pattern.compile("^\\s*#.*$", Pattern.MULTILINE).matcher(script).replaceAll("");
    }

    private static List<String> elementDependencies(Path pom) throws Exception {
        List<String> names = new ArrayList<>();
        NodeList dependencies = xml(pom).getElementsByTagName("dependency");
        for (int index = 0; index < dependencies.getLength(); index++) {
            Element dependency = (Element) dependencies.item(index);
            if (child(dependency, "groupId").equals("dev.dib.elements")) {
                assertThat(child(dependency, "version")).isEqualTo("${project.version}");
                assertThat(child(dependency, "type")).isEqualTo("zip");
                assertThat(child(dependency, "classifier")).isEqualTo("element");
                names.add(child(dependency, "artifactId"));
            }
        }
        return names;
    }

    private static List<String> plugins(Path pom) throws Exception {
        List<String> plugins = new ArrayList<>();
        NodeList nodes = xml(pom).getElementsByTagName("plugin");
        for (int index = 0; index < nodes.getLength(); index++) {
            Element plugin = (Element) nodes.item(index);
            plugins.add(child(plugin, "artifactId") + " " + child(plugin, "version"));
        }
        return plugins;
    }

    private static List<String> texts(Path pom, String tag) throws Exception {
        List<String> texts = new ArrayList<>();
        NodeList nodes = xml(pom).getElementsByTagName(tag);
        for (int index = 0; index < nodes.getLength(); index++) {
            texts.add(nodes.item(index).getTextContent());
        }
        return texts;
    }

    private static Document xml(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static String child(Element element, String tag) {
        NodeList children = element.getChildNodes();
        for (int index = 0; index < children.getLength(); index++) {
            if (children.item(index).getNodeName().equals(tag)) {
                return children.item(index).getTextContent();
            }
        }
        return "";
    }
}
