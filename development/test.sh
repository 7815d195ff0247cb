#!/usr/bin/env bash
# Runs all tests, or the parts named, as lint, walls, setup, engine, faults, qt6, client, plugin, demo, gui. `make test` sets
# up first. Every part runs, whatever the one before said; at the end a table, and exit status 1 if one failed.
# With QGIS=3.40 or 3.44 the parts that need a QGIS run in a chroot that has this one.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -n "${QGIS:-}" ]; then
    [ $# -gt 0 ] || set -- client plugin demo gui
    exec env -u QGIS FIRST_SCREEN="1${QGIS#3.}" development/chroot.sh "$QGIS" development/test.sh "$@"
fi
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
    development/qt6.sh __init__.py plugin || status=1
    return $status
}
part_qt6() { env QT_QPA_PLATFORM=offscreen build/qt6-venv/bin/python -m pytest tests/widgets; }
part_walls() { "$ENGINE_PYTHON" -m pytest tests/walls; }
part_setup() { "$ENGINE_PYTHON" -m pytest tests/setup; }
part_engine() { "$ENGINE_PYTHON" -m pytest tests/engine; }
part_faults() { "$ENGINE_PYTHON" -m pytest tests/faults; }
part_demo() { "$ENGINE_PYTHON" -m pytest tests/demo; }
# Nor the settings of QGIS, which keep an engine's path.
qgis_environment() {
    clean_environment env XDG_CONFIG_HOME="$PWD/build/settings" XDG_DATA_HOME="$PWD/build/settings" "$@"
}
part_client() { qgis_environment "$QGIS_TEST_PYTHON" -m pytest -p no:pytest_qgis tests/client; }
part_plugin() { qgis_environment env QT_QPA_PLATFORM=offscreen "$QGIS_TEST_PYTHON" -m pytest tests/plugin tests/widgets; }
# A screen of its own even where there is one: the tests click. Two versions at once look for a free one from another number on.
part_gui() {
    qgis_environment env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY LIBGL_ALWAYS_SOFTWARE=1 QT_X11_NO_MITSHM=1 \
        xvfb-run -a -n "${FIRST_SCREEN:-99}" -s '-screen 0 1600x1000x24 -nolisten tcp' "$QGIS_TEST_PYTHON" -m pytest -p no:pytest_qgis tests/gui
}
# No test, but driven in the same way.
part_guide() {
    qgis_environment env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY LIBGL_ALWAYS_SOFTWARE=1 QT_X11_NO_MITSHM=1 \
        xvfb-run -a -n "${FIRST_SCREEN:-99}" -s '-screen 0 3200x2000x24 -nolisten tcp' "$ENGINE_PYTHON" -m development.guide ${GUIDE:-}
}
part_sources() {
    qgis_environment env -u QT_QPA_PLATFORM -u WAYLAND_DISPLAY LIBGL_ALWAYS_SOFTWARE=1 QT_X11_NO_MITSHM=1 \
        xvfb-run -a -n "${FIRST_SCREEN:-99}" -s '-screen 0 1600x1000x24 -nolisten tcp' "$QGIS_TEST_PYTHON" -m development.sources ${SOURCES:-}
}

[ $# -gt 0 ] || set -- lint walls setup engine faults qt6 client plugin demo gui
mkdir -p build/logs
failed=0
table=
for part in "$@"; do
    printf '\n===== %s =====\n' "$part"
    started=$SECONDS
    if "part_$part" 2>&1 | tee "build/logs/$part.log"; then outcome=passed; else outcome=FAILED failed=1; fi
    closing=$(grep -oE '[0-9]+ (passed|failed|skipped|error).* in [0-9.]+s' "build/logs/$part.log" | tail -n 1)
    table+=$(printf '%-8s %-6s %4d s   %s' "$part" "$outcome" $((SECONDS - started)) "$closing")$'\n'
done
version=$("$QGIS_TEST_PYTHON" -c 'from qgis.core import Qgis; print("QGIS", Qgis.version())' 2>/dev/null)
printf '\n===== summary%s =====\n%s' "${version:+, $version}" "$table" | tee build/logs/summary
exit $failed
