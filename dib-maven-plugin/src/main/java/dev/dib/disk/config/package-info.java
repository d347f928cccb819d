// SPDX-License-Identifier: Apache-2.0
/** The block-device grammar of diskimage-builder: read, checked and turned into immutable nodes. */
package dev.dib.disk.config;
