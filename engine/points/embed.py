"""Points with an embedding each: how they are made, and what that takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from ..encoders.lonlat import LocationEncoder
from ..errors import OutsideError, SourceError
from ..progress import Reporter
from ..rasters.grid import read_crs
from ..rasters.output import check_output
from .layer import LONLAT
from .output import LayerKind, embedding_arrays, open_writer
from .source import Floats, PointSource, write_points

KIND = "embedded points"
SAMPLE_POINTS = 1024  # what an estimate embeds and writes

# Gives embeddings (p, dim) of points (p, 2) in degrees; NaN where there is none.
Embed = Callable[[Floats], NDArray[Any]]


def embed_points(
    source: PointSource, output: str | Path, encoder: LocationEncoder, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the points with the encoder's embeddings; returns what was done, for the wire."""
    tags = {"KIND": KIND, "ENCODER": encoder.name}
    value = write_embeddings(source, output, encoder.embed, tags=tags, reporter=reporter)
    return {**value, "encoder": encoder.name, "dim": encoder.dim}


def write_embeddings(
    source: PointSource, output: str | Path, embed: Embed, *, tags: dict[str, str], reporter: Reporter
) -> dict[str, Any]:
    """Write the points with what ``embed`` gives for them, batch by batch; raises OutputError."""
    started = time.monotonic()
    path = check_output(output, inputs=[str(source.path)])
    done = embedded = placed = 0
    with write_points(path, source, tags=tags) as writer:
        reporter.report(0.0, "Embedding points")
        for points in source.batches(embed_anew=True):
            embeddings = points.mean_of(embed(points.lonlat))
            embedded += int(np.isfinite(embeddings[:, 0]).sum())
            placed += len(points.lonlat)
            writer.write(points.attributes, points.geometry, embedding_arrays(embeddings, path))
            done += len(embeddings)
            elapsed = time.monotonic() - started
            reporter.report(done / max(source.count, 1), "Embedding points", elapsed / done * (source.count - done))
        if not done:
            raise SourceError(f"{source.path.name} holds no point.", hint="Choose another layer.")
        if not placed and source.problems:
            raise OutsideError(
                " ".join(source.problems),
                hint="Write degrees, as -12.75 or 12°45'00\"S, latitudes from -90 to 90. Check the coordinate system,"
                " and that longitude comes before latitude.",
            )
    return {
        "output": str(path),
        "points": done,
        "embedded": embedded,
        "notes": source.notes,
        "seconds": round(time.monotonic() - started, 3),
    }


def estimate_points(encoder: LocationEncoder, count: int) -> dict[str, Any]:
    """Seconds and bytes that ``count`` points need, measured on a few spread over the Earth."""
    sample = min(SAMPLE_POINTS, count)
    lonlat = np.stack([np.linspace(-179, 179, sample), np.linspace(-80, 80, sample)], axis=1)
    encoder.embed(lonlat[:1])  # what is computed once, at the first point
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.gpkg"
        kind = LayerKind(name=KIND, crs=read_crs(LONLAT), geometry_type="Point", tags={})
        started = time.monotonic()
        embeddings = encoder.embed(lonlat).astype(np.float32)
        with open_writer(path, kind) as writer:
            geometry = pa.array(shapely.to_wkb(shapely.points(lonlat)), pa.binary())
            attributes = pa.record_batch({"number": pa.array(range(sample))})
            writer.write(attributes, geometry, embedding_arrays(embeddings, path))
        seconds, stored_bytes = time.monotonic() - started, path.stat().st_size
    times = count / sample
    return {
        "points": count,
        "dim": encoder.dim,
        "seconds": times * seconds,
        "output_bytes": round(times * stored_bytes),
    }
