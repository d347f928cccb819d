// SPDX-License-Identifier: Apache-2.0
/** What LVM2 writes to a disk, as values and bytes: knows neither files nor devices. */
package dev.dib.disk.lvm;
