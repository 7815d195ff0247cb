"""The documentation's pictures, by the engine as it is: what the chip grid does to clusters, and one click's heatmap.

Run: .venv/bin/python -m benchmarks.pictures. The imagery is looked up in LANDPRINT_DATA; QGIS's Python draws.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio

from .bench import DATA_ROOT, ROOT, Bench, bench, read
from .mosaic import labelled_scene

DOCS = ROOT / "docs"
QGIS = ROOT / "development" / "qgis.sh"
PATCH, CLASSES = 4, 4
SCALE = 2  # pixels of the picture for one of the scene
SCENE = DATA_ROOT / "data" / "s2_labelled"
PLACE_NAME = "Sentinel-2, Pará, Brazil"
CLICK = (75, 72)  # column and row of a pixel in the village
RAMP_PERCENTILES = ("50", "99")  # of the similarities, where the heatmap's colours begin and end
DISPLAY_PERCENTILES = (0.5, 99.5)
GAMMA = 0.75
# magma of matplotlib, by Stéfan van der Walt and Nathaniel Smith
MAGMA = ("#000004", "#1d1147", "#51127c", "#832681", "#b73779", "#e75263", "#fc8961", "#fec488", "#fcfdbf")


def main() -> int:
    """1 when the imagery is not here."""
    if not SCENE.is_dir():
        print("The imagery is not here; LANDPRINT_DATA says where it is.")
        return 1
    with bench() as run:
        chip_grid(run).draw(run, DOCS / "chip-grid.png")
        heatmap(run).draw(run, DOCS / "heatmap.png")
    return 0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One map: ``pixels`` (row, column, 3) uint8, what it shows, and where a place is marked (x, y of the panel)."""

    title: str
    text: str
    pixels: np.ndarray
    mark: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Panels side by side, and below them a ramp of colours from what its ends mean, or nothing."""

    title: str
    text: str
    panels: tuple[Panel, ...]
    ramp: tuple[str, str] | None = None

    def draw(self, run: Bench, target: Path) -> None:
        """Write the picture."""
        panels = []
        for panel in self.panels:
            path = run.path(".npy")
            np.save(path, panel.pixels)
            panels.append({"title": panel.title, "text": panel.text, "pixels": str(path), "mark": panel.mark})
        content = {"title": self.title, "text": self.text, "panels": panels, "ramp": self.ramp, "colours": MAGMA}
        path = run.path(".json")
        path.write_text(json.dumps(content), encoding="utf-8")
        command = [str(QGIS), "python", str(ROOT / "benchmarks" / "draw_picture.py"), str(path), str(target)]
        subprocess.run(command, check=True)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def chip_grid(run: Bench) -> Picture:
    """The same scene in as many classes: with raw tokens, and with the recipe."""
    scene = labelled_scene(SCENE, PATCH)
    panels = [Panel(title="The scene", text="forest, a village, water, dry ground", pixels=_photo(scene.raster))]
    for title, text, settings in (
        (
            "Raw tokens",
            "each knows its place in the chip: the chip grid is found",
            {"recipe": "plain", "position": "keep"},
        ),
        ("Landprint's recipe", "position removed, shifted grids averaged: the land is found", {"recipe": "balanced"}),
    ):
        embedded = run.embed(scene.raster, "galileo-nano", patch=PATCH, **settings)
        panels.append(Panel(title=title, text=text, pixels=_classes(run, embedded.path)))
    return Picture(
        title="Clusters that follow the land",
        text=f"Four k-means classes of the same model's embeddings, Galileo-nano, patches of 40 m. {PLACE_NAME}",
        panels=tuple(panels),
    )


def heatmap(run: Bench) -> Picture:
    """Where it looks like one clicked place."""
    raster = labelled_scene(SCENE, PATCH).raster
    embedded = run.embed(raster, "galileo-nano", patch=PATCH)
    with rasterio.open(raster) as dataset:
        x, y = dataset.xy(CLICK[1], CLICK[0])
    output = run.path()
    made = run.run("similarity_map", embeddings=str(embedded.path), at=[[x, y]], output=str(output))
    low, high = (made["percentiles"][percent] for percent in RAMP_PERCENTILES)
    similarity = read(output)[0][0]
    parts = np.nan_to_num(np.clip((similarity - low) / (high - low), 0, 1))
    stops = np.array([[int(colour[start : start + 2], 16) for start in (1, 3, 5)] for colour in MAGMA])
    channels = [np.interp(parts, np.linspace(0, 1, len(stops)), stops[:, channel]) for channel in range(3)]
    mark = (SCALE * (CLICK[0] + 0.5), SCALE * (CLICK[1] + 0.5))
    return Picture(
        title="One click, and where else it looks like that",
        text=f"Embeddings by Galileo-nano, patches of 40 m. {PLACE_NAME}",
        panels=(
            Panel(title="The clicked place", text="a house in the village", pixels=_photo(raster), mark=mark),
            Panel(
                title="The heatmap",
                text="similarity to the embedding of that one patch",
                pixels=_enlarged(np.stack(channels, axis=2)),
                mark=mark,
            ),
        ),
        ramp=(f"{low:.2f} and less", f"{high:.2f} and more similar"),
    )


def _photo(raster: Path) -> np.ndarray:
    """The scene in its natural colours, cut to whole patches."""
    with rasterio.open(raster) as dataset:
        names = [name.replace("B0", "B") for name in dataset.descriptions]
        pixels = dataset.read([names.index(band) + 1 for band in ("B4", "B3", "B2")]).astype(float)
    low, high = np.percentile(pixels, DISPLAY_PERCENTILES, axis=(1, 2))[..., None, None]
    shown = 255 * np.clip((pixels - low) / (high - low), 0, 1) ** GAMMA
    return _repeated(shown, SCALE)


def _classes(run: Bench, embeddings: Path) -> np.ndarray:
    """The classes in the colours of their file."""
    output = run.path()
    run.run("kmeans", embeddings=str(embeddings), clusters=CLASSES, seed=0, output=str(output))
    with rasterio.open(output) as dataset:
        labels, colours = dataset.read(1), dataset.colormap(1)
    table = np.array([colours[label][:3] for label in range(CLASSES + 1)])
    return _enlarged(table[labels])


def _enlarged(pixels: np.ndarray) -> np.ndarray:
    """Pixels (row, column, 3) of patches in the picture's."""
    return _repeated(pixels.transpose(2, 0, 1), PATCH * SCALE)


def _repeated(pixels: np.ndarray, times: int) -> np.ndarray:
    """Pixels (3, row, column) as (row, column, 3) uint8, each a square; what is not of whole patches is cut off."""
    rows, cols = (length * times // (PATCH * SCALE) * PATCH * SCALE for length in pixels.shape[1:])
    return pixels.repeat(times, axis=1).repeat(times, axis=2).transpose(1, 2, 0)[:rows, :cols].astype(np.uint8)


if __name__ == "__main__":
    sys.exit(main())
