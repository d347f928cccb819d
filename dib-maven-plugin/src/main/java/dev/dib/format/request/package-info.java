// SPDX-License-Identifier: Apache-2.0
/** What formats somebody wants, in words, and what becomes of it when it is checked. */
package dev.dib.format.request;
