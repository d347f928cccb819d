// SPDX-License-Identifier: Apache-2.0
/** Reports in the format of JUnit, which every CI server reads. */
package dev.dib.junit;
