// SPDX-License-Identifier: Apache-2.0
/** What an image shall be, and the steps that build it. */
package dev.dib.image;
