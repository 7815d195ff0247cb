#!/usr/bin/env bash
# Runs all tests, or the parts named: test.sh [lint] [walls] [engine] [client] [plugin] [demo] [gui]. `make test` sets up first.
# Every part runs, whatever the one before said; at the end a table, and exit status 1 if one failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. development/qgis.sh

ENGINE_PYTHON=$PWD/.venv/bin/python
QGIS_TEST_PYTHON=$PWD/build/qgis-venv/bin/python
# No test touches the caches or the runtime folder of whoever runs it.
export XDG_CACHE_HOME=$PWD/build/cache XDG_RUNTIME_DIR=$PWD/build/runtime
# The tests of the engine would start the interpreter with what an activated environment exports.
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH

part_lint() {
    local status=0
    "$ENGINE_PYTHON" -m ruff check . || status=1
    "$ENGINE_PYTHON" -m ruff format --check . || status=1
    "$ENGINE_PYTHON" -m mypy -p landprint.engine -p landprint.plugin || status=1
    return $status
}
part_walls() { "$ENGINE_PYTHON" -m pytest tests/walls; }
part_engine() { "$ENGINE_PYTHON" -m pytest tests/engine; }
part_demo() { "$ENGINE_PYTHON" -m pytest tests/demo; }
# Nor the settings of QGIS, which keep an engine's path.
qgis_environment() {
    clean_environment env XDG_CONFIG_HOME="$PWD/build/settings" XDG_DATA_HOME="$PWD/build/settings" "$@"
}
part_client() { qgis_environment "$QGIS_TEST_PYTHON" -m pytest -p no:pytest_qgis tests/client; }
part_plugin() { qgis_environment env QT_QPA_PLATFORM=offscreen "$QGIS_TEST_PYTHON" -m pytest tests/plugin; }
# A screen of its own even where there is one: the tests click.
part_gui() {
    qgis_environment env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY LIBGL_ALWAYS_SOFTWARE=1 QT_X11_NO_MITSHM=1 \
        xvfb-run -a -s '-screen 0 1600x1000x24 -nolisten tcp' "$QGIS_TEST_PYTHON" -m pytest -p no:pytest_qgis tests/gui
}

[ $# -gt 0 ] || set -- lint walls engine client plugin demo gui
failed=0
table=
for part in "$@"; do
    printf '\n===== %s =====\n' "$part"
    started=$SECONDS
    if "part_$part"; then outcome=passed; else outcome=FAILED failed=1; fi
    table+=$(printf '%-8s %-6s %4d s' "$part" "$outcome" $((SECONDS - started)))$'\n'
done
printf '\n===== summary =====\n%s' "$table"
exit $failed
