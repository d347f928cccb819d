// SPDX-License-Identifier: Apache-2.0
package dev.dib.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code safe_sudo}: what a hook does with sudo it does to the image. Phases on the host see the files of the host: a line with
 * sudo names the tree or the disk of the image, or says with a comment {@code # dib-lint: safe_sudo} that it is safe.
 */
final class SudoRule implements Rule {

    /** The phases, and the words, of diskimage-builder's dib-lint. */
    private static final Pattern FOLDERS = Pattern.compile("(root|extra-data|block-device|finalise|cleanup)\\.d/.*");

    private static final Pattern SUDO = Pattern.compile(Rules.COMMAND + "sudo\\s");
    private static final Pattern SAFE =
            Pattern.compile("TARGET_ROOT|IMAGE_BLOCK_DEVICE|TMP_MOUNT_PATH|TMP_IMAGE_PATH|#\\s*dib-lint:\\s*safe_sudo");

    @Override
    public List<Finding> check(ElementFiles element) {
        List<Finding> findings = new ArrayList<>();
        element.shells()
                .filter(file -> FOLDERS.matcher(file.path()).matches())
                .forEach(file -> file.code().forEach((number, line) -> {
                    if (SUDO.matcher(line).find() && !SAFE.matcher(line).find()) {
                        findings.add(
                                new Finding(
                                        "safe_sudo",
                                        file.path(),
                                        number,
                                        "may change the host with sudo",
                                        "name $TARGET_ROOT or $TMP_MOUNT_PATH in the line, or add '# dib-lint: safe_sudo' to it"));
                    }
                }));
        return findings;
    }
}
