"""Makes the pictures of docs/guide: the real desktop on a screen of its own is driven through what the guide shows.

With Galileo's weights and the scene of ``LANDPRINT_DATA``. ``--language de --width 300 --output build/guide`` shows
how another language looks in a narrow dock.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from tests.gui.desktop import drive
from tests.places import DATA_ROOT, ROOT

GUIDE = ROOT / "docs" / "guide"
SCENE = DATA_ROOT / "data" / "s2_labelled" / "rstoolbox_sen2_l2a_12band.tif"
WEIGHTS = DATA_ROOT / "weights" / "galileo_nano" / "encoder.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="en_US")
    parser.add_argument("--width", default="330", help="of the dock in pixels")
    parser.add_argument("--theme", default="default")
    parser.add_argument("--output", type=Path, default=GUIDE)
    options = parser.parse_args()
    if "DISPLAY" not in os.environ or not (SCENE.exists() and WEIGHTS.exists()):
        parser.error(f"needs a screen (make guide has one), {SCENE} and {WEIGHTS}")
    with tempfile.TemporaryDirectory(prefix="landprint-guide-") as folder:
        scene = shutil.copy(SCENE, Path(folder) / "Sentinel-2 2023-07-14.tif")
        facts = drive(
            Path(__file__).with_name("guide_inside.py"),
            Path(folder) / "facts",
            theme=options.theme,
            language=options.language,
            variables={
                "LANDPRINT_SCENE": str(scene),
                "LANDPRINT_GALILEO": str(WEIGHTS),
                "LANDPRINT_WIDTH": options.width,
                "LANDPRINT_PICTURES": str(options.output.resolve()),
            },
        )
    failed = {name: how for name, how in facts["steps"].items() if how != "passed"}
    for name, how in failed.items():
        print(f"{name}:\n{how}")
    if failed or "error" in facts:
        raise SystemExit(facts.get("error", 1))
    pictures = sorted(options.output.glob("*.png"))
    print(f"{len(pictures)} pictures, {sum(one.stat().st_size for one in pictures) / 1e6:.2f} MB in {options.output}")


if __name__ == "__main__":
    main()
