// SPDX-License-Identifier: Apache-2.0
/** Looks for what is wrong with an element before it is used. Stands above the rooms whose files it checks. */
package dev.dib.lint;
