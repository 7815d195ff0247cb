"""The demo: a real scene is embedded, searched and classified through QGIS's own qgis_process; `make demo` runs it.

Needs nothing but the standard library; the work is done by QGIS and by the engine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QGIS = str(ROOT / "development" / "qgis.sh")
# Debian and Ubuntu carry the scene in a package for R; it is unpacked, not installed.
SCENE_PACKAGE = "r-cran-stars"
SCENE_IN_PACKAGE = "usr/lib/R/site-library/stars/tif/L7_ETMs.tif"
PLACE = (289802.0, 9119963.0)  # in the forest of the scene's north-west
PLACE_CRS = "EPSG:31985"
PATCH, CLASSES = 4, 7


class StepError(Exception):
    """A step that did not go well, in a sentence."""


def run(command: list[str], *, cwd: Path | None = None) -> str:
    """The command's output; raises StepError with what it said when it fails."""
    ended = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if ended.returncode:
        said = (ended.stdout + ended.stderr).strip()
        raise StepError(f"“{' '.join(command[:4])} ...” ended with status {ended.returncode}:\n{said[-4000:]}")
    return ended.stdout


def fetch_scene(target: Path) -> None:
    """Unpack the scene from its package."""
    if not shutil.which("apt-get"):
        raise StepError(
            f"The scene comes from the package {SCENE_PACKAGE} of Debian and Ubuntu, and there is no apt-get here:"
            " run “make demo SCENE=/path/to/L7_ETMs.tif” with the file of the R package stars."
        )
    # apt drops to a user of its own, who may write here.
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)  # noqa: S103, PTH101 - a folder of a minute
        try:
            run(["apt-get", "download", SCENE_PACKAGE], cwd=Path(folder))
        except StepError:
            run([*as_root(), "apt-get", "update", "-q"])  # a bare system has no list of packages
            run(["apt-get", "download", SCENE_PACKAGE], cwd=Path(folder))
        package = next(Path(folder).glob("*.deb"))
        run(["dpkg-deb", "-x", str(package), f"{folder}/unpacked"])
        shutil.copyfile(f"{folder}/unpacked/{SCENE_IN_PACKAGE}", target)


def as_root() -> list[str]:
    """What to put before a command that only root may run."""
    return [] if os.geteuid() == 0 else ["sudo"]


class Demo:
    """The steps, in a folder that holds all that they make."""

    def __init__(self, folder: Path, scene: Path | None) -> None:
        self.folder = folder
        self._scene = scene
        self.seconds: dict[str, float] = {}
        self.facts: dict[str, object] = {}

    def run(self) -> None:
        """Do all steps, and say how long each took."""
        for title, step in (
            ("scene", self._get_scene),
            ("embedding", self._embed),
            ("heatmap", self._find_similar),
            ("classes", self._classify),
            ("colours", self._colour),
            ("project and picture", self._draw),
        ):
            self._timed(title, step)

    def _timed(self, title: str, step: Callable[[], str]) -> None:
        started = time.monotonic()
        made = step()
        self.seconds[title] = time.monotonic() - started
        print(f"  {title:<20} {self.seconds[title]:5.1f} s   {made}", flush=True)

    def _path(self, name: str) -> str:
        return str(self.folder / name)

    def get_scene(self) -> None:
        """The scene is in the folder, fetched if it was not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / "olinda.tif"
        if self._scene:
            shutil.copyfile(self._scene, target)
        elif not target.exists():
            fetch_scene(target)

    def _get_scene(self) -> str:
        self.get_scene()
        self._remove_old("place.geojson", "demo.png", "landprint.qgz")
        self._write_place()
        return "olinda.tif: Landsat-7, six bands: city, forest, coast and sea"

    def _write_place(self) -> None:
        """The picked place as a layer for the map."""
        point = {
            "type": "Feature",
            "properties": {"name": "forest"},
            "geometry": {"type": "Point", "coordinates": PLACE},
        }
        crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{PLACE_CRS.replace(':', '::')}"}}
        layer = {"type": "FeatureCollection", "name": "place", "crs": crs, "features": [point]}
        (self.folder / "place.geojson").write_text(json.dumps(layer), encoding="utf-8")

    def _embed(self) -> str:
        inputs = [f"--INPUT={self._path('olinda.tif')}", "--ENCODER=random-features", f"--PATCH_SIZE={PATCH}"]
        self._algorithm("embedraster", inputs, "embedding.tif")
        return f"embedding.tif: each patch of {PATCH} x {PATCH} pixels is a vector"

    def _find_similar(self) -> str:
        inputs = [f"--INPUT={self._path('embedding.tif')}", f"--POINT={PLACE[0]},{PLACE[1]} [{PLACE_CRS}]"]
        self._algorithm("similaritymap", inputs, "similarity.tif")
        return "similarity.tif: how similar each patch is to one in the forest"

    def _classify(self) -> str:
        inputs = [f"--INPUT={self._path('embedding.tif')}", f"--CLUSTERS={CLASSES}", "--SEED=0"]
        self._algorithm("kmeansclusters", inputs, "classes.tif")
        return f"classes.tif: {CLASSES} kinds of ground, found without an example"

    def _colour(self) -> str:
        """The one step that has no algorithm in QGIS: the engine's command line does it."""
        self._remove_old("components.tif")
        engine = str(ROOT / ".venv" / "bin" / "python")
        paths = ["--embeddings", self._path("embedding.tif"), "--output", self._path("components.tif")]
        said = run([engine, "-m", "engine", "principal-components", *paths, "--json"], cwd=ROOT)
        self.facts["explained"] = json.loads(said)["explained"]
        return "components.tif: the embedding's three principal components, to look at"

    def _draw(self) -> str:
        (self.folder / "facts.json").write_text(json.dumps(self.facts), encoding="utf-8")
        run([QGIS, "python", str(ROOT / "demo" / "draw.py"), str(self.folder)])
        return "landprint.qgz, demo.png"

    def _algorithm(self, name: str, inputs: list[str], output: str) -> None:
        self._remove_old(output)
        run([QGIS, "process", "run", "--json", f"landprint:{name}", *inputs, f"--OUTPUT={self._path(output)}"])
        if not (self.folder / output).exists():
            raise StepError(f"landprint:{name} ended well but left no {output}.")

    def _remove_old(self, *names: str) -> None:
        """No step may take an older run's file for its own."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
            (self.folder / f"{name}.aux.xml").unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Run Landprint's demo.")
    parser.add_argument("--scene", type=Path, help="use this copy of L7_ETMs.tif instead of the distribution's")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "demo", help="where everything goes")
    parser.add_argument("--only-scene", action="store_true", help="fetch the scene and stop")
    arguments = parser.parse_args()
    demo = Demo(arguments.folder.resolve(), arguments.scene)
    if arguments.only_scene:
        try:
            demo.get_scene()
        except StepError as error:
            sys.exit(f"error: {error}")
        return
    print("What else looks like this forest? Olinda in Brazil, seen by Landsat-7:\n")
    try:
        demo.run()
    except StepError as error:
        sys.exit(f"error: {error}")
    shown = os.path.relpath(demo.folder)
    print(f"\nDone in {sum(demo.seconds.values()):.0f} s. Look at {shown}/demo.png.")
    print(f"Next: “make run” opens {shown}/landprint.qgz in QGIS; press Landprint's button and click on the map.")


if __name__ == "__main__":
    main()
