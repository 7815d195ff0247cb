#!/usr/bin/env bash
# Opens the QGIS desktop with this checkout's plugin enabled, in a profile of its own: desktop.sh [PROJECT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. development/qgis.sh

desktop=$(find_qgis_desktop)
[ -n "$desktop" ] || { echo "error: QGIS's desktop was not found: install it, or name it in QGIS_DESKTOP." >&2; exit 2; }
if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "error: There is no screen: run this in a desktop session, or open ${1:-QGIS} in QGIS elsewhere." >&2
    exit 2
fi
write_profile build/profiles
export QGIS_PLUGINPATH=$PWD/build/link
clean_environment "$desktop" --noversioncheck --profiles-path "$PWD/build/profiles" \
    ${1:+--project "$PWD/$1"}
