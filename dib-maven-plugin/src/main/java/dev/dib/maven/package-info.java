// SPDX-License-Identifier: Apache-2.0
/** Goals, packagings and everything else that sees Maven. */
package dev.dib.maven;
