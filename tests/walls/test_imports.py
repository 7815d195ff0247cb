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
READ_BY_THE_PLUGIN = (
    *("messages", "errors", "ground", "point_columns", "requests.parameters", "operations.table"),
    *("remote.addresses", "scenes.classifications", "scenes.products", "scenes.stac_item", "points.coordinates"),
)
NEW_IN_3_10 = {"kw_only", "slots", "strict"}  # arguments of dataclass and zip
OUR_NAMES = {"landprint", "engine", "plugin"}
# Packages from below to above: each imports only from those before it. The order covers every module.
ORDER = {
    "engine": (
        *("messages", "errors", "bounds", "ground", "point_columns"),
        *("progress", "progress_bar", "files", "machine", "threads", "vectors", "dask_client"),
        *("remote", "requests", "scenes", "rasters", "sensors", "runtimes", "weights", "encoders"),
        *("embedding_rasters", "embedding", "points", "analysis", "classes", "attributes", "tiles", "operations"),
        *("server", "cli", "__main__"),
    ),
    "engine/encoders": (
        *("encoder", "lonlat", "trust", "family", "random_features", "clay", "galileo", "satclip", "catalogue"),
        "checkpoints",
    ),
    "plugin": (
        *("compat", "translation", "resources", "client", "setup", "settings", "notices"),
        *("layers", "tools", "processing", "dock", "options", "plugin"),
    ),
    "plugin/layers": ("sources", "outputs", "styling"),
    "plugin/processing": ("base", "embed", "analysis", "provider"),
    "plugin/dock/look_at": ("form", "imagery", "embed"),
    "plugin/dock/find_similar": (*("form", "examples", "results", "embeddings", "following", "find_similar"),),
    "plugin/dock": (
        *(
            "widgets",
            "choices",
            "connections",
            "history",
            "storage",
            "context",
            "results",
            "menu",
            "guide",
            "set_up",
            "diagnose",
            "scene",
        ),
        *(
            "look_at",
            "models",
            "embedding_layers",
            "first_click",
            "find_similar",
            "cluster",
            "point_tools",
            "classify",
            "change",
            "draw_embeddings",
            "closing",
            "body",
            "dock",
        ),
    ),
}


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


def test_the_plugin_reaches_nothing_of_the_engine_but_its_messages_and_declarations():
    reached = [found for found in _imports("plugin") if _is_under(found.name, "landprint.engine")]
    reached += [found for found in _imports("plugin") if _is_under(found.name, "engine")]
    modules = [f"landprint.engine.{name}" for name in READ_BY_THE_PLUGIN]
    assert [found for found in reached if not any(_is_under(found.name, name) for name in modules)] == []


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


def _graph(folder: str) -> dict[str, set[str]]:
    """Each module and package of ``folder`` with those beside it that it imports."""
    base = ["landprint", *folder.split("/")]
    inside = ROOT.joinpath(folder)
    names = {path.relative_to(inside).parts[0].removesuffix(".py") for path in inside.rglob("*.py")} - {"__init__"}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for found in _imports(folder):
        own = Path(found.file).relative_to(folder).parts[0].removesuffix(".py")
        parts = found.name.split(".")
        if own in graph and parts[: len(base)] == base and len(parts) > len(base) and parts[len(base)] in names - {own}:
            graph[own].add(parts[len(base)])
    return graph


def _modules(folder: str) -> dict[str, set[str]]:
    """Every module below ``folder`` with those that it imports."""
    files = [path.relative_to(ROOT).with_suffix("") for path in (ROOT / folder).rglob("*.py")]
    names = {".".join(["landprint", *file.parts]) for file in files}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for found in _imports(folder):
        own = ".".join(["landprint", *Path(found.file).with_suffix("").parts])
        # `from .raster import Raster` names the module and a class in it.
        graph[own] |= {found.name, found.name.rpartition(".")[0]} & names - {own}
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


@pytest.mark.parametrize("folder", ORDER)
def test_the_order_names_every_package(folder):
    assert sorted(ORDER[folder]) == sorted(_graph(folder))


@pytest.mark.parametrize("folder", ORDER)
def test_arrows_point_down(folder):
    order = ORDER[folder]
    up = [
        (name, above)
        for name, imported in _graph(folder).items()
        for above in imported
        if order.index(above) > order.index(name)
    ]
    assert up == []


@pytest.mark.parametrize("folder", ["engine", "plugin"])
def test_no_modules_import_each_other_in_a_circle(folder):
    graph = _modules(folder)
    assert sorted(module for module in graph if module in _reached(graph, module)) == []


def test_the_messages_import_nothing_of_ours():
    assert _graph("engine")["messages"] == set()


LOADED = """
import sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
for name in sys.argv[2:]:
    __import__(f"engine.{name}")
names = {name.split(".")[0] for name in set(sys.modules) - before}
print(sorted(names - set(sys.stdlib_module_names) - {"engine"}))
print(*sorted(name for name in sys.modules if name.startswith("engine.")))
"""


def _loaded(*modules: str) -> tuple[str, list[str]]:
    """What importing these modules of the engine loads: other people's packages, and the engine's modules."""
    command = [sys.executable, "-I", "-c", LOADED, str(ROOT), *modules]
    others, ours = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return others, ours.split()


def test_the_messages_load_only_the_standard_library():
    assert _loaded("messages") == ("[]", ["engine.messages"])


def test_what_the_plugin_reads_of_the_engine_loads_only_the_standard_library():
    # So the engine also answers its first request before a second has passed.
    others, _ = _loaded(*READ_BY_THE_PLUGIN)
    assert others == "[]"


def test_what_the_plugin_reads_of_the_engine_is_written_for_python_3_9():
    _, ours = _loaded(*READ_BY_THE_PLUGIN)
    for name in ours:
        path = ROOT.joinpath(*name.split("."))
        text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
        tree = ast.parse(text, feature_version=(3, 9))
        newer = [node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg in NEW_IN_3_10]
        assert newer == [], name
