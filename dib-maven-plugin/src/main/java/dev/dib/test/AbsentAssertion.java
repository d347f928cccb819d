// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.io.IOException;
import java.util.Optional;

/** Nothing is at a path. */
public record AbsentAssertion(String name, String path) implements Assertion {

    @Override
    public Optional<String> problem(TreeProbe tree) throws IOException, InterruptedException {
        return tree.fileOrLink(path).map(file -> path + " is there, " + file.kind());
    }
}
