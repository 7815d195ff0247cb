"""The names of columns that hold points and embeddings."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

LON_NAMES = ("lon", "longitude", "lng", "long", "x", "lon_dd", "decimallongitude")
LAT_NAMES = ("lat", "latitude", "y", "lat_dd", "decimallatitude")
EMBEDDING = "embedding"  # a column of lists


def embedding_dims(numeric: Iterable[str]) -> list[str]:
    """The columns of an embedding among these numeric ones: e000, e001 and so on, of four digits after an e0000.

    What does not follow is something else, as an e100 by itself.
    """
    names = set(numeric)
    digits = 4 if "e0000" in names else 3
    return list(takewhile(names.__contains__, (f"e{dim:0{digits}d}" for dim in range(len(names)))))
