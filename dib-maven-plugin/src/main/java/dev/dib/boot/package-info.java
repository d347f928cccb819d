// SPDX-License-Identifier: Apache-2.0
/** Boots images in QEMU and checks that they reach the state that is wanted. */
package dev.dib.boot;
