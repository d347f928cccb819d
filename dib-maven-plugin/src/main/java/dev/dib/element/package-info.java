// SPDX-License-Identifier: Apache-2.0
/** Elements: where they are found, what they depend on, how they are packed. */
package dev.dib.element;
