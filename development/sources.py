"""Tries every kind of input in the real desktop, from the package, and prints a table of what came of each.

With the scenes of ``LANDPRINT_DATA``, or with scenes that are made up where there are none. Pictures of the window are
in ``build/sources``. ``--only alpha_earth`` tries some kinds alone.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import subprocess
import tempfile
from pathlib import Path

from tests.gui.desktop import drive
from tests.places import DATA_ROOT, ROOT, golden_weights, scene_file
from tests.plugin.safes import write_safe, zipped
from tests.range_server import range_server

PYTHON = ROOT / ".venv" / "bin" / "python"
SCENE = DATA_ROOT / "data" / "s2_chips" / "patch_322265.tif"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="names of functions of sources_inside.py")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "sources")
    options = parser.parse_args()
    if "DISPLAY" not in os.environ:
        parser.error("needs a screen (make sources has one)")
    with tempfile.TemporaryDirectory(prefix="landprint-sources-") as name:
        facts = try_all(Path(name), options)
    for figure, value in facts["figures"].items():
        print(f"{figure}: {value:g}")
    for step, outcome in facts["steps"].items():
        print(f"{step:24} {'works' if outcome == 'passed' else outcome}")
    problems = [entry for entry in facts["log"] if "Traceback" in entry[1]]
    print(*([facts["error"]] if "error" in facts else []), *problems, sep="\n")
    print(f"pictures in {options.output}")
    failed = [
        step for step, outcome in facts["steps"].items() if outcome != "passed" and not outcome.startswith("skipped")
    ]
    if failed or problems or "error" in facts:
        raise SystemExit(1)


def try_all(folder: Path, options: argparse.Namespace) -> dict:
    """What came of the kinds, of which the inputs are made in the folder."""
    scene = SCENE if SCENE.exists() else scene_file("data", "s2_chips", "patch_33188.tif")
    picture = scene_file("data", "naip", "naip_nd_20100629_rgbn_512.tif")
    (folder / "served").mkdir()
    command = [PYTHON, "-m", "development.sources_data", scene, picture, golden_weights("galileo-nano.pt"), folder]
    subprocess.run(command, cwd=ROOT, check=True)
    safes = folder / "safes"
    safes.mkdir()
    safe = write_safe(safes)
    package = folder / "landprint.zip"
    runpy.run_path(str(ROOT / "development" / "package.py"))["write_package"](package)
    (folder / "camera.json").write_text(json.dumps(CAMERA), encoding="utf-8")
    with range_server(folder / "served") as served, range_server(folder / "tiles") as tiles:
        inputs = {
            "folder": str(folder),
            "python": str(PYTHON),
            "package": str(package),
            "scene": str(next(folder.glob("S2B_*.tif"))),
            "tiles": tiles.address,
            "served": served.address,
            "safe": str(safe),
            "safe_zip": str(zipped(safe)),
            "landsat": str(next(path for path in folder.glob("LC08_*") if path.is_dir())),
            "basemap_at": [0.5, 0.5],
        }
        (folder / "inputs.json").write_text(json.dumps(inputs), encoding="utf-8")
        (folder / "data").mkdir()
        return drive(
            Path(__file__).with_name("sources_inside.py"),
            options.output,
            variables={
                "LANDPRINT_INPUTS": str(folder / "inputs.json"),
                "LANDPRINT_ONLY": " ".join(options.only),
                "XDG_DATA_HOME": str(folder / "data"),
            },
            is_enabled=False,
        )


CAMERA = {
    "name": "drone camera",
    "gsd": 10,
    "bands": [
        {"name": name, "wavelength": wavelength, "mean": mean, "std": 500}
        for name, wavelength, mean in (
            ("B02", 0.49, 1000),
            ("B03", 0.56, 1200),
            ("B04", 0.665, 1400),
            ("B08", 0.84, 2400),
        )
    ],
}


if __name__ == "__main__":
    main()
