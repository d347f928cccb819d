// SPDX-License-Identifier: Apache-2.0
/** Tests of an element: it is run on a base, and assertions are held against the tree. Stands above the room image. */
package dev.dib.test;
