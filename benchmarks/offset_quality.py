"""How often Sentinel-2's offset of 1,000 is guessed wrongly, both ways round, on real chips with and without it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rasterio

from .bench import DATA_ROOT, Bench
from .measures import cosines, mean_average_precision, neighbours_vote
from .mosaic import BANDS
from .tables import Bar, Table

IMAGES = DATA_ROOT / "data"
OFFSET = 1000
# Of all images, those guessed wrongly from the pixels alone, in either direction.
WRONG = Bar(at_most=0.03)


class Chip(NamedTuple):
    """An image and whether its counts carry the offset."""

    path: Path
    has_offset: bool


def sentinel_2_chips() -> dict[str, list[Chip]]:
    """The Sentinel-2 images of LANDPRINT_DATA by where they come from; those of which nobody knows are left out."""
    with (IMAGES / "s2_chips" / "index.csv").open(encoding="utf-8") as text:
        known = {
            row["fn"]: row["offset1000"] == "yes" for row in csv.DictReader(text) if row["offset1000"] in ("yes", "no")
        }
    worldwide = sorted((IMAGES / "s2_chips").glob("*.tif"))
    return {
        "EuroSAT, level 1C": [Chip(path, has_offset=False) for path in sorted((IMAGES / "eurosat_ms").glob("*/*.tif"))],
        "worldwide chips": [Chip(path, has_offset=known[path.name]) for path in worldwide if path.name in known],
        "BigEarthNet": [
            Chip(path, has_offset=False) for path in sorted((IMAGES / "s1_s2_bigearthnet").glob("*_S2.tif"))
        ],
        "scene of Pará": [Chip(path, has_offset=True) for path in (IMAGES / "s2_labelled").glob("*_12band.tif")],
    }


def offset_table(run: Bench) -> Table:
    """The confusion of a guess from pixels alone: each image as it is and shifted by the offset, without its name."""
    table = Table(
        title="Sentinel-2's offset of 1,000, from ten bands' pixels alone: each image with it and without it",
        columns={"images": ".0f", "without: taken off": ".0f", "with: kept": ".0f", "wrong": ".1%"},
    )
    total = np.zeros(3)
    for name, chips in sentinel_2_chips().items():
        wrong = np.sum([_wrong_guesses(run, chip, BANDS) for chip in chips], axis=0)
        table.add(name, [len(chips), *wrong, wrong.sum() / (2 * len(chips))])
        total += [len(chips), *wrong]
    table.add("all", [*total, total[1:].sum() / (2 * total[0])], (None, None, None, WRONG))
    level_1c = sentinel_2_chips()["EuroSAT, level 1C"]
    wrong = np.sum([_wrong_guesses(run, chip, (*BANDS, "B10")) for chip in level_1c], axis=0)
    no_errors = Bar(at_most=0)
    table.add(
        "EuroSAT with band 10", [len(level_1c), *wrong, wrong.sum() / (2 * len(level_1c))], (None, no_errors, no_errors)
    )
    return table


def _wrong_guesses(run: Bench, chip: Chip, bands: tuple[str, ...]) -> tuple[int, int]:
    """Whether the offset was taken off the image without it, and whether it was kept in the image with it."""
    with rasterio.open(chip.path) as dataset:
        names = [f"B{name[1:].zfill(2)}" for name in dataset.descriptions]
        counts = dataset.read([names.index(band) + 1 for band in bands]).astype(int)
        profile = {**dataset.profile, "count": len(bands), "dtype": "uint16", "interleave": "band"}
    valid = counts > 0
    without = np.where(valid, np.maximum(counts - OFFSET * chip.has_offset, 1), 0)
    guesses = []
    for shifted in (without, np.where(valid, without + OFFSET, 0)):
        path = run.path()
        with rasterio.open(path, "w", **profile) as dataset:
            dataset.write(shifted.astype(np.uint16))
            dataset.descriptions = bands
        guesses.append(run.run("recognise", raster=[str(path)], encoder="galileo-nano")["scale"])
        path.unlink()
    return guesses[0] != "count", guesses[1] != "offset-1000"


def single_chips_table(run: Bench) -> Table:
    """EuroSAT's chips, each recognised by itself, as one has them in a folder."""
    table = Table(title="EuroSAT, each chip a file of its own: galileo-nano", columns={"kNN-5": ".3f", "mAP": ".3f"})
    chips = [chip.path for chip in sentinel_2_chips()["EuroSAT, level 1C"]]
    labels = np.unique([path.parent.name for path in chips], return_inverse=True)[1]
    for title, given in (("scale as recognised", {}), ("scale count, as it is", {"scale": "count"})):
        vectors = np.stack(
            [run.embed(path, "galileo-nano", patch=8, pool="chip", **given).values[:, 0, 0] for path in chips]
        )
        similarity = cosines(vectors, vectors.mean(axis=0), np.eye(len(vectors), dtype=bool), np.arange(len(vectors)))
        right = float((neighbours_vote(similarity, labels) == labels).mean())
        table.add(title, [right, mean_average_precision(similarity, labels, labels)])
    return table
