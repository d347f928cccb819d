# SPDX-License-Identifier: Apache-2.0
"""Logging of Python hooks, such as package-installs-squash of diskimage-builder's own element package-installs."""

import json
import logging
import logging.config
import os


def setup():
    """Has messages go to standard error, or wherever the file in DIB_PYTHON_LOGGING_CONFIG_FILE (JSON, as for dictConfig) says."""
    settings = os.environ.get("DIB_PYTHON_LOGGING_CONFIG_FILE")
    if settings:
        with open(settings, encoding="utf-8") as file:
            logging.config.dictConfig(json.load(file))
        return
    tracing = os.environ.get("DIB_DEBUG_TRACE", "0") not in ("", "0")
    logging.basicConfig(
        level=logging.DEBUG if tracing else logging.INFO,
        format="%(levelname)s %(name)s: %(message)s",
    )
