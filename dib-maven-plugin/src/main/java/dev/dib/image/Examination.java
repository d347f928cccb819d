// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.io.IOException;

/** What somebody wants to know about a tree. The tree is gone when it is over. */
@FunctionalInterface
public interface Examination<T> {

    T of(BuiltTree tree) throws IOException, InterruptedException;
}
