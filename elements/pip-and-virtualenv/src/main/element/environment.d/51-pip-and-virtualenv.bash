# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
export DIB_INSTALLTYPE_pip_and_virtualenv=${DIB_INSTALLTYPE_pip_and_virtualenv:-package}
case $DIB_INSTALLTYPE_pip_and_virtualenv in
    source | package) ;;
    *)
        echo "pip-and-virtualenv: DIB_INSTALLTYPE_pip_and_virtualenv is \"$DIB_INSTALLTYPE_pip_and_virtualenv\", but has to be source or package" >&2
        exit 1
        ;;
esac

# Newer distributions keep pip out of their own folders unless it is told so. In an image that is being built, nobody else decides.
export PIP_BREAK_SYSTEM_PACKAGES=1

# Where the link of dib-python leads, and not the link: it will not be there in the finished image, but first lines of scripts would name it.
if [ -e /usr/local/bin/dib-python ]; then
    DIB_PYTHON_PIP="$(readlink /usr/local/bin/dib-python) -m pip"
    if [ "$DIB_PYTHON_VERSION" = 3 ]; then
        DIB_PYTHON_VIRTUALENV="$(readlink /usr/local/bin/dib-python) -m venv"
    else
        DIB_PYTHON_VIRTUALENV="$(readlink /usr/local/bin/dib-python) -m virtualenv"
    fi
    export DIB_PYTHON_PIP DIB_PYTHON_VIRTUALENV
fi
