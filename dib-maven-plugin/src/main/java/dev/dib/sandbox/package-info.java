// SPDX-License-Identifier: Apache-2.0
/** Namespaces and processes. Knows nothing of images. */
package dev.dib.sandbox;
