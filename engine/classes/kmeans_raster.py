"""Rasters of classes by k-means: of an embedding raster's own, or of those that were found in another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio

from ..analysis.blocks import EmbeddingBlocks
from ..embedding_rasters.encoder_tags import check_same_encoder, encoder_tags
from ..progress import Reporter
from ..rasters.dataset import cache_within
from ..rasters.geotiff import write_geotiff
from ..rasters.strips import in_strips, strips_of
from .kmeans import Clustering, fit_clusters, predict_blocks
from .raster import AreaSummary, ClassAreas, ClassLegend, dtype_of, sieve
from .summary import KIND, colours_of

LEAST_ALIKE = 0.5  # the cosine of two centroids that may be of the same class


def cluster_raster(
    blocks: EmbeddingBlocks,
    output: Path,
    clusters: int,
    *,
    seed: int,
    sieved: int = 0,
    like: ClassLegend | None = None,
    tags: dict[str, str],
    reporter: Reporter,
) -> tuple[list[AreaSummary], float]:
    """Write a raster of classes, the largest being 1; returns the classes and the inertia a patch.

    Areas of fewer than ``sieved`` pixels join their neighbours. Classes that correspond to those of k-means in
    ``like`` have their names and colours.
    """
    clustering = fit_clusters(blocks, clusters, seed=seed, reporter=reporter.part(0, 0.7))
    with _predicted(blocks, clustering, output, sieved, reporter.part(0.7, 0.95)) as (strips, areas):
        order = np.argsort(-areas.counts[1:], kind="stable")
        before = np.concatenate([[0], order + 1])  # of each label, its number while they were in another order
        renumbered = np.zeros(clusters + 1, np.uint16)
        renumbered[before] = np.arange(clusters + 1)
        clustering = replace(clustering, centroids=clustering.centroids[order])
        old = {} if like is None else corresponding(clustering, Clustering.of(like, "the other raster"))
        every = range(1, clusters + 1)
        names = {label: f"class {label}" for label in every}
        given: dict[int, str] = {}
        if like is not None:
            names |= {label: like.name(one) for label, one in old.items() if not is_numbered(like.name(one))}
            given = {label: like.colour(one) for label, one in old.items()}
        reporter.check()
        legend = ClassLegend(
            grid=blocks.grid,
            names=names,
            colours=colours_of(every, given),
            tags={**encoder_tags(blocks.source), **tags},
            centroids=clustering.to_text(),
        )
        found = legend.summary_of(every, areas.counts[before], areas.square_metres[before])
        legend.write_strips(output, (renumbered[strip] for strip in strips), found, shares=True)
    return [replace(item, like=old.get(item.label)) for item in found], clustering.inertia


@contextmanager
def _predicted(
    blocks: EmbeddingBlocks, clustering: Clustering, output: Path, sieved: int, reporter: Reporter
) -> Iterator[tuple[Iterator[np.ndarray], ClassAreas]]:
    """The labels of all patches in strips (row, column), and their areas, which are known before the first strip.

    Meanwhile a file beside the output holds them.
    """
    grid, numbers = blocks.grid, np.concatenate([np.zeros(1, np.uint16), clustering.labels])
    dtype, areas = dtype_of(clustering.labels.tolist()), ClassAreas(grid, int(numbers.max()))
    with (
        cache_within(blocks.memory_bytes),
        write_geotiff(
            output.with_name(f"{output.stem}-labels.tif"),
            grid,
            kind=KIND,
            tags={},
            names=["class"],
            dtype=dtype,
            nodata=0,
            keep=False,
            compress="none",
            predictor=1,
        ) as raster,
    ):
        for strip in in_strips(predict_blocks(blocks, clustering, reporter=reporter), grid):
            labels = numbers[strip]
            raster.write_strip(labels[None].astype(dtype))
            if sieved <= 1:
                areas.add(labels)
        if sieved <= 1:
            yield (strip[0] for strip in raster.strips()), areas
        else:
            whole = sieve(rasterio.band(raster.dataset, 1), sieved)
            areas.add(whole)
            yield strips_of(whole), areas


def is_numbered(name: str) -> bool:
    """Whether a class has the name that it gets by itself."""
    word, _, number = name.partition(" ")
    return word == "class" and number.isdecimal()


def corresponding(new: Clustering, old: Clustering) -> dict[int, int]:
    """The old class of a new one, where their centroids point the same way: no two new ones have the same."""
    from scipy.optimize import linear_sum_assignment

    if new.centroids.shape[1] != old.centroids.shape[1]:
        return {}
    first, second = (each.centroids / np.linalg.norm(each.centroids, axis=1, keepdims=True) for each in (new, old))
    cosines = np.nan_to_num(first @ second.T, nan=-1.0)
    labels = np.unique(old.labels)
    likeness = np.stack([cosines[:, old.labels == label].max(axis=1) for label in labels], axis=1)  # (new, old label)
    pairs = zip(*linear_sum_assignment(likeness, maximize=True), strict=True)
    return {int(new.labels[row]): int(labels[col]) for row, col in pairs if likeness[row, col] >= LEAST_ALIKE}


def apply_clusters(
    blocks: EmbeddingBlocks,
    classes: ClassLegend,
    output: Path,
    *,
    names: tuple[str, str],
    sieved: int = 0,
    tags: dict[str, str],
    reporter: Reporter,
) -> tuple[list[AreaSummary], list[str]]:
    """Write a raster of the classes that k-means made of other embeddings; returns them, and sentences on both.

    ``names`` are those of the embeddings and of the classes. Raises ParameterError for embeddings of another encoder.
    """
    clustering = Clustering.of(classes, names[1])
    made_by = {"DIM": str(len(clustering.mean)), **classes.tags}
    notes = check_same_encoder(encoder_tags(blocks.source), made_by, *names)
    for _ in blocks.first_reading(reporter.part(0.0, 0.4), "Reading the embeddings"):
        pass
    every = np.unique(clustering.labels).tolist()
    legend = ClassLegend(
        grid=blocks.grid,
        names={label: classes.name(label) for label in every},
        colours={label: classes.colour(label) for label in every},
        tags={**encoder_tags(blocks.source), **tags},
        centroids=classes.centroids,
    )
    with _predicted(blocks, clustering, output, sieved, reporter.part(0.4, 0.95)) as (strips, areas):
        reporter.check()
        found = legend.summary_of(every, areas.counts, areas.square_metres)
        legend.write_strips(output, strips, found, shares=True)
    return found, notes
