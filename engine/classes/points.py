"""Embedded points: those most similar to some of them, and their classes by k-means."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..errors import OutsideError, ParameterError, SourceError
from ..points.layer import LONLAT
from ..points.source import EmbeddedPoints, PointSource, read_embedded, write_points
from ..progress import Reporter
from ..rasters.grid import reproject_array
from ..rasters.output import check_output
from ..vectors import directions, unit
from .kmeans import best_kmeans
from .summary import summarise_classes

CLASS_COLUMN = "class"
SIMILARITY_COLUMN = "similarity"


def similar_points(
    source: PointSource,
    at: list[tuple[float, float]],
    *,
    count: int = 10,
    raw: bool = False,
    output: str | Path | None = None,
    reporter: Reporter,
) -> dict[str, Any]:
    """The ``count`` points most like those nearest to ``at`` (degrees), and all with their similarity in ``output``."""
    path = check_output(output, inputs=[str(source.path)]) if output else None
    reporter.report(0.0, "Reading points")
    points = read_embedded(source)
    rows = sorted({nearest_row(points, lonlat) for lonlat in at})
    if not rows:
        raise ParameterError("Similar points need one to be similar to.", hint="Select a point.")
    units = _units(points, raw=raw)
    similarity = units @ unit(units[rows].mean(axis=0))
    reporter.check()
    if path:
        column = pa.array(similarity, pa.float32(), mask=np.isnan(similarity))
        _write_with_column(source, path, SIMILARITY_COLUMN, column)
    order = np.argsort(-np.where(np.isin(np.arange(len(units)), rows), np.nan, similarity), kind="stable")
    best = [int(row) for row in order[: count + len(rows)] if row not in rows and np.isfinite(similarity[row])][:count]
    return {
        "output": str(path) if path else None,
        "selected": rows,
        "points": [
            {"row": row, "x": lon, "y": lat, "similarity": float(similarity[row])}
            for row, (lon, lat) in zip(best, points.lonlat[best].tolist(), strict=True)
        ],
        "notes": points.notes,
    }


def nearest_row(points: EmbeddedPoints, lonlat: tuple[float, float]) -> int:
    """The row of the embedded point nearest to a position in degrees; raises OutsideError when there is none.

    Of areas that hold the position, if some do, it is the one whose centroid is nearest.
    """
    lon, lat = np.radians(points.lonlat).T
    known = np.isfinite(points.embeddings[:, 0]) & np.isfinite(lon)
    if not known.any():
        raise OutsideError("None of the points has an embedding.", hint="Embed the points first.")
    x, y = reproject_array(np.array([lonlat]), CRS.from_string(LONLAT), points.crs)[0]
    holds = known & shapely.intersects_xy(points.shapes, x, y)
    known = holds if holds.any() else known
    lon0, lat0 = np.radians(lonlat)
    # The cosine of the angle between them, which is largest for the nearest.
    cosine = np.sin(lat) * np.sin(lat0) + np.cos(lat) * np.cos(lat0) * np.cos(lon - lon0)
    return int(np.where(known, cosine, -np.inf).argmax())


def _units(points: EmbeddedPoints, *, raw: bool) -> NDArray[np.float32]:
    """u(x) = (x - m) / |x - m| of all points (n, dim), m being their mean, or 0 for the raw cosine; NaN without one."""
    known = np.isfinite(points.embeddings[:, 0])
    mean = np.zeros(points.embeddings.shape[1], np.float32) if raw else points.embeddings[known].mean(axis=0)
    return directions(points.embeddings, mean)


def cluster_points(
    source: PointSource,
    clusters: int,
    output: str | Path,
    *,
    seed: int = 0,
    reporter: Reporter,
) -> dict[str, Any]:
    """Write the points with a column of classes from 1, the largest first, null without an embedding."""
    path = check_output(output, inputs=[str(source.path)])
    reporter.report(0.0, "Reading points")
    points = read_embedded(source)
    known = np.isfinite(points.embeddings[:, 0])
    units = _units(points, raw=False)[known]
    distinct = len(np.unique(units, axis=0))
    if not 1 < clusters <= distinct:
        raise ParameterError(
            f"{clusters} classes cannot be made of {distinct} different embeddings.",
            hint=f"Choose from 2 to {distinct}." if distinct > 1 else "Embed more points.",
        )
    best = best_kmeans(units, clusters, seed=seed, reporter=reporter.part(0.1, 0.9))
    counts = np.bincount(best.labels_, minlength=clusters)
    order = np.argsort(-counts, kind="stable")
    labels = np.zeros(len(known), np.int32)
    labels[known] = np.argsort(order)[best.labels_] + 1
    _write_with_column(source, path, CLASS_COLUMN, pa.array(labels, mask=~known))
    reporter.report(1.0, "Writing")
    return {
        "output": str(path),
        "column": CLASS_COLUMN,
        "classes": [asdict(item) for item in summarise_classes(counts[order])],
        "inertia": float(best.inertia_ / known.sum()),
        "notes": points.notes,
    }


def _write_with_column(source: PointSource, path: Path, name: str, column: pa.Array) -> None:
    """Write the source's features, read once more, with one more column; raises SourceError when they have changed."""
    start = 0
    with source.reopened() as again, write_points(path, again, tags={"KIND": name}) as writer:
        for points in again.batches():
            part = column.slice(start, len(points.geometry))
            start += len(points.geometry)
            if start > len(column):
                break
            writer.write(points.attributes, points.geometry, {name: part})
        if start != len(column):
            raise SourceError(f"{source.path.name} was changed meanwhile.", hint="Run it again.")
