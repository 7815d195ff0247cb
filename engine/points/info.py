"""A description of points or areas that have embeddings, for people."""

from __future__ import annotations

from typing import Any

from rasterio.crs import CRS

from ..errors import SourceError
from .layer import LONLAT
from .source import PointSource


def describe_points(path: str) -> dict[str, Any]:
    """Rows, geometry, CRS, length of the embeddings and Landprint's tags of a file, as plain values.

    Raises SourceError where it cannot be read or has no embeddings.
    """
    with PointSource(path, fallback=CRS.from_string(LONLAT)) as source:
        first = next((points.embeddings for points in source.batches() if points.embeddings is not None), None)
        if first is None or not first.shape[1]:
            raise SourceError(f"The points of {source.path.name} have no embeddings.", hint="Embed the points first.")
        authority = source.crs.to_authority()
        return {
            "path": path,
            "kind": source.tags.get("KIND", "embeddings"),
            "rows": source.count,
            "geometry": source.geometry_type,
            "crs": source.crs.to_wkt(),
            "crs_name": ":".join(authority) if authority else source.crs.to_string(),
            "dim": first.shape[1],
            "model": source.tags.get("ENCODER", "unknown"),
            "tags": source.tags,
            "notes": source.notes,
        }
