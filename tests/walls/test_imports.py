"""The walls between the two processes, and the order of the engine's layers: every import, relative ones too."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.places import ROOT

QGIS_SIDE = {"qgis", "processing", "PyQt5", "PyQt6", "PySide6", "osgeo"}
ENGINE_SIDE = {
    *("torch", "rasterio", "sklearn", "scipy", "onnxruntime", "onnx", "onnxscript", "dask", "distributed"),
    *("huggingface_hub", "safetensors", "pyogrio", "pyarrow", "platformdirs", "tqdm", "affine"),
}
OUR_NAMES = {"landprint", "engine", "plugin"}
# From below to above. What stands between these may be anywhere, as long as no chain of imports leads up through it.
LAYERS = (
    {"messages"},
    {"errors", "progress", "grid"},
    {"raster", "embedding_raster"},
    {"embed", "similarity", "kmeans"},
    {"operations"},
    {"server", "cli"},
    {"__main__"},
)


class Import(NamedTuple):
    """One name that a file imports, in full: ``landprint.engine.messages`` for a relative one of ours."""

    file: str
    line: int
    name: str


def _package_of(path: Path) -> list[str]:
    """The package that relative imports of this file start from."""
    return ["landprint", *path.relative_to(ROOT).parent.parts]


def _targets(node: ast.AST, package: list[str]) -> Iterator[str]:
    """The full names of what one import statement may load."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else []
        start = [*base, *(node.module or "").split(".")] if node.module else base
        # `from . import raster` loads the module raster, `from .raster import Raster` loads raster too.
        yield from (".".join([*start, alias.name]) for alias in node.names)


@cache
def _imports(folder: str) -> list[Import]:
    """Every import of every file under ``folder``, those inside functions too."""
    return [
        Import(path.relative_to(ROOT).as_posix(), node.lineno, name)
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _targets(node, _package_of(path))
    ]


def _is_under(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_relative_imports_are_resolved():
    # The tests below see nothing if this fails.
    tree = ast.parse("from . import raster\nfrom ..engine.messages import Request\nfrom ...x import y\nimport a.b")
    names = [name for node in tree.body for name in _targets(node, ["landprint", "plugin", "client"])]
    assert names == [
        "landprint.plugin.client.raster",
        "landprint.plugin.engine.messages.Request",
        "landprint.x.y",
        "a.b",
    ]


def test_the_engine_never_imports_qgis():
    assert [found for found in _imports("engine") if found.name.split(".")[0] in QGIS_SIDE] == []


def test_the_engine_never_imports_the_plugin():
    assert [found for found in _imports("engine") if _is_under(found.name, "landprint.plugin")] == []


def test_the_plugin_never_imports_what_only_the_engine_has():
    assert [found for found in _imports("plugin") if found.name.split(".")[0] in ENGINE_SIDE] == []


def test_the_plugin_reaches_nothing_of_the_engine_but_its_messages():
    reached = [found for found in _imports("plugin") if _is_under(found.name, "landprint.engine")]
    reached += [found for found in _imports("plugin") if _is_under(found.name, "engine")]
    assert [found for found in reached if not _is_under(found.name, "landprint.engine.messages")] == []


def test_the_plugin_takes_qt_from_qgis():
    assert [found for found in _imports("plugin") if found.name.split(".")[0] in {"PyQt5", "PyQt6", "PySide6"}] == []


@pytest.mark.parametrize("folder", ["engine", "plugin"])
def test_our_own_imports_are_relative(folder):
    # The package has the name of its folder, whatever that is.
    absolute = [
        Import(path.relative_to(ROOT).as_posix(), node.lineno, ast.unparse(node))
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] in OUR_NAMES)
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] in OUR_NAMES for alias in node.names))
    ]
    assert absolute == []


def _engine_graph() -> dict[str, set[str]]:
    """Each module of the engine (``models`` as one) with those that it imports."""
    files = (path.relative_to(ROOT / "engine").parts[0].removesuffix(".py") for path in (ROOT / "engine").rglob("*.py"))
    graph: dict[str, set[str]] = {module: set() for module in files}
    for found in _imports("engine"):
        module, parts = found.file.split("/")[1].removesuffix(".py"), found.name.split(".")
        if parts[:2] == ["landprint", "engine"] and len(parts) > 2 and parts[2] in graph and parts[2] != module:
            graph[module].add(parts[2])
    return graph


def _reached(graph: dict[str, set[str]], module: str) -> set[str]:
    """All that ``module`` imports, directly or through others."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        new = graph[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached


def test_the_layers_exist():
    assert set().union(*LAYERS) <= set(_engine_graph())


def test_the_engines_arrows_point_down():
    graph = _engine_graph()
    up = [
        (module, above)
        for number, layer in enumerate(LAYERS)
        for module in layer
        for above in _reached(graph, module) & set().union(*LAYERS[number + 1 :])
    ]
    assert up == []


def test_the_engines_modules_do_not_import_each_other_in_a_circle():
    graph = _engine_graph()
    assert sorted(module for module in graph if module in _reached(graph, module)) == []


def test_the_messages_import_nothing_of_ours():
    assert _engine_graph()["messages"] == set()


LOADED_BY_MESSAGES = """
import sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import engine.messages
names = {name.split(".")[0] for name in set(sys.modules) - before}
print(sorted(names - set(sys.stdlib_module_names) - {"engine"}))
print(sorted(name for name in sys.modules if name.startswith("engine.")))
"""


def test_the_messages_load_only_the_standard_library():
    command = [sys.executable, "-I", "-c", LOADED_BY_MESSAGES, str(ROOT)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n['engine.messages']\n"


LOADED_BY_MAIN = """
import sys
sys.path.insert(0, sys.argv[1])
import engine.operations.table
heavy = {"torch", "sklearn", "scipy", "onnxruntime", "onnx", "huggingface_hub"}
print(sorted(heavy & {name.split(".")[0] for name in sys.modules}))
"""


def test_the_table_of_operations_loads_nothing_heavy():
    # The engine answers its first request before a second has passed.
    command = [sys.executable, "-I", "-c", LOADED_BY_MAIN, str(ROOT)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
