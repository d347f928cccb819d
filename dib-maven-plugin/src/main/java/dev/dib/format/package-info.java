// SPDX-License-Identifier: Apache-2.0
/**
 * File formats of images, and checksums. The request for a conversion is in {@code request}, formats of disks in {@code disk},
 * those of trees in {@code tree}, and what compresses them in {@code compress}.
 */
package dev.dib.format;
