// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.element.Element;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules about the files of an element: their names, their modes, what README.md tells. */
class LintFilesTest extends LintedElement {

    @Test
    void aReadmeIsThereAndNamesVariables() throws Exception {
        script("install.d/10-vm", GOOD + "# $DIB_COMMENT\necho ${DIB_SIZE} $DIB_SIZE_MAX ${DIB_SIZE_MAX:-1}\n");
        assertFindings("variables install.d/10-vm:6 reads DIB_SIZE_MAX, which README.md does not name");
        file("README.md", "DIB_SIZE DIB_SIZE_MAX DIB_TYPE_<name>\n");
        script("install.d/20-vm", GOOD + "echo \"${!DIB_TYPE_@}\" $DIB_name\n");
        assertFindings("variables install.d/20-vm:5 reads DIB_name, which README.md does not name");
        Files.delete(element.resolve("install.d/20-vm"));
        Files.delete(element.resolve("README.md"));
        assertFindings("readme README.md:1 is missing");
        file("README.rst", "DIB_SIZE DIB_SIZE_MAX\n");
        assertFindings();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "1-vm", "a10-vm"})
    void aHookHasTwoDigitsFirst(String name) throws Exception {
        script("install.d/" + name, GOOD);
        assertRules("name install.d/" + name + ":1");
    }

    @Test
    void anExecutableThatIsPassedOverIsAFinding() throws Exception {
        script("install.d/10-vm.sh", GOOD);
        assertRules("name install.d/10-vm.sh:1");
    }

    @Test
    void hooksAndCommandsAreExecutable() throws Exception {
        file("install.d/10-vm", GOOD);
        file("bin/tool", GOOD);
        file("bin/data", "no script\n");
        assertRules("executable bin/tool:1", "executable install.d/10-vm:1");
    }

    @Test
    void environmentFilesAreNotExecutable() throws Exception {
        script("environment.d/10-vm", "A=b\n");
        assertRules("executable environment.d/10-vm:1");
    }

    @Test
    void anythingWithAShebangIsExecutable() throws Exception {
        file("element-deps", "install-static\n");
        file("static/usr/bin/tool", "#!/usr/bin/python3\n");
        file("install.d/tool.sh", GOOD);
        file("environment.d/10-vm", "#!/bin/bash\n");
        assertRules("executable static/usr/bin/tool:1");
    }

    @Test
    void filesEndWithANewline() throws Exception {
        file("element-deps", "install-static");
        file("static/etc/data", "a");
        assertRules("newline element-deps:1");
    }

    @Test
    void hooksDoNotClashWithThoseOfADependency() throws Exception {
        script("install.d/10-vm", GOOD);
        script("install.d/20-vm", GOOD);
        file("tests/10-vm", "\n");
        file("pkg-map", "{}\n");
        file("element-deps", "pkg-map\n");
        Files.createDirectories(others.resolve("install.d"));
        Files.createDirectories(others.resolve("tests"));
        for (String name : List.of("install.d/20-vm", "tests/10-vm", "pkg-map", "README.md")) {
            Files.writeString(others.resolve(name), "");
        }
        dependencies = List.of(new Element("other", others, List.of(), List.of()));
        assertFindings("clash install.d/20-vm:1 is also a file of the element 'other', on which this one depends");
    }
}
