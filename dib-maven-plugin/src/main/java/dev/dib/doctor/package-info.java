// SPDX-License-Identifier: Apache-2.0
/** What this host offers to builds, what is missing, and how to get it. */
package dev.dib.doctor;
