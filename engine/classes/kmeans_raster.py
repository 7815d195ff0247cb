"""Rasters of classes by k-means: of an embedding raster's own, or of those that were found in another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..analysis.blocks import EmbeddingBlocks
from ..embedding_rasters.encoder_tags import check_same_encoder, encoder_tags
from ..progress import Reporter
from .kmeans import Clustering, fit_clusters, predict_raster
from .raster import AreaSummary, ClassRaster, sieve
from .summary import colour

LEAST_ALIKE = 0.5  # the cosine of two centroids that may be of the same class


def cluster_raster(
    blocks: EmbeddingBlocks,
    output: Path,
    clusters: int,
    *,
    seed: int,
    sieved: int = 0,
    like: ClassRaster | None = None,
    tags: dict[str, str],
    reporter: Reporter,
) -> tuple[list[AreaSummary], float]:
    """Write a raster of classes, the largest being 1; returns the classes and the inertia a patch.

    Areas of fewer than ``sieved`` pixels join their neighbours. Classes that correspond to those of k-means in
    ``like`` have their names and colours.
    """
    clustering = fit_clusters(blocks, clusters, seed=seed, reporter=reporter.part(0, 0.7))
    labels = sieve(predict_raster(blocks, clustering, reporter=reporter.part(0.7, 0.95)), sieved)
    # Row by row, as numpy counts copies of 8 bytes a pixel.
    counts = np.sum([np.bincount(row, minlength=clusters + 1) for row in labels], axis=0)[1:]
    order = np.argsort(-counts, kind="stable")
    renumbered = np.zeros(clusters + 1, np.uint16)
    renumbered[order + 1] = np.arange(1, clusters + 1)
    clustering = replace(clustering, centroids=clustering.centroids[order])
    old = {} if like is None else corresponding(clustering, Clustering.of(like, "the other raster"))
    every = range(1, clusters + 1)
    names = {label: f"class {label}" for label in every}
    colours = {label: colour(label - 1) for label in every}
    if like is not None:
        names |= {label: like.name(one) for label, one in old.items() if not is_numbered(like.name(one))}
        colours = _colours(every, {label: like.colour(one) for label, one in old.items()})
    reporter.check()
    made = ClassRaster(
        labels=renumbered[labels],
        grid=blocks.grid,
        names=names,
        colours=colours,
        tags={**encoder_tags(blocks.source), **tags},
        centroids=clustering.to_text(),
    )
    made.write(output, shares=True)
    return [replace(item, like=old.get(item.label)) for item in made.summary()], clustering.inertia


def is_numbered(name: str) -> bool:
    """Whether a class has the name that it gets by itself."""
    word, _, number = name.partition(" ")
    return word == "class" and number.isdecimal()


def _colours(labels: Sequence[int], given: Mapping[int, str]) -> dict[int, str]:
    """A colour for each label: the given one, or the next that no other has."""
    free = (one for one in map(colour, range(len(labels) + len(given))) if one not in given.values())
    return {label: given[label] if label in given else next(free) for label in labels}


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
    classes: ClassRaster,
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
    found = predict_raster(blocks, clustering, reporter=reporter.part(0.4, 0.95))
    labels = np.concatenate([np.zeros(1, np.uint16), clustering.labels])[found]
    made = ClassRaster(
        labels=sieve(labels, sieved),
        grid=blocks.grid,
        names={label: classes.name(label) for label in np.unique(clustering.labels).tolist()},
        colours={label: classes.colour(label) for label in np.unique(clustering.labels).tolist()},
        tags={**encoder_tags(blocks.source), **tags},
        centroids=classes.centroids,
    )
    reporter.check()
    made.write(output, shares=True)
    return made.summary(), notes
