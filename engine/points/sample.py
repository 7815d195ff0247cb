"""Points that take their embeddings from an embedding raster."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..embedding_rasters.encoder_tags import encoder_tags
from ..embedding_rasters.kinds import AUTO
from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.geotiff import TILE
from ..rasters.grid import Window, reproject_array
from .embed import KIND, write_embeddings
from .layer import LONLAT
from .source import PointSource


def sample_embeddings(
    source: PointSource,
    embeddings: str | Path,
    output: str | Path,
    *,
    crs: CRS | None = None,
    values: str = AUTO,
    reporter: Reporter,
) -> dict[str, Any]:
    """Write the points with the embeddings of the patches that they lie on, null outside and on nodata.

    ``crs`` is the embedding raster's, in place of the file's own; ``values`` says what its numbers are.
    """
    with closing(EmbeddingRaster(embeddings, crs=crs, values=values)) as raster:
        if raster.grid.crs is None:
            raise ParameterError(
                "The embedding raster has no coordinate system, so no point can be placed on it.",
                hint="Assign one to it.",
            )
        tags = {
            "KIND": KIND,
            "ENCODER": raster.tags.get("ENCODER", ""),
            **encoder_tags(raster),
            "SOURCE": str(embeddings),
        }
        value = write_embeddings(
            source, output, lambda lonlat: embeddings_at(raster, lonlat), tags=tags, reporter=reporter
        )
    return {**value, "encoder": tags["ENCODER"], "dim": raster.dim}


def embeddings_at(raster: EmbeddingRaster, lonlat: NDArray[np.float64]) -> NDArray[np.float32]:
    """Embeddings (n, dim) of the patches at points (n, 2) in degrees; NaN outside and on nodata."""
    sampled = np.full((len(lonlat), raster.dim), np.nan, np.float32)
    if not len(lonlat):
        return sampled
    x, y = reproject_array(lonlat, CRS.from_string(LONLAT), raster.grid.crs).T
    cols, rows = ~raster.grid.transform @ (x + raster.grid.turn_to(x), y)
    # Not a number is compared as outside.
    inside = (cols >= 0) & (cols < raster.grid.width) & (rows >= 0) & (rows < raster.grid.height)
    indexes = np.flatnonzero(inside)
    col, row = np.floor(cols[indexes]).astype(np.intp), np.floor(rows[indexes]).astype(np.intp)
    # Tile by tile, or each point would decode a tile of every band.
    tile = row // TILE * (raster.grid.width // TILE + 1) + col // TILE
    for number in np.unique(tile):
        own = np.flatnonzero(tile == number)
        left, top = int(col[own].min()), int(row[own].min())
        window = Window(left, top, int(col[own].max()) - left + 1, int(row[own].max()) - top + 1)
        values, _ = raster.read(window)
        sampled[indexes[own]] = values[:, row[own] - top, col[own] - left].T
    return sampled
