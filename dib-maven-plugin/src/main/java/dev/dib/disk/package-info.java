// SPDX-License-Identifier: Apache-2.0
/** From a root tree to a partitioned disk: the block-device grammar, layout, partition tables, file systems, boot loader. */
package dev.dib.disk;
