#!/usr/bin/env bash
# install.sh DIR: makes DIR a Python environment that holds moto, as requirements.txt pins it.
# Returns at once when DIR already holds just that.
set -euo pipefail

env=${1:?usage: install.sh DIR}
wanted=$(dirname "$0")/requirements.txt

if cmp -s "$wanted" "$env/installed.txt"; then
  exit 0
fi
echo "Installing moto into $env"
rm -rf "$env"
# Debian's python3 has no ensurepip without python3-venv: an outer pip can stand in for it.
if ! python3 -m venv "$env" >/dev/null 2>&1; then
  rm -rf "$env"
  if ! python3 -m venv --without-pip "$env" || ! python3 -m pip --version >/dev/null 2>&1; then
    echo "Python 3 can make no virtual environment here. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
fi
if [ -x "$env/bin/pip" ]; then
  pip=("$env/bin/python" -m pip)
else
  pip=(python3 -m pip --python "$env/bin/python")
fi
"${pip[@]}" install --quiet --no-input --disable-pip-version-check --no-deps --requirement "$wanted"
cp "$wanted" "$env/installed.txt"
