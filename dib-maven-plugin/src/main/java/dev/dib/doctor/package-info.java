// SPDX-License-Identifier: Apache-2.0
/** What this host offers, what a build needs, and how to get what is missing. */
package dev.dib.doctor;
