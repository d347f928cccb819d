# SPDX-License-Identifier: Apache-2.0
"""What Python hooks import of diskimage-builder. A diskimage-builder that the host has is found as well."""

import pkgutil

__path__ = pkgutil.extend_path(__path__, __name__)
