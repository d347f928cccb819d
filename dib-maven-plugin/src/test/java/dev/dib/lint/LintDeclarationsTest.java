// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import dev.dib.element.Element;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about what an element declares. */
class LintDeclarationsTest extends LintedElement {

    @Test
    void dependenciesAreSorted() throws Exception {
        file("element-deps", "b\n\n# z\na\nc\n");
        assertFindings("order element-deps:4 'a' stands behind 'b'");
    }

    @Test
    void declarationsCanBeRead() throws Exception {
        disabled = List.of("undeclared");
        file("element-deps", "a b\n");
        file("package-installs.yaml", "a:\n  fase: x\n");
        file("pkg-map", "{\n\"default\": []}\n");
        file("svc-map", "a:\n- b\n");
        file("block-device-default.yaml", "a: [\n");
        file("block-device-arm64.yaml", "- local_loop:\n    name: image0\n    sice: 1GiB\n");
        file("rules.d/a.yml", "a: b: c\n");
        file("static/a.yaml", "{{ a template }}: [\n");
        assertRules(
                "declarations block-device-arm64.yaml:3",
                "declarations block-device-default.yaml:2",
                "declarations element-deps:1",
                "declarations package-installs.yaml:2",
                "declarations pkg-map:2",
                "declarations rules.d/a.yml:1",
                "declarations svc-map:2");
    }

    @Test
    void jsonIsJson() throws Exception {
        disabled = List.of("undeclared", "declarations");
        file("pkg-map", "{\n  \"default\": {a: \"b\"}\n}\n");
        file("a.json", "{\"a\": 1,\n\"a\": 2}\n");
        file("b.json", "{\"a\": [1, 2]}\n");
        assertRules("json a.json:2", "json pkg-map:2");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "vm,has 1 field",
                "vm git /a b c d,has 6 fields",
                "vm gti /a https://x,the type 'gti' is not known",
                "vm git /a,'vm' has no location",
                "vm tar a/b https://x,the destination 'a/b' is no absolute path in the image",
                "vm tar /a/../b https://x,the destination '/a/../b' is no absolute path in the image"
            })
    void linesOfSourceRepositoriesAreWhole(String line, String message) throws Exception {
        disabled = List.of("undeclared");
        file("source-repository-vm", "vm2 package\nvm3 $TYPE $DIR $LOCATION\n" + line + "\n");
        assertFindings("declarations source-repository-vm:3 " + message);
    }

    @Test
    void whatIsReliedOnIsDeclared() throws Exception {
        file("package-installs.yaml", "tar:\n");
        file("package-installs.json", "{}\n");
        file("static/etc/data", "a\n");
        script("install.d/vm-source-install/10-vm", GOOD);
        script("extra-data.d/10-vm", GOOD + "cache-url a b\necho svc-map\n");
        script("bin/svc-map", "#!/bin/sh\nset -eu\n");
        script("install.d/20-vm", GOOD + "svc-map a\n");
        assertFindings(
                "undeclared extra-data.d/10-vm:5 calls cache-url without the element 'cache-url', on which this one does"
                        + " not depend",
                "undeclared install.d/vm-source-install/10-vm:1 means nothing without the element 'install-types', on"
                        + " which this one does not depend",
                "undeclared package-installs.json:1 means nothing without the element 'package-installs', on which this"
                        + " one does not depend",
                "undeclared static/etc/data:1 means nothing without the element 'install-static', on which this one does"
                        + " not depend");
        file("element-deps", "cache-url\ninstall-static\n");
        dependencies = List.of(
                new Element("install-types", others, List.of(), List.of()),
                new Element("other", others, List.of(), List.of("package-installs")));
        assertFindings();
    }
}
