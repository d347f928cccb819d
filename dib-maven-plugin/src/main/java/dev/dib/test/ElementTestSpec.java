// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import dev.dib.image.ImageDirectories;
import dev.dib.image.request.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is tested, and on what.
 *
 * @param element the name of the element under test
 * @param folders folders that hold elements, the first first; one of them holds the element under test
 * @param base elements that make the base, which is kept from test to test
 * @param with further elements of the test: they run with the element under test
 * @param architecture in Debian's naming; that of the host if null
 * @param variables for hooks
 * @param directories a place of the test's own, and the cache that all builds share
 * @param hookSeconds how long one hook may run
 * @param offline whether the network must not be used
 * @param fresh whether to make the base anew although it is kept
 * @param plugin the version of the plugin: bases of another one are not used
 * @param assertions what is expected
 */
public record ElementTestSpec(
        String element,
        List<Path> folders,
        List<String> base,
        List<String> with,
        String architecture,
        Variables variables,
        ImageDirectories directories,
        int hookSeconds,
        boolean offline,
        boolean fresh,
        String plugin,
        List<Assertion> assertions) {

    public ElementTestSpec {
        folders = List.copyOf(folders);
        base = List.copyOf(base);
        with = List.copyOf(with);
        assertions = List.copyOf(assertions);
    }

    /** How long the command of an assertion may take. */
    Duration commandLimit() {
        return Duration.ofMinutes(2);
    }
}
