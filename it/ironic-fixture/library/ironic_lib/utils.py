# SPDX-License-Identifier: Apache-2.0
import shlex


def kernel_parameters(line):
    """The parameters on a command line of the kernel, by name; one without value is empty."""
    return dict(word.partition("=")[::2] for word in shlex.split(line))
