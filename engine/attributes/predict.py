"""A fitted attribute predicted for points, for every patch of an embedding raster, or for every place of a grid."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..classes.summary import KIND as CLASS_KIND
from ..classes.summary import colour_table, summarise_classes, write_category_names
from ..embedding.locations import LocationGrid
from ..embedding_rasters.encoder_tags import encoder_tags, encoder_tags_among
from ..embedding_rasters.kinds import AUTO
from ..embedding_rasters.raster import EmbeddingRaster
from ..encoders.lonlat import LocationEncoder
from ..errors import SourceError
from ..points.source import PointSource, write_points
from ..progress import Reporter
from ..rasters.geotiff import TILE, write_geotiff
from ..rasters.grid import Grid, Window, tiles
from ..rasters.output import check_output
from .model import AttributeModel

KIND = "prediction"

# Gives embeddings (dim, row, column) of a window, NaN at nodata.
ReadWindow = Callable[[Window], NDArray[np.float32]]


def predict_points(
    model: AttributeModel,
    source: PointSource,
    output: str | Path,
    *,
    encoder: LocationEncoder | None = None,
    reporter: Reporter,
) -> dict[str, Any]:
    """Write the points with the predicted attribute, from their embeddings or those that ``encoder`` gives them."""
    path = check_output(output, inputs=[str(source.path)])
    if encoder:
        notes = model.check_origin({"ENCODER": encoder.name}, encoder.name)
    else:
        notes = model.check_origin(encoder_tags_among(source.tags), source.path.name)
    done = predicted = 0
    with write_points(path, source, tags={"KIND": "predictions"}) as writer:
        reporter.report(0.0, "Predicting")
        for points in source.batches(points_only=encoder is not None):
            embeddings = points.mean_of(encoder.embed(points.lonlat)) if encoder else points.embeddings
            if embeddings is None:
                raise SourceError(
                    f"The points of {source.path.name} have no embeddings.", hint="Embed the points first."
                )
            columns = _predicted_columns(model, embeddings)
            writer.write(points.attributes, points.geometry, columns)
            done += len(embeddings)
            predicted += int(np.isfinite(embeddings[:, 0]).sum())
            reporter.report(done / max(source.count, 1), "Predicting")
    return {
        "output": str(path),
        "attribute": model.attribute,
        "points": done,
        "predicted": predicted,
        "notes": [*source.notes, *notes],
    }


def _predicted_columns(model: AttributeModel, embeddings: NDArray[np.float32]) -> dict[str, pa.Array]:
    """The predicted column, and for a category its probability; null without an embedding."""
    unknown = np.isnan(embeddings[:, 0])
    outputs = model.outputs(np.where(unknown[:, None], 0.0, embeddings))
    name = f"predicted_{model.attribute}"
    if model.kind == "number":
        return {name: pa.array(outputs[:, 0], mask=unknown)}
    texts = np.array(model.classes, dtype=object)[outputs.argmax(axis=1)]
    return {
        name: pa.array(texts, pa.string(), mask=unknown),
        f"{name}_probability": pa.array(outputs.max(axis=1), mask=unknown),
    }


def predict_raster(
    model: AttributeModel,
    embeddings: str | Path,
    output: str | Path,
    *,
    crs: CRS | None = None,
    values: str = AUTO,
    reporter: Reporter,
) -> dict[str, Any]:
    """Write the attribute of every patch of an embedding raster: numbers, or classes with colours and names.

    ``crs`` is the embedding raster's, in place of the file's own; ``values`` says what its numbers are.
    """
    path = check_output(output, inputs=[str(embeddings)])
    with closing(EmbeddingRaster(embeddings, crs=crs, values=values)) as source:
        notes = model.check_origin(encoder_tags(source), Path(source.path).name)
        value = _predict(
            model, source.grid, lambda window: source.read(window)[0], path, str(embeddings), reporter=reporter
        )
        return {**value, "notes": notes}


def predict_places(
    model: AttributeModel, places: LocationGrid, output: str | Path, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the attribute of every place of a grid, without an embedding raster between."""
    path = check_output(output, inputs=[])
    encoder = places.encoder.name
    notes = model.check_origin({"ENCODER": encoder}, encoder)
    return {**_predict(model, places.grid, places.read, path, encoder, reporter=reporter), "notes": notes}


def _predict(
    model: AttributeModel, grid: Grid, read: ReadWindow, output: Path, source: str, *, reporter: Reporter
) -> dict[str, Any]:
    """Write the prediction window by window; a class's number is its index in the model's classes, plus 1."""
    started = time.monotonic()
    is_number = model.kind == "number"
    kind, dtype, nodata = (KIND, "float32", float("nan")) if is_number else (CLASS_KIND, "uint8", 0)
    tags = {"SOURCE": source, "ATTRIBUTE": model.attribute, "SCORE": f"{model.score.get('score', float('nan')):.3f}"}
    counts = np.zeros(len(model.classes) + 1, np.int64)
    with write_geotiff(
        output, grid, kind=kind, tags=tags, names=[model.attribute], dtype=dtype, nodata=nodata
    ) as raster:
        if not is_number:
            raster.dataset.write_colormap(1, colour_table(len(model.classes)))
        for window in reporter.track(list(tiles(grid.whole, TILE)), text="Predicting"):
            values = predict_window(model, read(window))
            if not is_number:
                values = np.nan_to_num(values)
                counts += np.bincount(values.astype(np.int64).ravel(), minlength=len(counts))
            raster.write(window, values.astype(dtype)[None])
    if not is_number:
        write_category_names(output, model.classes)
    valid = int(raster.statistics.count[0])
    return {
        "output": str(output),
        "attribute": model.attribute,
        "kind": model.kind,
        "classes": [asdict(item) for item in summarise_classes(counts[1:], model.classes)],
        "valid": valid,
        "minimum": float(raster.statistics.minimum[0]) if is_number and valid else None,
        "maximum": float(raster.statistics.maximum[0]) if is_number and valid else None,
        "seconds": round(time.monotonic() - started, 3),
    }


def predict_window(model: AttributeModel, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers, or numbers of classes from 1, (row, column) of embeddings (dim, row, column); NaN at nodata."""
    dim, height, width = embeddings.shape
    rows = embeddings.reshape(dim, -1).T
    valid = np.isfinite(rows[:, 0])
    outputs = model.outputs(np.where(valid[:, None], rows, 0.0))
    values = outputs[:, 0] if model.kind == "number" else outputs.argmax(axis=1) + 1.0
    return np.where(valid, values, np.nan).astype(np.float32).reshape(height, width)
