// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.HookListener;
import dev.dib.hook.Phase;
import dev.dib.problem.Problem;
import dev.dib.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hears what hooks of block-device.d print. Before diskimage-builder had block-device configurations, such a hook partitioned
 * the disk itself and said which device it made, {@code IMAGE_BLOCK_DEVICE=/dev/mapper/loop0p1}. Here nothing has made a device
 * that it could partition: the disk is made of the finished tree, as the configuration says. What it wants cannot be had, so it
 * is told, unless no disk is made at all: the line has no use then.
 */
final class BlockDeviceClaims implements HookListener {

    private static final Pattern CLAIM = Pattern.compile("\\bIMAGE_BLOCK_DEVICE=[\"']?([^\"'\\s]+)");

    private String hook = "";
    private String claim = "";

    @Override
    public void hookStarted(Phase phase, String element, String script) {
        if (claim.isEmpty()) {
            hook = phase + "/" + script + (element.isEmpty() ? "" : " of element '" + element + "'");
        }
    }

    @Override
    public void hookPrinted(Phase phase, String line) {
        Matcher matcher = CLAIM.matcher(line);
        // set -x traces lines that set it
        if (claim.isEmpty() && !line.startsWith("+") && matcher.find()) {
            claim = matcher.group(1);
        }
    }

    /**
     * Does nothing if no hook claimed to have made a device.
     *
     * @throws ProblemException if one did, and a disk is to be made
     */
    void judge(Build build) {
        if (claim.isEmpty()) {
            return;
        }
        if (!build.image().needsDisk()) {
            build.listener().noticed(hook + " tells a block device, " + claim + ": no disk is made, so it has no use");
            return;
        }
        throw new ProblemException(new Problem(
                hook,
                "partitions the disk itself (it printed IMAGE_BLOCK_DEVICE=" + claim
                        + "), but the disk is made of the finished tree",
                "remove the hook, and describe the partitions, and logical volumes, in the element's"
                        + " block-device-default.yaml or in the parameter blockDevice"));
    }
}
