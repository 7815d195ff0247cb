"""The patches that are most typical of a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from rasterio.crs import CRS

from ..analysis.similarity import OpenEmbeddings, SimilarPatch, most_similar_places
from ..errors import ParameterError
from ..points.output import LayerKind, open_writer
from ..rasters.output import whole_file
from ..vectors import directions, unit
from .raster import ClassRaster

APART = 3  # patches between two places
SAME_PLACE = 0.01  # of a pixel


def typical_patches(opened: OpenEmbeddings, classes: ClassRaster, label: int, count: int) -> list[SimilarPatch]:
    """The patches of a class nearest to the mean direction of all of its patches, not close to each other.

    Raises ParameterError where the classes are not those of this raster.
    """
    grid, other = opened.grid, classes.grid
    if (grid.width, grid.height) != (other.width, other.height) or not np.allclose(
        grid.transform[:6], other.transform[:6], rtol=0, atol=SAME_PLACE * min(grid.pixel_size)
    ):
        raise ParameterError(
            "The classes have other pixels than the embeddings.", hint="Choose the embeddings that they were made of."
        )
    own = classes.labels == label
    total = np.zeros(len(opened.mean), np.float64)
    for block in opened:
        window = block.window
        inside = own[window.row_off : window.row_end, window.col_off : window.col_end].ravel() & block.mask
        total += directions(opened.decode(block.stored[:, inside]).T, opened.mean).sum(axis=0, dtype=np.float64)
    similarity = opened.scores(unit(total)[None], lambda cosines: cosines, raw=False)[0]
    similarity[~own] = np.nan
    return most_similar_places(similarity, grid, count=count, minimum_distance=APART * grid.gsd)


def write_typical_patches(places: Sequence[Mapping[str, Any]], crs: CRS | None, output: Path) -> None:
    """Write a point for each patch, with its ``class``, ``name``, ``rank`` and ``similarity``; raises OutputError."""
    types = {"class": pa.int32(), "name": pa.string(), "rank": pa.int32(), "similarity": pa.float64()}
    columns = {name: pa.array([place[name] for place in places], kind) for name, kind in types.items()}
    points = shapely.points(np.array([(place["x"], place["y"]) for place in places]).reshape(-1, 2))
    empty = pa.record_batch([pa.array([None] * len(places), pa.null())], names=["unused"]).select([])
    layer = LayerKind(name="typical patches", crs=crs or CRS(), geometry_type="Point", tags={"KIND": "typical patches"})
    with whole_file(output) as partial, open_writer(partial, layer) as writer:
        writer.write(empty, pa.array(shapely.to_wkb(points), pa.binary()), columns)
