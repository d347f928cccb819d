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

# The interpreter itself, and not the link of dib-python: that will not be there in the finished image, but first lines of scripts would name it.
if [ -d /tmp/in_target.d ] && dib_pip_python=$(command -v "$DIB_PYTHON"); then
    export DIB_PYTHON_PIP="$dib_pip_python -m pip"
    if [ "$DIB_PYTHON_VERSION" = 3 ]; then
        export DIB_PYTHON_VIRTUALENV="$dib_pip_python -m venv"
    else
        export DIB_PYTHON_VIRTUALENV="$dib_pip_python -m virtualenv"
    fi
fi
unset dib_pip_python
