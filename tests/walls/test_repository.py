"""The repository speaks of itself only, and holds nothing that belongs to one machine."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.places import ROOT

LEFT_OUT = {
    ".git",  # a file, in a worktree
    ".venv",
    "build",
    "__pycache__",
    ".qgis-settings",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
}
# Home folders and work trees of somebody's machine; the example users of documentation are let through.
MACHINE_PATHS = re.compile(
    r"(?<![\w.}])(/(?:work|workspace|src|build)/\w|/root\b|/home/(?!me\b|user\b|you\b)\w+|/Users/(?!me\b|user\b|you\b)\w+|/tmp/\w|C:\\Users\\(?!me\b|user\b|you\b)\w+)"
)
LARGEST_FILE = 2 * 1024 * 1024


def _files() -> list[Path]:
    """All files of the checkout, without what is made or installed in it."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in LEFT_OUT and not (Path(folder) / name).is_symlink()]
        found += [Path(folder) / name for name in names if name not in LEFT_OUT]
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_nothing_names_a_path_of_a_machine():
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in _files()
        if path != Path(__file__)
        for found in MACHINE_PATHS.finditer(_text(path))
    ]
    assert named == []


@pytest.mark.parametrize("text", ["/work/x", "cd /root", "ls /tmp/x", '"/home/somebody/a"', "C:\\Users\\somebody"])
def test_a_path_of_a_machine_is_seen(text):
    assert MACHINE_PATHS.search(text)


@pytest.mark.parametrize("text", ["https://x.org/work/", "/home/me/S2.tif", "build/work/", "${ROOT}/root"])
def test_other_paths_are_let_through(text):
    assert not MACHINE_PATHS.search(text)


def test_no_file_is_large():
    assert [path.relative_to(ROOT) for path in _files() if path.stat().st_size > LARGEST_FILE] == []


def test_scripts_can_be_run():
    scripts = [path for path in _files() if _text(path)[:2] == "#!"]
    assert [path.relative_to(ROOT) for path in scripts if not os.access(path, os.X_OK)] == []


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "development").glob("*.sh")))
def test_a_script_parses(script):
    subprocess.run(["bash", "-n", ROOT / "development" / script], check=True)
