// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.io.IOException;
import java.util.List;

/** Looks for one kind of fault in an element. */
@FunctionalInterface
interface Rule {

    List<Finding> check(ElementFiles element) throws IOException, InterruptedException;
}
