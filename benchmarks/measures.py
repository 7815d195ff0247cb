"""How good embeddings are: neighbours, retrieval and clusters against labels, and what the chip grid left in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, average_precision_score

from engine.vectors import directions

NEIGHBOURS = 5


def cosines(embeddings: np.ndarray, mean: np.ndarray, excluded: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """The heatmap's cosines (query, n) of embeddings (n, dim) with those that ``queries`` number, ``mean`` removed.

    They are -inf where ``excluded`` (query, n) says so.
    """
    units = directions(embeddings, mean)
    return np.where(excluded, -np.inf, units[queries] @ units.T)


def neighbours_vote(similarity: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The label (query,) of most of the nearest neighbours; of labels with as many votes, the more similar one."""
    nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :NEIGHBOURS]
    votes = np.zeros((len(similarity), labels.max() + 1))
    rows = np.arange(len(similarity))[:, None]
    # A vote counts 1, and its cosine decides between equals.
    np.add.at(votes, (rows, labels[nearest]), 1 + np.take_along_axis(similarity, nearest, axis=1) / (4 * NEIGHBOURS))
    return votes.argmax(axis=1)


def balanced_accuracy(found: np.ndarray, labels: np.ndarray) -> float:
    """The mean over the labels of the share that was found."""
    return float(np.mean([(found[labels == label] == label).mean() for label in np.unique(labels)]))


def mean_average_precision(similarity: np.ndarray, own: np.ndarray, labels: np.ndarray) -> float:
    """The mean over the queries of the average precision of finding their own label among what is not excluded."""
    precisions = []
    for row, label in zip(similarity, own, strict=True):
        among = np.isfinite(row)
        wanted = labels[among] == label
        if wanted.any():
            precisions.append(average_precision_score(wanted, row[among]))
    return float(np.mean(precisions))


def kmeans_agreement(embeddings: np.ndarray, labels: np.ndarray, clusters: int, seeds: Sequence[int]) -> float:
    """The mean over the seeds of the adjusted Rand index of scikit-learn's k-means with the labels."""
    units = directions(embeddings, embeddings.mean(axis=0))
    found = [KMeans(clusters, n_init=10, random_state=seed).fit_predict(units) for seed in seeds]
    return float(np.mean([adjusted_rand_score(labels, each) for each in found]))


def position_share(embeddings: np.ndarray, period: int) -> float:
    """Share of the variance of embeddings (dim, row, column) that the place in chips of ``period`` patches explains.

    Without bias: what a place's mean differs by chance is taken off, as in epsilon squared of an analysis of variance.
    """
    dim, height, width = embeddings.shape
    place = (np.arange(height)[:, None] % period * period + np.arange(width) % period).ravel()
    vectors = embeddings.reshape(dim, -1).T.astype(np.float64)
    finite = np.isfinite(vectors[:, 0])
    vectors, place = vectors[finite], place[finite]
    vectors -= vectors.mean(axis=0)
    counts = np.bincount(place, minlength=period**2).astype(float)
    sums = np.zeros((period**2, dim))
    np.add.at(sums, place, vectors)
    total = float((vectors**2).sum())
    between = float((sums**2 / np.maximum(counts, 1)[:, None]).sum())
    places = int((counts > 0).sum())
    by_chance = (places - 1) * (total - between) / (len(vectors) - places)
    return (between - by_chance) / total


def border_jump(embeddings: np.ndarray, period: int, offsets: Sequence[int]) -> float:
    """Mean step between neighbours across the borders of chips, over the mean step elsewhere; 1 is no seam.

    ``offsets`` are where the first chips of the passes start, in patches of embeddings (dim, row, column).
    """
    across, inside = [], []
    for values in (embeddings, embeddings.transpose(0, 2, 1)):
        steps = np.linalg.norm(np.diff(values, axis=2), axis=0)  # (row, column - 1): from column c to c + 1
        after = np.arange(1, values.shape[2])
        is_border = np.isin((after[:, None] - np.array(offsets)) % period, 0).any(axis=1)
        across.append(steps[:, is_border].ravel())
        inside.append(steps[:, ~is_border].ravel())
    return float(np.nanmean(np.concatenate(across)) / np.nanmean(np.concatenate(inside)))
