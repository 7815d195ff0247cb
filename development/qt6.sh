#!/usr/bin/env bash
# What Qt 6 and QGIS 4 would refuse in these files and folders; says nothing when there is nothing: qt6.sh FILES...
set -euo pipefail
python=$(dirname "${BASH_SOURCE[0]}")/../build/qt6-venv/bin/python
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
status=0

# Only what Qt 6 and QGIS 4 have changed; QGS105 wants qgis.utils.iface instead of an iface that is handed in.
"$python" -m flake8 --isolated --select QGS10,QGS4 --extend-ignore QGS105 "$@" || status=1

# QGIS's own script rewrites what it knows: on a copy, and whatever it rewrites or warns of is wrong here.
cp -r "$@" "$copy"
said=$("$python" -m pyqt5to6.pyqt5to6 "$copy" 2>&1) || status=1
said=$(grep -v '^QGIS classes not available' <<<"$said") && { echo "${said//$copy\//}"; status=1; }
for path in "$@"; do diff -ru --exclude __pycache__ "$path" "$copy/$(basename "$path")" || status=1; done
exit $status
