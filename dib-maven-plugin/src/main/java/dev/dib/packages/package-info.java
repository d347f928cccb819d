// SPDX-License-Identifier: Apache-2.0
/** Reads and merges package-installs, pkg-map and svc-map, and decides what they mean for an image, on the host. */
package dev.dib.packages;
