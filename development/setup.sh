#!/usr/bin/env bash
# Sets up what is missing, and says nothing when nothing is:
#   setup.sh [system] [engine] [development] [geoclip] [qgis] [qt6] [translations] [link]
# Each environment holds a stamp with the checksum of its requirements: change them, and it is brought up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. development/qgis.sh

# fonts-open-sans: a bare system has no font at all, and the demo's map would have no words.
SYSTEM_PACKAGES=(python3-qgis qgis python3-venv xvfb xauth xdotool fonts-open-sans)

say() { printf '==> %s\n' "$*"; }
stop() { printf 'error: %s\n' "$*" >&2; exit 2; }
is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else stop "Installing packages needs root: run 'apt-get install --no-install-recommends ${missing[*]}' as root, then again."
    fi
}

# The packages of the arguments that are not there are installed.
install_packages() {
    missing=()
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${missing[*]} (QGIS is about 300 MB to download)"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

setup_system() {
    if is_debian; then install_packages "${SYSTEM_PACKAGES[@]}"
    elif [ -z "$(find_qgis_python)" ] || [ -z "$(find_qgis_process)" ]; then
        stop "QGIS 3.22 or newer was not found: install it from https://qgis.org, or name its programs in QGIS_PYTHON and QGIS_PROCESS."
    fi
}

# The first Python of at least 3.MINOR that can make environments. The distribution's comes first: others come and go.
find_python() { # MINOR
    local python
    for python in ${PYTHON:-} /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python3.10 python3; do
        if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, int(sys.argv[1])))' "$1" 2>/dev/null; then
            echo "$python"; return
        fi
    done
}

checksum() { cat "$@" | cksum | tr -s ' \t' '-'; }

# install_into ENVIRONMENT NAME REQUIREMENTS...
install_into() {
    local environment=$1 name=$2; shift 2
    local stamp; stamp="$environment/landprint-$name-$(checksum "$@")"
    [ -e "$stamp" ] && return
    say "Installing $* into $environment (once)"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check $(printf -- '-r %s ' "$@")
    rm -f "$environment/landprint-$name-"*
    touch "$stamp"
}

make_environment() { # ENVIRONMENT PYTHON [OPTIONS]
    local environment=$1 python=$2; shift 2
    "$environment/bin/python" -c '' 2>/dev/null && return
    say "Making the environment $environment with $python"
    rm -rf "$environment"
    # An activated environment would lend the new one its own paths.
    env -u VIRTUAL_ENV -u PYTHONHOME -u PYTHONPATH "$python" -m venv "$@" "$environment"
}

find_engine_python() {
    python=$(find_python 10)
    if [ -z "$python" ] && is_debian; then install_packages python3-venv; python=$(find_python 10); fi
    [ -n "$python" ] || stop "Python 3.10 or newer with its venv module was not found: install it from https://www.python.org, or name it in PYTHON."
}

# The engine's environment as users get it: the plugin's own installer, its lock, this computer's Python.
setup_engine() {
    local stamp; stamp="$ENGINE_ENVIRONMENT/landprint-engine-$(checksum $ENGINE_LOCK)"
    # One for development holds all of it, and more.
    if [ -e "$stamp" ] || compgen -G "$ENGINE_ENVIRONMENT/landprint-development-*" >/dev/null; then return; fi
    find_engine_python
    say "Installing the engine into $ENGINE_ENVIRONMENT (once)"
    env -u VIRTUAL_ENV -u PYTHONHOME -u PYTHONPATH "$python" -m plugin.setup install \
        --folder build/setup --environment "$ENGINE_ENVIRONMENT" --python "$python" >/dev/null
    touch "$stamp"
}

# What the tests need beside it comes by pip, which has the choice of torch's build; nothing of the lock changes by that.
setup_development() {
    local stamp; stamp="$ENGINE_ENVIRONMENT/landprint-development-$(checksum $ENGINE_LOCK $DEVELOPMENT_REQUIREMENTS)"
    [ -e "$stamp" ] && return
    setup_engine
    say "Installing ${DEVELOPMENT_REQUIREMENTS// /, } into $ENGINE_ENVIRONMENT (once)"
    "$ENGINE_ENVIRONMENT/bin/python" -m pip --version >/dev/null 2>&1 || "$ENGINE_ENVIRONMENT/bin/python" -m ensurepip >/dev/null
    mkdir -p build
    # Without its sums, which pip would want of everything then.
    sed -nE 's/^([A-Za-z0-9._-]+==[^\\]*[^\\ ]) ?\\$/\1/p' $ENGINE_LOCK >build/locked.txt
    "$ENGINE_ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check -r build/locked.txt \
        $(printf -- '-r %s ' $DEVELOPMENT_REQUIREMENTS)
    rm -f "$ENGINE_ENVIRONMENT"/landprint-{development,engine}-*
    touch "$stamp"
}

# A trained location encoder that a package carries: its weights are read in tests, and nothing of it is imported, so
# what it requires is left out.
setup_geoclip() {
    local stamp=build/geoclip/landprint-1.3.0
    [ -e "$stamp" ] && return
    say "Fetching GeoCLIP's weights for the tests"
    rm -rf build/geoclip
    "$ENGINE_ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --target build/geoclip geoclip==1.3.0
    touch "$stamp"
}

setup_qgis() {
    make_environment build/qgis-venv "$(find_qgis_python)" --system-site-packages
    install_into build/qgis-venv qgis development/requirements-qgis.txt
}

setup_qt6() {
    local python; python=$(find_python 11)  # the migration script sees no enum with an older one
    [ -n "$python" ] || stop "The checks for Qt 6 need Python 3.11 or newer: install it, or name it in PYTHON."
    make_environment build/qt6-venv "$python"
    # Qt 6 without a screen still loads these.
    if is_debian; then install_packages libegl1 libxkbcommon0 libdbus-1-3; fi
    install_into build/qt6-venv qt6 development/requirements-qt6.txt
    local stamp=build/qt6-venv/qgis-pyqt5to6-0.0.0.dev0
    [ -e "$stamp" ] && return
    build/qt6-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
        qgis-pyqt5to6==0.0.0.dev0
    touch "$stamp"
}

# Qt's lupdate and lrelease. Nothing else needs them: the files that they make are in the repository.
setup_translations() {
    if command -v lupdate >/dev/null && command -v lrelease >/dev/null; then return
    elif is_debian; then install_packages qttools5-dev-tools
    else stop "Qt's lupdate and lrelease were not found: install them (Debian: qttools5-dev-tools)."
    fi
}

# QGIS names a plugin after its folder; through this link any checkout is called landprint.
setup_link() {
    mkdir -p build/link
    [ "$(readlink build/link/landprint)" = ../.. ] || ln -sfn ../.. build/link/landprint
}

ENGINE_ENVIRONMENT=.venv
ENGINE_LOCK=resources/setup/engine.txt
DEVELOPMENT_REQUIREMENTS="engine/requirements.txt engine/requirements-gpu.txt engine/requirements-dask.txt development/requirements.txt"

for step in "$@"; do "setup_$step"; done
