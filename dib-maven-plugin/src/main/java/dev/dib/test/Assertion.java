// SPDX-License-Identifier: Apache-2.0
package dev.dib.test;

import java.io.IOException;
import java.util.Optional;

/** Something that is expected of the tree that an element has worked on. */
public interface Assertion {

    /** What it shows: "/etc/motd is a file with mode 0644". Unique within a test. */
    String name();

    /** Why it does not hold; absent if it does. */
    Optional<String> problem(TreeProbe tree) throws IOException, InterruptedException;
}
