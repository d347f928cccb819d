// SPDX-License-Identifier: Apache-2.0
/** Where the seconds of a build went: a timeline of its phases, hooks, steps and formats, as a page and for programs. */
package dev.dib.report;
