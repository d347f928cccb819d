// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import java.time.Duration;

/**
 * How the hooks of an image are run.
 *
 * @param limit how long one of them may run
 */
public record HookSpec(Duration limit) {}
