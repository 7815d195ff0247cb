"""The patches that are most typical of a class."""

from __future__ import annotations

import numpy as np

from ..errors import ParameterError
from ..vectors import directions, unit
from .class_raster import ClassRaster
from .similarity import OpenEmbeddings, SimilarPatch, most_similar_places

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
