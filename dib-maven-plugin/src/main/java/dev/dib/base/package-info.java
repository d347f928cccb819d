// SPDX-License-Identifier: Apache-2.0
/**
 * Base trees out of images that were made elsewhere: partition tables and file systems of disks, layers of container
 * archives. Everything is read from files by this code, so it needs neither root nor loop devices, and a hostile image does
 * not meet the file-system code of the kernel. What comes out is a pax archive.
 */
package dev.dib.base;
