"""k-means on the directions of the embeddings from their mean."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from ..embedding.embedding_raster import EmbeddingRaster
from ..errors import ParameterError, SourceError
from ..machine import release_memory
from ..progress import Reporter
from ..threads import worker_count, worker_pool
from ..vectors import directions
from .blocks import EmbeddingBlocks
from .class_raster import ClassRaster
from .columns import map_columns
from .sample import sample_patches

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

SAMPLE_SIZE = 25_000
SUGGEST_SAMPLE_SIZE = 2_000
# Starts are counted by their work (rows x dims x clusters) and not by the clock, so that they are the same anywhere.
# Many are needed: the best of 3 agrees with the best known to an adjusted Rand index of 0.84 only.
FEWEST_STARTS, MOST_STARTS = 3, 40
WORK_OF_STARTS = 80_000_000
START_ROWS = 8_000  # of the sample: all 25,000 lower the inertia of real scenes by 0.2 % at most, in twice the time
START_STEPS = 15  # at most: which of them are good is known long before they stand still
MOST_STEPS = 300  # of what goes on to the end
START_DIMS = 32  # principal components in which they run: they keep 81 to 97 % of the variance
REFINED_STARTS = 2  # the best, which go on in all dimensions: side by side on two cores
MAX_CLASSES = 4096
MOST_BYTES = 256 * 1024 * 1024  # of centroids that are read


@dataclass(frozen=True, kw_only=True)
class Clustering:
    """The mean that was subtracted (dim,) and the centroids (cluster, dim), largest cluster first.

    ``labels`` (cluster,) are the classes that they stand for, where that is not their order: several of one that was
    merged.
    """

    mean: np.ndarray
    centroids: np.ndarray
    inertia: float = float("nan")  # of the sample, a patch
    labels: np.ndarray = field(default_factory=lambda: np.empty(0, np.uint16))

    def __post_init__(self) -> None:
        """Number the classes where no labels are given."""
        if not len(self.labels):
            object.__setattr__(self, "labels", np.arange(1, len(self.centroids) + 1, dtype=np.uint16))

    def to_text(self) -> str:
        """All arrays as one line of text, for a file's metadata."""
        buffer = io.BytesIO()
        if np.array_equal(self.labels, np.arange(1, len(self.labels) + 1)):
            np.savez_compressed(buffer, mean=self.mean, centroids=self.centroids)
        else:
            np.savez_compressed(buffer, mean=self.mean, centroids=self.centroids, labels=self.labels)
        return base64.b64encode(buffer.getvalue()).decode("ascii")

    @classmethod
    def of(cls, classes: ClassRaster, name: str) -> Clustering:
        """The centroids that k-means kept in a raster of classes; raises SourceError where there are none."""
        if classes.centroids is None:
            raise SourceError(f"{name} has no classes of k-means.", hint="Choose what “K-means classes” made.")
        try:
            packed = base64.b64decode(classes.centroids, validate=True)
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                    raise ValueError(name)
            with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
                mean, centroids = arrays["mean"].astype(np.float32), arrays["centroids"].astype(np.float32)
                count = len(centroids)
                labels = arrays["labels"] if "labels" in arrays else np.arange(1, count + 1)
            fits = mean.ndim == 1 and centroids.shape == (count, len(mean)) and labels.shape == (count,) and count > 0
            if not fits or not np.isfinite(centroids).all() or not np.isfinite(mean).all() or labels.min() < 1:
                raise ValueError(name)
        except (ValueError, KeyError, OSError, EOFError, binascii.Error, zipfile.BadZipFile) as error:
            raise SourceError(f"The classes in {name} are damaged.", hint="Make them again.") from error
        return cls(mean=mean, centroids=centroids, labels=labels.astype(np.uint16))

    def merged(self, labels: Sequence[int]) -> Clustering:
        """With several classes joined to the first of them."""
        return replace(self, labels=np.where(np.isin(self.labels, labels), labels[0], self.labels).astype(np.uint16))


def fit_clusters(blocks: EmbeddingBlocks, clusters: int, *, seed: int, reporter: Reporter) -> Clustering:
    """k-means fitted on a seeded sample; raises ParameterError when there are fewer different embeddings."""
    if not 1 < clusters <= MAX_CLASSES:
        raise ParameterError(f"{clusters} classes cannot be made.", hint=f"Choose from 2 to {MAX_CLASSES}.")
    size = max(SAMPLE_SIZE, 20 * clusters)
    sample = sample_patches(blocks, size=size, seed=seed, reporter=reporter.part(0, 0.4))
    units = directions(sample, blocks.mean, out=sample)
    release_memory()
    # Counting stops mattering beyond the number that is asked for.
    distinct = len(np.unique(units[: 50 * clusters], axis=0))
    if distinct < clusters:
        distinct = len(np.unique(units, axis=0))
    if distinct < clusters:
        raise ParameterError(
            f"The raster has only {distinct} different embeddings, too few for {clusters} classes.",
            hint=f"Choose at most {distinct} classes." if distinct > 1 else "Choose a raster that shows more.",
        )
    memory = blocks.memory_bytes // 2
    best = best_kmeans(units, clusters, seed=seed, reporter=reporter.part(0.4, 1.0), memory_bytes=memory)
    return Clustering(
        mean=blocks.mean, centroids=best.cluster_centers_.astype(np.float32), inertia=float(best.inertia_) / len(units)
    )


def best_kmeans(
    units: np.ndarray, clusters: int, *, seed: int, reporter: Reporter, memory_bytes: int | None = None
) -> KMeans:
    """The best k-means of unit vectors (n, dim), of many starts by k-means++; the same one for the same seed.

    Of a large sample they run a few steps on some of the rows and the first principal components, and the best of them
    go on with everything: side by side, as far as ``memory_bytes`` allows, for each copies the sample.
    """
    import sklearn.cluster  # noqa: F401 - first: the limits below hold for the libraries that are loaded by then

    side_by_side = worker_count()
    if memory_bytes is not None:
        side_by_side = max(1, min(side_by_side, memory_bytes // units.nbytes - 1))
    with threadpool_limits(1), worker_pool() as pool, worker_pool(side_by_side) as refining:
        is_small = units.size * clusters * MOST_STARTS <= WORK_OF_STARTS
        projected = units if is_small else _principal_components(units)
        tried = projected
        if not is_small:
            rows = min(max(START_ROWS, 20 * clusters), len(units))
            tried = projected[np.random.default_rng(seed).choice(len(units), rows, replace=False)]
        count = min(max(WORK_OF_STARTS // (tried.size * clusters), FEWEST_STARTS), MOST_STARTS)
        start = partial(_kmeans, tried, clusters, steps=MOST_STEPS if is_small else START_STEPS)
        fits = pool.map(lambda number: start(seed=seed + number), range(count))
        found = list(reporter.part(0.0, 0.7).track(fits, text="Finding the classes", total=count))
        if not is_small:
            best = sorted(found, key=lambda fit: float(fit.inertia_))[:REFINED_STARTS]
            labels = [fit.predict(projected) for fit in best]
            more = [partial(_refined, units, own, clusters) for own in labels if len(np.unique(own)) == clusters]
            # Classes that only the other dimensions tell apart need starts in all of them.
            more = more or [partial(_kmeans, units, clusters, seed=seed + number) for number in range(FEWEST_STARTS)]
            fits = refining.map(lambda fit: fit(), more)
            found = list(reporter.part(0.7, 1.0).track(fits, text="Finding the classes", total=len(more)))
    return min(found, key=lambda fitted: float(fitted.inertia_))


def _principal_components(units: np.ndarray) -> np.ndarray:
    """Vectors (n, START_DIMS at most) in the directions in which they vary most."""
    if units.shape[1] <= START_DIMS:
        return units
    _, axes = np.linalg.eigh(units.T @ units)  # ascending
    return np.ascontiguousarray(units @ axes[:, -START_DIMS:])


def _refined(units: np.ndarray, labels: np.ndarray, clusters: int) -> KMeans:
    """k-means that goes on from the classes of these labels (n,), fitted by the calling thread alone."""
    from sklearn.cluster import KMeans

    means = np.stack([units[labels == label].mean(axis=0) for label in range(clusters)])
    with threadpool_limits(1, user_api="openmp"):
        return KMeans(clusters, init=means, n_init=1).fit(units)


def _kmeans(units: np.ndarray, clusters: int, *, seed: int, starts: int = 1, steps: int = MOST_STEPS) -> KMeans:
    """The best k-means of as many ``starts``, each of ``steps`` at most, fitted by the calling thread alone."""
    from sklearn.cluster import KMeans  # here, because it takes a second that no other operation should wait

    # scikit-learn's own threads add in any order, and the same seed must give the same classes. How many there are is
    # known to OpenMP by the thread that starts them: a limit set in another one says nothing here.
    with threadpool_limits(1, user_api="openmp"):
        return KMeans(clusters, n_init=starts, random_state=seed, max_iter=steps).fit(units)


def predict(embeddings: np.ndarray, clustering: Clustering) -> np.ndarray:
    """The nearest centroid's index (n,) of embeddings (n, dim)."""
    products = directions(embeddings, clustering.mean) @ clustering.centroids.T
    nearest: np.ndarray = (2 * products - (clustering.centroids**2).sum(axis=1)).argmax(axis=1)
    return nearest


def predict_raster(blocks: EmbeddingBlocks, clustering: Clustering, *, reporter: Reporter) -> np.ndarray:
    """Labels (row, column) uint16 from 1 in the order of the centroids, 0 at nodata."""
    source = blocks.source
    labels = np.zeros((source.grid.height, source.grid.width), np.uint16)
    for block in reporter.track(blocks, text="Assigning the classes", total=len(blocks)):

        def predict_columns(columns: slice, stored: np.ndarray = block.stored) -> np.ndarray:
            embeddings = stored[:, columns].T * source.scales + source.offsets
            return (predict(np.nan_to_num(embeddings.astype(np.float32, copy=False)), clustering) + 1).astype(np.uint16)

        found = np.where(block.mask, np.concatenate(map_columns(block.stored.shape[1], predict_columns)), 0)
        window = block.window
        labels[window.row_off : window.row_end, window.col_off : window.col_end] = found.reshape(
            window.height, window.width
        )
    return labels


def suggest_clusters(
    source: EmbeddingRaster, *, most: int, seed: int, memory_bytes: int, reporter: Reporter
) -> dict[int, float]:
    """Mean silhouette (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7) of a sample for 2 to ``most`` clusters."""
    from sklearn.metrics import silhouette_score

    blocks = EmbeddingBlocks(source, memory_bytes)
    sample = sample_patches(blocks, size=SUGGEST_SAMPLE_SIZE, seed=seed, reporter=reporter.part(0, 0.4))
    units = directions(sample, blocks.mean)
    # All numbers of clusters share the distances: of unit vectors, |a - b|^2 = 2 - 2 a.b.
    distances = np.sqrt(np.maximum(2 - 2 * (units @ units.T), 0))
    np.fill_diagonal(distances, 0)
    counts = range(2, min(most, len(np.unique(units, axis=0)) - 1) + 1)

    def silhouette(clusters: int) -> float:
        labels = _kmeans(units, clusters, starts=2, seed=seed).labels_
        return float(silhouette_score(distances, labels, metric="precomputed"))

    with threadpool_limits(1), worker_pool() as pool:
        found = pool.map(silhouette, counts)
        tracked = reporter.part(0.4, 1).track(found, text="Trying numbers of classes", total=len(counts))
        return dict(zip(counts, tracked, strict=True))
