// SPDX-License-Identifier: Apache-2.0
/** What must not be told: which variables are secret, and how their values are kept out of logs and images. */
package dev.dib.secret;
