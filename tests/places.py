"""Where the tests find things: the checkout, its own data, and real data that is not part of the project."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEST_DATA = ROOT / "tests" / "data"  # part of the project
DATA_ROOT = Path(os.environ.get("LANDPRINT_DATA", ROOT.parent / "shared"))
GALILEO = {
    "galileo-golden.npz": ("golden", "galileo", "golden.npz"),
    "galileo-nano.pt": ("weights", "galileo_nano", "encoder.pt"),
}


def real_data(*parts: str) -> Path:
    """A file or folder of the real imagery, goldens or weights; the test is skipped where it is missing."""
    path = DATA_ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {'/'.join(parts)} under LANDPRINT_DATA (real imagery, goldens or weights)")
    return path


def golden_file(name: str) -> Path:
    """What was published of an encoder: all of it where the real data is, else what the project keeps of it."""
    return real_data(*GALILEO.get(name, ("golden", name))) if DATA_ROOT.is_dir() else TEST_DATA / name


class Numbers(dict[str, Any]):
    """Arrays by their names; a test that asks for one that is not kept is skipped."""

    def __missing__(self, key: str) -> Any:
        pytest.skip(f"needs {key} of the goldens under LANDPRINT_DATA")


def golden_numbers(name: str) -> Numbers:
    """The published code's outputs, and what it was given."""
    import numpy as np

    with np.load(golden_file(name)) as arrays:
        return Numbers(arrays)


def golden_weights(name: str) -> Path:
    """The weights that the goldens of that encoder belong to; for Galileo, trained ones where the real data is."""
    return real_data(*GALILEO.get(name, ("golden", name))) if DATA_ROOT.is_dir() else random_checkpoint(name)


def random_checkpoint(name: str) -> Path:
    """A checkpoint of random weights, made by tests/checkpoints.py when it is first wanted."""
    return _made_up("checkpoints", name)


def scene_file(*parts: str) -> Path:
    """An image or table of the real data; where there is none of it, one of that name that tests/scenes.py makes up."""
    return real_data(*parts) if DATA_ROOT.is_dir() else _made_up("scenes", parts[-1])


def _made_up(recipe: str, name: str) -> Path:
    """The file that the module of tests writes; QGIS's Python has not what that needs."""
    path, module = ROOT / "build" / recipe / name, ROOT / "tests" / f"{recipe}.py"
    if not path.exists() or path.stat().st_mtime < module.stat().st_mtime:
        python = sys.executable if importlib.util.find_spec("torch") else ROOT / ".venv" / "bin" / "python"
        subprocess.run([python, "-m", f"tests.{recipe}", name, path], cwd=ROOT, check=True)
    return path
