// SPDX-License-Identifier: Apache-2.0
/** What is wrong and how to mend it. The lowest room: every other may lean on it. */
package dev.dib.problem;
