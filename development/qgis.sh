#!/usr/bin/env bash
# Where QGIS is, and how it is started. Sourced by the other scripts; run, it starts the given QGIS program:
#   development/qgis.sh python|process|desktop ARGUMENTS...

first_of() { # the first argument that is a program
    local program
    for program in "$@"; do
        if command -v "$program" >/dev/null 2>&1; then command -v "$program"; return; fi
    done
}

find_qgis_python() { # a Python that imports PyQGIS
    local python
    for python in ${QGIS_PYTHON:-} /usr/bin/python3 /Applications/QGIS*.app/Contents/MacOS/bin/python3 python3; do
        if clean_environment "$python" -c 'import qgis.core' >/dev/null 2>&1; then echo "$python"; return; fi
    done
}

# Debian 12's wrapper `qgis_process` passes an option that QGIS 3.22 refuses; the program behind it is fine.
find_qgis_process() {
    first_of ${QGIS_PROCESS:-} /usr/bin/qgis_process.bin /Applications/QGIS*.app/Contents/MacOS/bin/qgis_process qgis_process
}

find_qgis_desktop() {
    first_of ${QGIS_DESKTOP:-} /usr/bin/qgis.bin /usr/bin/qgis /Applications/QGIS*.app/Contents/MacOS/QGIS qgis
}

# An activated environment, or a Python in front of the system's, would give QGIS packages that it was not built with.
clean_environment() {
    env -u VIRTUAL_ENV -u PYTHONHOME -u PYTHONPATH -u PYTHONSTARTUP -u PYTHONUSERBASE -u LD_LIBRARY_PATH \
        PATH="/usr/bin:/bin:/usr/sbin:/sbin:$PATH" "$@"
}

# write_profile FOLDER: a QGIS profile in which the plugin is enabled; one that is there keeps its settings.
write_profile() {
    local settings=$1/profiles/default/QGIS/QGIS3.ini
    [ -e "$settings" ] && return
    mkdir -p "$(dirname "$settings")"
    cat >"$settings" <<'INI'
[PythonPlugins]
landprint=true

[app]
plugin_installer\checkOnStart=false

[core]
NewsFeed\httpsfeedqgisorg\disabled=true

[plugin-manager]
automatically-check-for-updates=false

[qgis]
checkVersion=false
showTips=false
INI
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    kind=$1; shift
    # The plugin and its profile, whichever program it is.
    cd "$(dirname "${BASH_SOURCE[0]}")/.."
    write_profile build/profiles
    export QGIS_PLUGINPATH=$PWD/build/link QGIS_CUSTOM_CONFIG_PATH=$PWD/build/profiles
    [ "$kind" = desktop ] || export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$PWD/build/runtime
    program=$("find_qgis_$kind")
    [ -n "$program" ] || { echo "error: QGIS was not found: run "make demo", or name it in QGIS_$(echo "$kind" | tr a-z A-Z)." >&2; exit 2; }
    clean_environment "$program" "$@"
fi
