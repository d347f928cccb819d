// SPDX-License-Identifier: Apache-2.0
package dev.dib;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which room may lean on which: arrows point down only. */
class ArchitectureTest {

    /** What each room may lean on, besides itself. A room that is new has to be entered here. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("problem", List.of()),
            Map.entry("secret", List.of()),
            Map.entry("tar", List.of()),
            Map.entry("document", List.of("problem")),
            Map.entry("sandbox", List.of("problem")),
            Map.entry("base", List.of("problem", "tar", "document")),
            Map.entry("format", List.of("problem", "tar", "document", "sandbox")),
            Map.entry("element", List.of("problem", "document", "sandbox")),
            Map.entry("hook", List.of("problem", "secret", "document", "sandbox", "element")),
            Map.entry("packages", List.of("problem", "document", "sandbox", "element")),
            Map.entry("disk", List.of("problem", "document", "sandbox")),
            Map.entry("lint", List.of("problem", "document", "sandbox", "element", "hook", "packages", "disk")),
            Map.entry("inventory", List.of("problem", "secret", "document", "sandbox", "element")),
            Map.entry("junit", List.of()),
            Map.entry("boot", List.of("problem", "document", "sandbox", "format", "junit")),
            Map.entry("doctor", List.of("problem", "document", "sandbox", "format")),
            Map.entry(
                    "image",
                    List.of(
                            "problem",
                            "secret",
                            "document",
                            "sandbox",
                            "base",
                            "format",
                            "element",
                            "hook",
                            "packages",
                            "disk",
                            "inventory",
                            "doctor")),
            Map.entry("report", List.of("format", "hook", "image")),
            Map.entry(
                    "test", List.of("problem", "sandbox", "format", "element", "hook", "inventory", "image", "junit")),
            Map.entry(
                    "maven",
                    List.of(
                            "problem",
                            "secret",
                            "document",
                            "sandbox",
                            "format",
                            "element",
                            "hook",
                            "packages",
                            "disk",
                            "inventory",
                            "boot",
                            "doctor",
                            "lint",
                            "image",
                            "report",
                            "test")));

    private static JavaClasses plugin;

    @BeforeAll
    static void readClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.dib");
    }

    @TestFactory
    Stream<DynamicTest> aRoomLeansOnlyOnThoseBelow() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    List<String> allowed = ARROWS.get(room);
                    String[] forbidden = ARROWS.keySet().stream()
                            .filter(other -> !other.equals(room) && !allowed.contains(other))
                            .map(ArchitectureTest::inside)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(inside(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(plugin);
                }));
    }

    @Test
    void everyRoomIsKnown() {
        String[] rooms = Arrays.stream(ARROWS.keySet().toArray(String[]::new))
                .map(ArchitectureTest::inside)
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(plugin);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("dev.dib.(*)..").should().beFreeOfCycles().check(plugin);
    }

    @Test
    void onlyTheRoomMavenSeesMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("maven"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "javax.inject..", "org.codehaus.plexus.component..")
                .check(plugin);
    }

    @Test
    void onlyTheRoomMavenSeesTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("maven"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(plugin);
    }

    private static String inside(String room) {
        return "dev.dib." + room + "..";
    }
}
