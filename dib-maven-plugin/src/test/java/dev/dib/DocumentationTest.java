// SPDX-License-Identifier: Apache-2.0
package dev.dib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dib.format.Format;
import dev.dib.format.request.Formats;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What README.md and docs/ say about parameters, formats and diskimage-builder, held against what there is. */
class DocumentationTest {

    private static final Path TOP = Path.of(System.getProperty("basedir", "."), "..");

    private static final Pattern PROPERTY = Pattern.compile("dib\\.([a-z]\\w*(?:\\.skip)?)\\b(?!\\.)");

    /** Elements of XML that are written in the running text, between backticks: parameters of the pom. */
    private static final Pattern IN_XML = Pattern.compile("`<([a-z]\\w*)>");

    private static final Set<String> OF_MAVEN =
            Set.of("type", "classifier", "packaging", "extensions", "configuration", "dependencyManagement");

    private static String readme;
    private static String migration;
    private static final Set<String> PARAMETERS = new TreeSet<>();
    private static final Set<String> PROPERTIES = new TreeSet<>();

    @BeforeAll
    static void read() throws Exception {
        readme = Files.readString(TOP.resolve("README.md"));
        migration = Files.readString(TOP.resolve("docs/from-diskimage-builder.md"));
        try (InputStream in = DocumentationTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            assertThat(in).as("the descriptor of the plugin").isNotNull();
            Document descriptor =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            NodeList parameters = descriptor.getElementsByTagName("parameter");
            for (int i = 0; i < parameters.getLength(); i++) {
                Element parameter = (Element) parameters.item(i);
                if (parameter
                        .getElementsByTagName("editable")
                        .item(0)
                        .getTextContent()
                        .equals("true")) {
                    PARAMETERS.add(
                            parameter.getElementsByTagName("name").item(0).getTextContent());
                }
            }
            NodeList configurations = descriptor.getElementsByTagName("configuration");
            for (int i = 0; i < configurations.getLength(); i++) {
                Matcher property = Pattern.compile("\\$\\{dib\\.([\\w.]+)}")
                        .matcher(configurations.item(i).getTextContent());
                while (property.find()) {
                    PROPERTIES.add(property.group(1));
                }
            }
        }
    }

    @Test
    void everyParameterIsNamed() {
        Set<String> words =
                Pattern.compile("[^\\w.]+").splitAsStream(readme + migration).collect(Collectors.toSet());
        Set<String> unnamed = PARAMETERS.stream()
                // of dib:help, which Maven's tools make
                .filter(name ->
                        !Set.of("detail", "goal", "indentSize", "lineLength").contains(name))
                .filter(name -> !words.contains(name))
                // named by their properties
                .filter(name -> !(name.startsWith("skip") && name.length() > 4))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unnamed)
                .as("parameters that neither README.md nor docs/ names")
                .isEmpty();
        assertThat(PROPERTIES)
                .filteredOn(property -> property.contains("."))
                .allSatisfy(property -> assertThat(migration + readme).contains("dib." + property));
    }

    @Test
    void everyPropertyThatIsNamedIsThere() {
        Set<String> named = new TreeSet<>();
        Matcher property = PROPERTY.matcher(migration + readme);
        while (property.find()) {
            named.add(property.group(1));
        }
        named.removeIf(name -> Set.of("elements", "X").contains(name));
        assertThat(named).as("what is written as dib.NAME").isSubsetOf(PROPERTIES);
    }

    @Test
    void everyParameterThatIsNamedInXmlIsThere() {
        Set<String> named = new TreeSet<>();
        Matcher parameter = IN_XML.matcher(migration + readme);
        while (parameter.find()) {
            named.add(parameter.group(1));
        }
        named.removeAll(OF_MAVEN);
        assertThat(named).as("what is written as <NAME> in the text").isSubsetOf(PARAMETERS);
    }

    @Test
    void everyFormatIsNamedWithItsOtherNames() {
        for (Format format : Formats.ALL) {
            for (String word : Stream.concat(Stream.of(format.word()), format.aliases().stream())
                    .toList()) {
                assertThat(readme).as("README.md").contains("`" + word + "`");
                assertThat(migration).as("docs/from-diskimage-builder.md").contains("`" + word + "`");
            }
        }
    }

    /** The options of disk-image-create and ramdisk-image-create, as their help has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a",
                "-o",
                "-t",
                "-x",
                "-u",
                "-c",
                "-n",
                "-p",
                "-h",
                "--logfile",
                "--checksum",
                "--image-size",
                "--image-extra-size",
                "--image-cache",
                "--max-online-resize",
                "--min-tmpfs",
                "--mkfs-journal-size",
                "--mkfs-options",
                "--no-tmpfs",
                "--offline",
                "--qemu-img-options",
                "--root-label",
                "--ramdisk-element",
                "--install-type",
                "--docker-target",
                "--version",
                "--dry-run",
                "--stop-on-failure"
            })
    void everyOptionOfDiskImageCreateHasItsEquivalent(String option) {
        assertThat(migration).containsPattern("(?m)^\\|.*`" + option + "`.*\\| .+ \\|$");
    }

    /** The keys of the schema of the YAML driver. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "imagename",
                "arch",
                "types",
                "environment",
                "ramdisk",
                "debug-trace",
                "uncompressed",
                "clear",
                "logfile",
                "checksum",
                "image-size",
                "image-extra-size",
                "image-cache",
                "max-online-resize",
                "min-tmpfs",
                "mkfs-journal-size",
                "mkfs-options",
                "no-tmpfs",
                "offline",
                "qemu-img-options",
                "root-label",
                "ramdisk-element",
                "install-type",
                "docker-target",
                "packages",
                "skip-base",
                "elements"
            })
    void everyKeyOfTheYamlDriverHasItsEquivalent(String key) {
        assertThat(migration).containsPattern("(?m)^\\|[^|]*\\|[^|]*`" + key + "`[^|]*\\| .+ \\|$");
    }

    /** The variables that its core reads, or gives to hooks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARCH",
                "ELEMENTS_PATH",
                "IMAGE_NAME",
                "IMAGE_TYPE",
                "FS_TYPE",
                "ROOT_LABEL",
                "DIB_IMAGE_SIZE",
                "DIB_IMAGE_EXTRA_SIZE",
                "DIB_JOURNAL_SIZE",
                "MAX_ONLINE_RESIZE",
                "DIB_BLOCK_SIZE",
                "DIB_BLOCK_DEVICE_CONFIG",
                "DIB_DEFAULT_INSTALLTYPE",
                "DIB_INSTALLTYPE_*",
                "DIB_IMAGE_CACHE",
                "DIB_LOCKFILES",
                "DIB_OFFLINE",
                "DIB_NO_TMPFS",
                "DIB_MIN_TMPFS",
                "TMP_DIR",
                "DIB_CHECKSUM",
                "DIB_GZIP_BIN",
                "DIB_DEBUG_TRACE",
                "DIB_NO_TIMESTAMP",
                "DIB_QUIET",
                "DIB_SHOW_IMAGE_USAGE",
                "DIB_SHOW_IMAGE_USAGE_FULL",
                "OVERWRITE_OLD_IMAGE",
                "ACI_MANIFEST",
                "RAMDISK_ELEMENT",
                "DIB_MODULE_ROOT",
                "DIB_LIB_UDEV_ROOT",
                "DIB_KERNEL_VERSION",
                "DIB_BAREMETAL_*_PATTERN",
                "DIB_SIGNED_KERNEL_VERSION",
                "GENTOO_PROFILE",
                "DIB_PYTHON_EXEC",
                "DIB_PYTHON_LOGGING_CONFIG_FILE",
                "break",
                "break_cmd",
                "break_outside_target",
                "EXTRA_UNMOUNT",
                "EXTRA_DETACH",
                "SKIP_BASE",
                "CLEAR_ENV",
                "LOGFILE",
                "DOCKER_TARGET",
                "RUN_PARTS_REGEX",
                "DUMP_CONFIG_GRAPH",
                "LC_ALL",
                "_LIB",
                "DIB_ARGS",
                "DIB_ENV",
                "TMP_BUILD_DIR",
                "TMP_IMAGE_DIR",
                "TMP_HOOKS_PATH",
                "TMP_MOUNT_PATH",
                "OUT_IMAGE_PATH",
                "TMP_IMAGE_PATH",
                "TARGET_ROOT",
                "IMAGE_ELEMENT",
                "IMAGE_ELEMENT_YAML",
                "get_image_element_array",
                "DIB_ROOT_LABEL",
                "DIB_ROOT_FSTYPE",
                "DIB_BOOT_LABEL",
                "DIB_MOUNTPOINTS",
                "DIB_BLOCK_DEVICE_PARAMS_YAML",
                "IMAGE_BLOCK_DEVICE",
                "IMAGE_BLOCK_DEVICES",
                "COMPRESS_IMAGE",
                "_ps4",
                "die",
                "http_proxy",
                "TMPDIR"
            })
    void everyVariableHasItsEquivalent(String variable) {
        assertThat(migration).contains("`" + variable + "`");
    }
}
