// SPDX-License-Identifier: Apache-2.0
/** Compression on all processors whose output depends on neither their number nor their speed. */
package dev.dib.format.compress;
