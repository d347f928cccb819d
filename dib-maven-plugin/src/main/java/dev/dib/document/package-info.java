// SPDX-License-Identifier: Apache-2.0
/** Reads YAML and JSON into values that know their line, so that errors can name it. */
package dev.dib.document;
