"""How several liked and disliked places become one similarity of every patch: any of them, all of them, or learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from ..vectors import TINY, directions, few_directions, unit
from .logistic import fit_logistic
from .similarity import OpenEmbeddings, Score

ANY, ALL, LEARNED = "any", "all", "learned"
COMBINATIONS = (ANY, ALL, LEARNED)
MOST_DIRECTIONS = 64  # of likes, and of dislikes: each costs a product with all patches
MOST_PATCHES = 2000  # of either, that are learned from
BACKGROUND = 1000  # patches
LEAST_APART = 1e-3  # 1 - b below: a like and a dislike may be the same place, and then the like counts

Embeddings = NDArray[np.float32]  # (n, dim): of the patches of one place


class Query(NamedTuple):
    """What similarity is computed by: vectors (k, dim), and what their products with a patch's direction become."""

    vectors: np.ndarray
    score: Score


def similarity_query(
    opened: OpenEmbeddings, likes: Sequence[Embeddings], dislikes: Sequence[Embeddings], *, combine: str, raw: bool
) -> Query:
    """By what the similarity of every patch with the places is computed; it is from -1 to 1.

    With c the cosine, of e - m unless ``raw``, and an area standing for the mean direction of its patches:

    any: max_i c(like_i, e) - max(0, max_j (c(dislike_j, e) - b_j) / (1 - b_j)), where
    b_j = max(0, max_i c(like_i, dislike_j)).
    So a liked place is 1 and a disliked one 0 or less, also where they are much alike; one like alone is its cosine.
    all: the cosine with the mean of the likes' directions less the mean of the dislikes', every patch counting alike.
    learned: 2 p - 1 of a logistic regression of the directions, likes against dislikes; without dislikes, against
    patches of the whole raster, of which some may be alike. Both sides count alike, and so do the places of each.

    Raises ParameterError when there is nothing to look for.
    """
    if not likes:
        raise ParameterError("A similarity map needs at least one place.", hint="Pick a place to look for.")
    centre = opened.centre(raw=raw)
    like_units, dislike_units = ([directions(each, centre) for each in places] for places in (likes, dislikes))
    if combine == LEARNED:
        vectors, score = _learned(opened, like_units, dislike_units, raw=raw)
    elif combine == ALL:
        vectors, score = _all(like_units, dislike_units)
    else:
        vectors, score = _any(like_units, dislike_units, opened.source.dim)

    def clipped(products: np.ndarray) -> np.ndarray:
        found = score(products)
        return np.clip(found, -1.0, 1.0, out=found)

    return Query(vectors, clipped)


def _any(likes: Sequence[Embeddings], dislikes: Sequence[Embeddings], dim: int) -> Query:
    like, dislike = (mean_directions(places, dim) for places in (likes, dislikes))
    count = len(like)
    alike = np.maximum((dislike @ like.T).max(axis=1), 0.0)[:, None]  # b_j

    def score(cosines: np.ndarray) -> np.ndarray:
        found: np.ndarray = cosines[:count].max(axis=0)
        if len(alike):
            others = cosines[count:]
            others -= alike
            others /= np.maximum(1.0 - alike, LEAST_APART)
            found -= np.maximum(others.max(axis=0), 0.0)
        return found

    return Query(np.concatenate([like, dislike]), score)


def mean_directions(places: Sequence[Embeddings], dim: int) -> np.ndarray:
    """The mean direction of each place, or of groups of them: unit vectors (k, dim), k at most MOST_DIRECTIONS."""
    units = np.array([unit(each.mean(axis=0)) for each in places], np.float32).reshape(-1, dim)
    return few_directions(units, MOST_DIRECTIONS)


def _all(likes: Sequence[Embeddings], dislikes: Sequence[Embeddings]) -> Query:
    query = np.concatenate(likes).mean(axis=0)
    if dislikes:
        query = query - np.concatenate(dislikes).mean(axis=0)
    if np.linalg.norm(query) < TINY:
        raise ParameterError(
            "The places give nothing to look for: they cancel each other out, or are like everything else.",
            hint="Pick other places.",
        )
    return Query(unit(query)[None], lambda cosines: cosines)


def _learned(
    opened: OpenEmbeddings, likes: Sequence[Embeddings], dislikes: Sequence[Embeddings], *, raw: bool
) -> Query:
    others = dislikes or [each[None] for each in directions(opened.background(BACKGROUND), opened.centre(raw=raw))]
    units, weights, labels = [], [], []
    for label, places in enumerate((others, likes)):
        step = -(-sum(map(len, places)) // MOST_PATCHES)
        kept = [each[::step] for each in places]
        units += kept
        # Each side weighs as much as there are likes, and each of its places the same.
        weights += [np.full(len(each), len(likes) / len(places) / len(each)) for each in kept]
        labels += [np.full(len(each), label) for each in kept]
    coefficients, intercepts = fit_logistic(
        np.concatenate(units), np.concatenate(labels), np.concatenate(weights), dim=opened.source.dim
    )
    weight, intercept = coefficients[1] - coefficients[0], np.float32(intercepts[1] - intercepts[0])

    def score(products: np.ndarray) -> np.ndarray:
        return np.tanh((products + intercept) / 2)  # 2 p - 1

    return Query(weight[None], score)
