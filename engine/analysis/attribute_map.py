"""A fitted attribute predicted for every patch of an embedding raster, or for every place of a grid."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window as RasterioWindow

from ..embedding.embedding_raster import (
    BandStatistics,
    EmbeddingRaster,
    geotiff_profile,
    write_statistics,
    written_tags,
)
from ..embedding.locations import LocationGrid
from ..progress import Reporter
from ..rasters.grid import Grid, Window, tiles
from ..rasters.output import check_output, whole_file
from .attribute_model import AttributeModel
from .kmeans import ClassSummary, colour, write_category_names

KIND = "prediction"
CLASSES_KIND = "classes"
TILE = 256

# Gives embeddings (dim, row, column) of a window, NaN at nodata.
Read = Callable[[Window], NDArray[np.float32]]


def predict_raster(
    model: AttributeModel, embeddings: str | Path, output: str | Path, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the attribute of every patch of an embedding raster: numbers, or classes with colours and names."""
    path = check_output(output, inputs=[str(embeddings)])
    source = EmbeddingRaster(embeddings)
    try:
        return _predict(
            model, source.grid, lambda window: source.read(window)[0], path, str(embeddings), reporter=reporter
        )
    finally:
        source.close()


def predict_places(
    model: AttributeModel, places: LocationGrid, output: str | Path, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the attribute of every place of a grid, without an embedding raster between."""
    path = check_output(output, inputs=[])
    return _predict(model, places.grid, places.read, path, places.encoder.name, reporter=reporter)


def _predict(
    model: AttributeModel, grid: Grid, read: Read, output: Path, source: str, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the prediction window by window; a class's number is its place in the model's classes, from 1."""
    started = time.monotonic()
    is_number = model.kind == "number"
    dtype, nodata = ("float32", float("nan")) if is_number else ("uint8", 0)
    profile = geotiff_profile(grid, count=1, dtype=dtype, nodata=nodata)
    tags = {"SOURCE": source, "ATTRIBUTE": model.attribute, "SCORE": f"{model.score.get('score', float('nan')):.3f}"}
    statistics = BandStatistics(dim=1)
    counts = np.zeros(len(model.classes) + 1, np.int64)
    with whole_file(output) as partial, rasterio.open(partial, "w", **profile) as dataset:
        dataset.update_tags(**written_tags(KIND if is_number else CLASSES_KIND, tags))
        dataset.set_band_description(1, model.attribute)
        if not is_number:
            colours = {label: (*bytes.fromhex(colour(label - 1)[1:]), 255) for label in range(1, len(counts))}
            dataset.write_colormap(1, {0: (0, 0, 0, 0), **colours})
        for window in reporter.track(list(tiles(grid.whole, TILE)), text="Predicting"):
            values = predicted(model, read(window))
            valid = np.isfinite(values)
            statistics.add(slice(None), values[valid][None])
            statistics.count_in(int(valid.sum()))
            if not is_number:
                values = np.nan_to_num(values)
                counts += np.bincount(values.astype(np.int64).ravel(), minlength=len(counts))
            dataset.write(values.astype(dtype), 1, window=RasterioWindow(*window))
        write_statistics(dataset, statistics, grid)
    if not is_number:
        write_category_names(output, list(model.classes))
    return {
        "output": str(output),
        "attribute": model.attribute,
        "kind": model.kind,
        "classes": [asdict(item) for item in _summaries(model, counts[1:])],
        "valid": int(statistics.count),
        "minimum": float(statistics.minimum[0]) if is_number and statistics.count else None,
        "maximum": float(statistics.maximum[0]) if is_number and statistics.count else None,
        "seconds": round(time.monotonic() - started, 3),
    }


def predicted(model: AttributeModel, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers, or numbers of classes from 1, (row, column) of embeddings (dim, row, column); NaN at nodata."""
    dim, height, width = embeddings.shape
    rows = embeddings.reshape(dim, -1).T
    valid = np.isfinite(rows[:, 0])
    outputs = model.outputs(np.where(valid[:, None], rows, 0.0))
    values = outputs[:, 0] if model.kind == "number" else outputs.argmax(axis=1) + 1.0
    return np.where(valid, values, np.nan).astype(np.float32).reshape(height, width)


def _summaries(model: AttributeModel, counts: NDArray[np.int64]) -> list[ClassSummary]:
    """The classes of a category in the model's order."""
    total = max(int(counts.sum()), 1)
    return [
        ClassSummary(label=label, name=name, colour=colour(label - 1), share=float(count / total), patches=int(count))
        for label, (name, count) in enumerate(zip(model.classes, counts, strict=True), start=1)
    ]
