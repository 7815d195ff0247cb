"""Where the tests find things: the checkout, and real data that is not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEST_DATA = ROOT / "tests" / "data"  # part of the project
DATA_ROOT = Path(os.environ.get("LANDPRINT_DATA", ROOT.parent / "shared"))


def real_data(*parts: str) -> Path:
    """A file or folder of the real imagery, goldens or weights; the test is skipped where it is missing."""
    path = DATA_ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {'/'.join(parts)} under LANDPRINT_DATA (real imagery, goldens or weights)")
    return path
