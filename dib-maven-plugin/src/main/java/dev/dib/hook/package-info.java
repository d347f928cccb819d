// SPDX-License-Identifier: Apache-2.0
/** Phases and their scripts: how hooks of elements are merged, ordered and run. */
package dev.dib.hook;
