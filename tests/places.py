"""Where the tests find things: the checkout, its own data, and real data that is not part of the project."""

from __future__ import annotations

import importlib.util
import os
import subprocess
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
    path, recipe = ROOT / "build" / "checkpoints" / name, ROOT / "tests" / "checkpoints.py"
    if not path.exists() or path.stat().st_mtime < recipe.stat().st_mtime:
        if importlib.util.find_spec("torch"):
            from tests.checkpoints import write

            write(name, path)
        else:  # QGIS's Python
            python = ROOT / ".venv" / "bin" / "python"
            subprocess.run([python, "-m", "tests.checkpoints", name, path], cwd=ROOT, check=True)
    return path
