// SPDX-License-Identifier: Apache-2.0
/**
 * What somebody asks for, and whether it can be had. The way of a parameter: a field of a goal, a component of the request for
 * its subject ({@link dev.dib.image.request.DiskRequest}, {@link
 * dev.dib.format.request.ConversionRequest}, {@link
 * dev.dib.image.request.HookRequest}, {@link dev.dib.image.request.ElementRequest}), which checks it, and a component of {@link
 * dev.dib.image.ImageSpec} or of one of its parts, which steps read. All that is wrong is gathered in one {@link
 * dev.dib.problem.Problems}.
 */
package dev.dib.image.request;
