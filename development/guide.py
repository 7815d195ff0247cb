"""Makes the pictures of docs/guide: the real desktop on a screen of its own is driven through what the guide shows.

With Galileo's weights and the scene of ``LANDPRINT_DATA``. ``--language de --width 300 --output build/guide`` shows
how another language looks in a narrow dock; ``--states`` takes a picture of each state of the dock, in place of those
of the guide.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import rasterio

from development.sources_data import write_alpha_earth, write_tiles
from tests.gui.desktop import drive
from tests.places import DATA_ROOT, ROOT
from tests.range_server import range_server

GUIDE, STORIES = ROOT / "docs" / "guide", ROOT / "tests" / "gui"
SCENE = DATA_ROOT / "data" / "s2_labelled" / "rstoolbox_sen2_l2a_12band.tif"
WEIGHTS = DATA_ROOT / "weights" / "galileo_nano" / "encoder.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="en_US")
    parser.add_argument("--width", default="330", help="of the dock in pixels")
    parser.add_argument("--dark", action="store_true", help="QGIS's dark theme")
    parser.add_argument("--scale", default="1", help="pixels of the screen for one of Qt's")
    parser.add_argument("--states", action="store_true", help="each state of the dock, as the stories come by")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    options.output = options.output or (ROOT / "build" / "states" if options.states else GUIDE)
    if "DISPLAY" not in os.environ or not (SCENE.exists() and WEIGHTS.exists()):
        parser.error(f"needs a screen (make guide has one), {SCENE} and {WEIGHTS}")
    with tempfile.TemporaryDirectory(prefix="landprint-guide-") as folder:
        failed = (take_states if options.states else take_guide)(options, Path(folder))
    if failed:
        raise SystemExit("\n".join(failed))
    pictures = sorted(options.output.glob("*.png"))
    print(f"{len(pictures)} pictures, {sum(one.stat().st_size for one in pictures) / 1e6:.2f} MB in {options.output}")


def take_guide(options: argparse.Namespace, folder: Path) -> list[str]:
    """What went wrong while the pictures of the guide were taken."""
    scene = shutil.copy(SCENE, folder / "Sentinel-2 2023-07-14.tif")
    pictures = str(options.output.resolve())
    script = Path(__file__).with_name("guide_inside.py")
    said = {"LANDPRINT_SCENE": str(scene), "LANDPRINT_PICTURES": pictures}
    said |= {"LANDPRINT_LANDSAT": str(shutil.copy(ROOT / "build" / "demo" / "olinda.tif", folder))}
    said |= {"LANDPRINT_CODES": write_codes(Path(said["LANDPRINT_LANDSAT"]), folder / "AlphaEarth 2023.tif")}
    write_tiles(Path(said["LANDPRINT_LANDSAT"]), folder / "tiles")
    with range_server(folder / "tiles") as tiles:
        return run(options, script, folder / "facts", {**said, "LANDPRINT_TILES": tiles.address})


def write_codes(scene: Path, target: Path) -> str:
    """Embeddings of the scene, in 64 dimensions and coded as AlphaEarth's are published."""
    made = target.with_name("made.tif")
    command = [sys.executable, "-m", "engine", "embed-raster", "--raster", scene, "--output", made, "--patch", "2"]
    subprocess.run([*command, "--dtype", "float32"], cwd=ROOT, check=True, capture_output=True)
    with rasterio.open(made) as dataset:
        write_alpha_earth(dataset.read(), dataset.crs, dataset.transform, target)
    return str(target)


def take_states(options: argparse.Namespace, folder: Path) -> list[str]:
    """What went wrong while the stories were told; their pictures and figures are in ``options.output``."""
    place, moved, rest = folder / "place", folder / "moved \N{LATIN SMALL LETTER U WITH DIAERESIS}", folder / "rest"
    for one in (place, rest):
        one.mkdir()
        shutil.copy(SCENE, one / "sentinel.tif")
    shutil.copy(ROOT / "build" / "demo" / "olinda.tif", rest)
    failed = run(
        options, STORIES / "first_click_story.py", options.output, {"LANDPRINT_SENTINEL": f"{place}/sentinel.tif"}
    )
    place.rename(moved)
    failed += run(options, STORIES / "moved_story.py", options.output, {"LANDPRINT_PROJECT": f"{moved}/place.qgz"})
    said = {"LANDPRINT_SCENE": f"{rest}/olinda.tif", "LANDPRINT_WORK": str(rest)}
    failed += run(options, STORIES / "classes_story.py", options.output, said)
    script = Path(__file__).with_name("states_inside.py")
    return failed + run(options, script, options.output, {"LANDPRINT_SENTINEL": f"{rest}/sentinel.tif"})


def run(options: argparse.Namespace, script: Path, output: Path, variables: dict[str, str]) -> list[str]:
    """The steps of the script that failed, in the theme, language, width and scale of the options."""
    facts = drive(
        script,
        output,
        theme="Night Mapping" if options.dark else "default",
        language=options.language,
        variables={
            "LANDPRINT_GALILEO": str(WEIGHTS),
            "LANDPRINT_DOCK": options.width,
            "QT_SCALE_FACTOR": options.scale,
            **variables,
        },
    )
    for name, value in facts["figures"].items():
        print(f"{name}: {value:g}")
    failed = [f"{script.stem}, {name}:\n{how}" for name, how in facts["steps"].items() if how != "passed"]
    return [*failed, *([facts["error"]] if "error" in facts else [])]


if __name__ == "__main__":
    main()
