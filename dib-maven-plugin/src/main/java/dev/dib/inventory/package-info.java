// SPDX-License-Identifier: Apache-2.0
/** What is in an image. */
package dev.dib.inventory;
