"""What kinds of places there are: k-means on the directions of the embeddings from their mean."""

from __future__ import annotations

import base64
import colorsys
import io
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window as RasterioWindow
from threadpoolctl import threadpool_limits

from ..embedding.embedding_raster import (
    BandStatistics,
    EmbeddingRaster,
    geotiff_profile,
    write_statistics,
    written_tags,
)
from ..errors import ParameterError
from ..files import disk_error
from ..progress import Reporter
from ..rasters.grid import tiles
from ..rasters.output import whole_file
from ..threads import worker_pool
from .columns import map_columns
from .sample import directions, sample_patches

KIND = "classes"
CENTROIDS_NAMESPACE = "LANDPRINT_CENTROIDS"
CENTROIDS_TAG = "KMEANS"
SAMPLE_SIZE = 25_000
SUGGEST_SAMPLE_SIZE = 2_000
STARTS = 3
MAX_BYTE_CLASSES = 254
MAX_CLASSES = 4096
# Paul Tol's "muted" and "light" schemes, https://personal.sron.nl/~pault/: apart for colour-blind eyes. The largest
# class takes the first, so the calm ones come first.
COLOURS = (
    "#44aa99", "#ddcc77", "#88ccee", "#117733", "#cc6677", "#332288", "#999933", "#882255", "#aa4499",
    "#bbcc33", "#ee8866", "#77aadd", "#ffaabb", "#aaaa00", "#dddddd",
)  # fmt: skip
GOLDEN_ANGLE = 0.381966  # of a turn: hues that never come close again


@dataclass(frozen=True, kw_only=True)
class ClassSummary:
    """One class of the map; ``share`` of the valid patches."""

    label: int
    name: str
    colour: str
    share: float
    patches: int


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """The mean that was subtracted (dim,) and the centroids (cluster, dim), largest cluster first."""

    mean: np.ndarray
    centroids: np.ndarray
    inertia: float  # of the sample, a patch

    def to_text(self) -> str:
        """All arrays as one line of text, for a file's metadata."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, mean=self.mean, centroids=self.centroids)
        return base64.b64encode(buffer.getvalue()).decode("ascii")


def fit_clusters(
    source: EmbeddingRaster, clusters: int, *, seed: int, memory_bytes: int, reporter: Reporter
) -> Clustering:
    """k-means fitted on a seeded sample; raises ParameterError when there are fewer different embeddings."""
    from sklearn.cluster import KMeans  # here, because it takes a second that no other operation should wait

    if not 1 < clusters <= MAX_CLASSES:
        raise ParameterError(f"{clusters} classes cannot be made.", hint=f"Choose from 2 to {MAX_CLASSES}.")
    sample = sample_patches(
        source,
        size=max(SAMPLE_SIZE, 20 * clusters),
        seed=seed,
        memory_bytes=memory_bytes,
        reporter=reporter.part(0, 0.4),
    )
    points = directions(sample.embeddings, sample.mean)
    # Counting stops mattering beyond the number that is asked for.
    distinct = len(np.unique(points[: 50 * clusters], axis=0))
    if distinct < clusters:
        distinct = len(np.unique(points, axis=0))
    if distinct < clusters:
        raise ParameterError(
            f"The raster has only {distinct} different embeddings, too few for {clusters} classes.",
            hint=f"Choose at most {distinct} classes." if distinct > 1 else "Choose a raster that shows more.",
        )

    def fit(start: int) -> KMeans:
        return KMeans(clusters, n_init=1, random_state=seed + start).fit(points)

    # One thread a start: scikit-learn's own threads add in any order, and the same seed must give the same classes.
    with threadpool_limits(1), worker_pool() as pool:
        starts = pool.map(fit, range(STARTS))
        fits = list(reporter.part(0.4, 1.0).track(starts, text="Finding the classes", total=STARTS))
    best = min(fits, key=lambda fitted: float(fitted.inertia_))
    return Clustering(
        mean=sample.mean, centroids=best.cluster_centers_.astype(np.float32), inertia=float(best.inertia_) / len(points)
    )


def predict(embeddings: np.ndarray, clustering: Clustering) -> np.ndarray:
    """The nearest centroid's index (n,) of embeddings (n, dim)."""
    products = directions(embeddings, clustering.mean) @ clustering.centroids.T
    nearest: np.ndarray = (2 * products - (clustering.centroids**2).sum(axis=1)).argmax(axis=1)
    return nearest


def predict_raster(
    source: EmbeddingRaster, clustering: Clustering, *, memory_bytes: int, reporter: Reporter
) -> np.ndarray:
    """Labels (row, column) uint16 from 1 in the order of the centroids, 0 at nodata."""
    labels = np.zeros((source.grid.height, source.grid.width), np.uint16)
    total = len(list(source.windows(memory_bytes // 8)))
    for window, stored, mask in reporter.track(source.blocks(memory_bytes), text="Assigning the classes", total=total):

        def predict_part(part: slice, stored: np.ndarray = stored) -> np.ndarray:
            embeddings = stored[:, part].T * source.scales + source.offsets
            return predict(np.nan_to_num(embeddings.astype(np.float32, copy=False)), clustering) + 1

        found = np.where(mask, np.concatenate(map_columns(stored.shape[1], predict_part)), 0)
        labels[window.row_off : window.row_end, window.col_off : window.col_end] = found.reshape(
            window.height, window.width
        )
    return labels


def cluster_raster(
    source: EmbeddingRaster,
    output: Path,
    clusters: int,
    *,
    seed: int,
    memory_bytes: int,
    tags: dict[str, str],
    reporter: Reporter,
) -> tuple[list[ClassSummary], float]:
    """Write a raster of classes, the largest being 1; returns the classes and the inertia a patch."""
    clustering = fit_clusters(source, clusters, seed=seed, memory_bytes=memory_bytes, reporter=reporter.part(0, 0.7))
    labels = predict_raster(source, clustering, memory_bytes=memory_bytes, reporter=reporter.part(0.7, 0.95))
    counts = np.bincount(labels.ravel(), minlength=clusters + 1)[1:]
    order = np.argsort(-counts, kind="stable")
    renumbered = np.zeros(clusters + 1, np.uint16)
    renumbered[order + 1] = np.arange(1, clusters + 1)
    labels = renumbered[labels]
    clustering = Clustering(mean=clustering.mean, centroids=clustering.centroids[order], inertia=clustering.inertia)
    classes = _summaries(counts[order])
    reporter.check()
    _write_classes(output, labels, source, classes, clustering, tags)
    return classes, clustering.inertia


def _summaries(counts: np.ndarray) -> list[ClassSummary]:
    """The classes by their counts of patches, largest first."""
    total = max(int(counts.sum()), 1)
    return [
        ClassSummary(
            label=label, name=f"class {label}", colour=colour(label - 1), share=float(count) / total, patches=int(count)
        )
        for label, count in enumerate(counts, start=1)
    ]


def colour(index: int) -> str:
    """The colour of the class with this index (0 is the largest), as #rrggbb."""
    if index < len(COLOURS):
        return COLOURS[index]
    hue = (index * GOLDEN_ANGLE) % 1.0
    lightness = (0.45, 0.65, 0.55)[index % 3]
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def _write_classes(
    output: Path,
    labels: np.ndarray,
    source: EmbeddingRaster,
    classes: list[ClassSummary],
    clustering: Clustering,
    tags: dict[str, str],
) -> None:
    """The labels as a GeoTIFF with colours, names and centroids."""
    dtype = "uint8" if len(classes) <= MAX_BYTE_CLASSES else "uint16"
    profile = {**geotiff_profile(source.grid, count=1, dtype=dtype, nodata=0), "predictor": 1}
    statistics = BandStatistics(dim=1)
    valid = labels[labels > 0].astype(np.float32)
    statistics.add(slice(None), valid[None])
    statistics.count_in(valid.size)
    names = [f"{item.name} · {100 * item.share:.0f} %" for item in classes]
    with whole_file(output) as partial, rasterio.open(partial, "w", **profile) as dataset:
        dataset.update_tags(**written_tags(KIND, tags))
        dataset.update_tags(ns=CENTROIDS_NAMESPACE, **{CENTROIDS_TAG: clustering.to_text()})
        dataset.set_band_description(1, "class")
        colours = {item.label: (*bytes.fromhex(item.colour[1:]), 255) for item in classes}
        dataset.write_colormap(1, {0: (0, 0, 0, 0), **colours})
        for window in tiles(source.grid.whole, 4096):
            part = labels[window.row_off : window.row_end, window.col_off : window.col_end]
            dataset.write(part.astype(dtype), 1, window=RasterioWindow(*window))
        write_statistics(dataset, statistics, source.grid)
    write_category_names(output, names)


def write_category_names(output: Path, names: list[str]) -> None:
    """Names of the classes where GDAL looks for them: a GeoTIFF itself has no place for them."""
    categories = "".join(f"<Category>{escape(name)}</Category>" for name in ["", *names])
    text = (
        f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand></PAMDataset>'
    )
    try:
        output.with_name(output.name + ".aux.xml").write_text(text, encoding="utf-8")
    except OSError as error:
        output.unlink(missing_ok=True)
        raise disk_error(error, output.parent) from error


def suggest_clusters(
    source: EmbeddingRaster, *, most: int, seed: int, memory_bytes: int, reporter: Reporter
) -> dict[int, float]:
    """Mean silhouette (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7) of a sample for 2 to ``most`` clusters."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    sample = sample_patches(
        source, size=SUGGEST_SAMPLE_SIZE, seed=seed, memory_bytes=memory_bytes, reporter=reporter.part(0, 0.4)
    )
    points = directions(sample.embeddings, sample.mean)
    # All numbers of clusters share the distances: of unit vectors, |a - b|^2 = 2 - 2 a.b.
    distances = np.sqrt(np.maximum(2 - 2 * (points @ points.T), 0))
    np.fill_diagonal(distances, 0)
    counts = range(2, min(most, len(np.unique(points, axis=0)) - 1) + 1)

    def silhouette(clusters: int) -> float:
        labels = KMeans(clusters, n_init=2, random_state=seed).fit_predict(points)
        return float(silhouette_score(distances, labels, metric="precomputed"))

    with threadpool_limits(1), worker_pool() as pool:
        found = pool.map(silhouette, counts)
        tracked = reporter.part(0.4, 1).track(found, text="Trying numbers of classes", total=len(counts))
        return dict(zip(counts, tracked, strict=True))
