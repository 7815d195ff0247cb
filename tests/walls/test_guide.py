"""The user guide: its pictures are there, and small."""

from __future__ import annotations

import re

from tests.places import ROOT

GUIDE = ROOT / "docs" / "guide"
MOST_BYTES = 1_500_000  # they are in the package


def test_the_guide_shows_all_pictures_that_are_made_and_no_other():
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (GUIDE / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(path.name for path in GUIDE.glob("*.png"))


def test_the_pictures_are_small():
    assert sum(path.stat().st_size for path in GUIDE.glob("*.png")) <= MOST_BYTES
