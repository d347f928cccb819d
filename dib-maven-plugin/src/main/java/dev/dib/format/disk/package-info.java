// SPDX-License-Identifier: Apache-2.0
/** Formats of virtual disks. All but qcow2 with unusual options are written here, so that they are the same on every host. */
package dev.dib.format.disk;
