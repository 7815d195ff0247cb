"""Small files of every kind that Landprint reads, and what is asked of each; made anew, nothing of it is real."""

from __future__ import annotations

from pathlib import Path

from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.faults.case import Case
from tests.faults.point_cases import models, points, shapes, write_table
from tests.faults.raster_cases import embeddings, foreign_embeddings, products, rasters
from tests.faults.weight_cases import caches, weights


def make_corpus(folder: Path) -> list[Case]:
    """All cases, in ``folder``; files that are never damaged are in its folder ``shared``."""
    shared = folder / "shared"
    shared.mkdir(parents=True)
    write_raster(shared / "plain.tif", scene().astype("uint8"))
    write_embeddings(shared / "e.tif", vectors())
    write_table(shared / "points.csv")
    makers = (rasters, products, embeddings, foreign_embeddings, points, shapes, models, weights, caches)
    return [case for make in makers for case in make(folder)]
