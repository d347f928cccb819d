// SPDX-License-Identifier: Apache-2.0
package dev.dib.doctor;

/**
 * What was found out about one thing.
 *
 * @param good whether it is as builds need it
 * @param subject what was looked at
 * @param detail what was found
 */
public record Finding(boolean good, String subject, String detail) {}
