"""Classes learned from examples: two models, of which the one that does better on places it has not seen is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..analysis.logistic import fit_logistic
from ..progress import Reporter
from ..vectors import unit
from .examples import Examples
from .model import CENTROID, LOGISTIC

FEW_PLACES = 20  # up to so many, each is left out once
FOLDS = 5  # of more
NEGLIGIBLE = 1e-5  # share of the largest square along an axis: single precision knows no smaller one
# The factors that a model's outputs may be multiplied with. Cosines lie within -1 and 1, and need larger ones.
FACTORS = {LOGISTIC: np.geomspace(0.1, 4.0, 25), CENTROID: np.geomspace(1.0, 100.0, 25)}
UNKNOWN_FACTOR = 1.0  # of a logistic regression, where too few places tell

Linear = tuple[np.ndarray, np.ndarray]  # weights (class, dim) and intercepts (class,)


@dataclass(frozen=True, kw_only=True)
class LearnedClasses:
    """A linear model of directions, and how well it does on places that it has not seen.

    ``score`` is the mean over the classes of the share of their examples that was found again, every place counting
    alike: balanced accuracy; None where a class has a single place. ``class_scores`` are these shares.
    """

    method: str
    weights: NDArray[np.float32]  # (class, dim)
    intercept: NDArray[np.float32]  # (class,)
    score: float | None
    class_scores: dict[str, float]
    folds: int
    single: tuple[str, ...]  # classes with a single place


def learn_classes(examples: Examples, units: NDArray[np.float32], reporter: Reporter) -> LearnedClasses:
    """The better of a logistic regression and the nearest centroid of the examples' directions (n, dim).

    Both are cross-validated, all patches of a place in the same part; the nearest centroid is taken where it is right
    on more than one place more. The outputs of the one that is taken are multiplied so that their softmax is right as
    often as it says on the places left out (temperature scaling: Guo et al. 2017, arXiv:1706.04599), with the targets
    of Platt (1999) that few examples leave room for being wrong.
    """
    dim = units.shape[1]
    # Of fewer examples than dimensions, all that matters lies in the space that they span.
    axes = _span(units) if len(units) < dim else None
    vectors = units if axes is None else units @ axes.T
    class_of_place = examples.class_of_place
    counts = np.bincount(class_of_place)
    single = tuple(name for name, count in zip(examples.names, counts, strict=True) if count == 1)
    folds = _folds(class_of_place)
    count = int(folds.max()) + 1
    outputs: dict[str, NDArray[np.float64]] = {}
    best, factor, shares = LOGISTIC, UNKNOWN_FACTOR, np.empty(0)
    if count:
        fold_of_patch = folds[examples.places]
        tested = (fold_of_patch >= 0) & examples.is_given
        for method, fit in FITS.items():
            found = np.zeros((len(units), len(examples.names)))
            for fold in range(count):
                reporter.check()
                test = fold_of_patch == fold
                weights, intercept = fit(vectors[~test], examples.classes[~test], examples.weights[~test], dim=dim)
                found[test] = vectors[test] @ weights.T + intercept
            outputs[method] = found
        recalls = {method: _shares(found, examples, tested) for method, found in outputs.items()}
        means = {method: float(np.nanmean(found)) for method, found in recalls.items()}
        # A place more or less is chance: then the logistic regression does better elsewhere, as measured.
        one_place = 1 / counts[counts > 1].min() / np.count_nonzero(counts > 1)
        best = CENTROID if means[CENTROID] > means[LOGISTIC] + 1.01 * one_place else LOGISTIC
        factor, shares = _calibrated(outputs[best], examples, tested, FACTORS[best]), recalls[best]
    weights, intercept = FITS[best](vectors, examples.classes, examples.weights, dim=dim)
    weights = weights if axes is None else weights @ axes
    is_scored = bool(count) and not single
    return LearnedClasses(
        method=best,
        weights=(weights * factor).astype(np.float32),
        intercept=(intercept * factor).astype(np.float32),
        score=float(shares.mean()) if is_scored else None,
        class_scores=dict(zip(examples.names, shares.tolist(), strict=True)) if is_scored else {},
        folds=count if is_scored else 0,
        single=single,
    )


class Fit(Protocol):
    """Fits a linear model of vectors (n, r) with classes (n,) and weights (n,); ``dim`` is that of the embeddings."""

    def __call__(self, units: np.ndarray, labels: np.ndarray, weights: np.ndarray, *, dim: int) -> Linear:
        """The model."""


def _centroids(units: np.ndarray, labels: np.ndarray, weights: np.ndarray, *, dim: int) -> Linear:  # noqa: ARG001
    """The direction of each class's mean, whose products with directions are cosines."""
    own = [labels == label for label in range(labels.max() + 1)]
    means = [unit(np.average(units[chosen], axis=0, weights=weights[chosen])) for chosen in own]
    return np.stack(means), np.zeros(len(means))


FITS: dict[str, Fit] = {LOGISTIC: fit_logistic, CENTROID: _centroids}


def _span(units: np.ndarray) -> np.ndarray:
    """Orthonormal vectors (r, dim) that span those given (n, dim)."""
    squares, vectors = np.linalg.eigh(units @ units.T)
    kept = squares > NEGLIGIBLE * squares[-1]
    axes: np.ndarray = (vectors[:, kept] / np.sqrt(squares[kept])).T @ units
    return axes


def _folds(class_of_place: NDArray[np.intp]) -> NDArray[np.intp]:
    """The part (place,) in which each place is left out; -1 for a class's only one, without which it is not known."""
    counts = np.bincount(class_of_place)
    kept = counts[class_of_place] > 1
    folds = np.full(len(class_of_place), -1)
    total = int(kept.sum())
    if total <= FEW_PLACES:
        folds[kept] = np.arange(total)
        return folds
    random = np.random.default_rng(0)
    dealt = 0
    for label in np.flatnonzero(counts > 1):
        places = random.permutation(np.flatnonzero(class_of_place == label))
        folds[places] = (dealt + np.arange(len(places))) % FOLDS
        dealt += len(places)
    return folds


def _shares(outputs: NDArray[np.float64], examples: Examples, tested: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The share (class,) of each class's examples that got its label; NaN for a class that was not tested."""
    is_right = (outputs.argmax(axis=1) == examples.classes).astype(float)
    count = len(examples.names)
    own, weights = examples.classes[tested], examples.weights[tested]
    right = np.bincount(own, weights * is_right[tested], minlength=count)
    with np.errstate(invalid="ignore"):
        shares: NDArray[np.float64] = right / np.bincount(own, weights, minlength=count)
    return shares


def _calibrated(
    outputs: NDArray[np.float64], examples: Examples, tested: NDArray[np.bool_], factors: NDArray[np.float64]
) -> float:
    """The factor of the outputs (n, class) whose softmax has the least log loss on what was tested."""
    count = len(examples.names)
    places = np.bincount(examples.class_of_place)[examples.classes[tested]]
    wanted = np.zeros((int(tested.sum()), count))
    wanted[np.arange(len(wanted)), examples.classes[tested]] = (places + 1) / (places + 2)
    wanted += np.where(wanted == 0, 1 / (places + 2)[:, None] / (count - 1), 0)
    losses = []
    for factor in factors:
        scaled = outputs[tested] * factor
        scaled -= scaled.max(axis=1, keepdims=True)
        log_shares = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        losses.append(float(np.average(-(wanted * log_shares).sum(axis=1), weights=examples.weights[tested])))
    return float(factors[int(np.argmin(losses))])
