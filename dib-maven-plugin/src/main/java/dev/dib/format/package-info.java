// SPDX-License-Identifier: Apache-2.0
/** File formats of images, and checksums. */
package dev.dib.format;
