#!/bin/sh
# Installs the project into a fresh environment of every other supported Python that is found on PATH or under
# ~/.pyenv/versions, and runs it on the sample articles: `tests/smoke.sh PYTHON`, PYTHON being the one tested already.
# They go side by side: most of their time is pip's.
set -eu

cd "$(dirname "$0")/.."
tested=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

smoke() {  # VERSION PYTHON
    "$2" -m venv "$work/$1"
    "$work/$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile .
    "$work/$1/bin/python" -m pip uninstall --quiet --yes setuptools 2>/dev/null || true
    "$work/$1/bin/pipeline" run data/raw --out "$work/out$1" --quiet
    "$work/$1/bin/pipeline" check "$work/out$1"
    echo "smoke: Python $1 ran data/raw"
}

running=""
for version in 3.11 3.12 3.13; do
    [ "$version" = "$tested" ] && continue
    python=""
    for candidate in "$HOME/.pyenv/versions/$version".*/bin/python "python$version"; do
        if "$candidate" -c "import ensurepip, sys; assert '%d.%d' % sys.version_info[:2] == '$version'" 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "smoke: Python $version not found"
        continue
    fi
    smoke "$version" "$python" &
    running="$running $!"
done
for process in $running; do
    wait "$process"
done
