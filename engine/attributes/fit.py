"""A numeric or categorical attribute of points, fitted on their embeddings.

The published downstream use of location and image embeddings: a linear model, and a score by spatial blocks, because
neighbours know each other's value and a random split would only measure that.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from ..embedding_rasters.encoder_tags import encoder_tags_among
from ..errors import ParameterError
from ..points.source import EmbeddedPoints, PointSource, read_embedded
from ..progress import Reporter
from ..rasters.output import check_output
from .model import MOST_CLASSES, AttributeModel, Floats, Kind

Split = tuple[NDArray[np.intp], NDArray[np.intp]]

# From strong to weak, so that the stronger of two that do equally well is taken, and each fit starts from the last.
RIDGE_STRENGTHS = tuple(10.0**power for power in range(6, -3, -1))  # alpha
LOGISTIC_STRENGTHS = tuple(10.0**power for power in range(4, -2, -1))  # 1 / C
LOGISTIC_ITERATIONS = 200
INNER_FOLDS = 3
MOST_ROWS = 20_000  # used for fitting; more cost minutes and hardly change a linear model
NEVER = -1e6  # the intercept of a class that was not there to be learned


@dataclass(frozen=True, kw_only=True)
class TrainingSet:
    """The points that have both an embedding and a value; ``blocks`` (n,) are numbers of squares in degrees."""

    embeddings: NDArray[np.float32]  # (n, dim)
    values: NDArray[Any]  # (n,): float64, or class numbers
    classes: tuple[str, ...]
    blocks: NDArray[np.intp]
    dropped: int  # points without one of the two

    @property
    def kind(self) -> Kind:
        """What the values are."""
        return "category" if self.classes else "number"


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A linear model of standardised embeddings, and the strength of regularisation that it was given."""

    strength: float
    mean: Floats
    scale: Floats
    weights: Floats
    intercept: Floats

    def predict(self, embeddings: NDArray[Any]) -> Floats:
        """Numbers or class numbers (n,) of embeddings (n, dim)."""
        return _predict((embeddings - self.mean) / self.scale @ self.weights + self.intercept)


def fit_attribute(
    source: PointSource,
    attribute: str,
    output: str | Path,
    *,
    kind: Kind | None = None,
    block_degrees: float = 10.0,
    folds: int = 5,
    seed: int = 0,
    reporter: Reporter,
) -> dict[str, Any]:
    """Fit the attribute of embedded points, write the model, and return its score by blocks, for the wire."""
    started = time.monotonic()
    path = check_output(output, inputs=[str(source.path)])
    if block_degrees <= 0 or folds < 2:  # noqa: PLR2004 - one to fit, one to test
        raise ParameterError("Blocks need a size above 0, and folds must be 2 or more.", hint="10 degrees, 5 folds.")
    reporter.report(0.0, "Reading points")
    points = read_embedded(source)
    data = training_set(points, attribute, kind=kind, block_degrees=block_degrees, seed=seed)
    score = cross_validate(data, folds=folds, seed=seed, reporter=reporter.part(0.05, 0.85))
    reporter.report(0.85, "Fitting all points")
    fitted = fit(data, np.arange(len(data.values)), reporter=reporter)
    model = AttributeModel(
        attribute=attribute,
        kind=data.kind,
        mean=fitted.mean,
        scale=fitted.scale,
        weights=fitted.weights,
        intercept=fitted.intercept,
        classes=data.classes,
        encoder=source.tags.get("ENCODER", ""),
        origin=encoder_tags_among(source.tags),
        score={**score, "block_degrees": block_degrees, "regularisation": fitted.strength},
    )
    model.write(path)
    return {
        "output": str(path),
        "attribute": attribute,
        "kind": data.kind,
        "classes": list(data.classes),
        "points": len(data.values),
        "dropped": data.dropped,
        **model.score,
        "seconds": round(time.monotonic() - started, 3),
        "notes": points.notes,
    }


def training_set(
    points: EmbeddedPoints, attribute: str, *, kind: Kind | None, block_degrees: float, seed: int
) -> TrainingSet:
    """What can be fitted of the points; raises ParameterError for an attribute that cannot."""
    if attribute not in points.attributes.column_names:
        raise ParameterError(
            f"The points have no attribute {attribute}.", hint=f"Choose of {', '.join(points.attributes.column_names)}."
        )
    column = points.attributes.column(attribute)
    kinds = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
    kind = kind or ("number" if any(is_kind(column.type) for is_kind in kinds) else "category")
    known = column.is_valid().to_numpy() & np.isfinite(points.embeddings[:, 0]) & np.isfinite(points.lonlat[:, 0])
    classes: tuple[str, ...] = ()
    values: NDArray[Any]
    if kind == "number":
        values = _numbers(column, attribute)
        known &= np.isfinite(values)
    else:
        texts = np.array([str(value) for value in column.to_pylist()])
        classes = tuple(np.unique(texts[known]).tolist())
        values = np.searchsorted(classes, texts)
    rows = np.flatnonzero(known)
    if len(rows) > MOST_ROWS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MOST_ROWS, replace=False))
    data = TrainingSet(
        embeddings=points.embeddings[rows],
        values=values[rows],
        classes=classes,
        blocks=blocks_of(points.lonlat[rows], block_degrees),
        dropped=int((~known).sum()),
    )
    _check_varied(data, attribute)
    return data


def _numbers(column: pa.ChunkedArray, attribute: str) -> Floats:
    """The column as float64, NaN where null; raises ParameterError when it holds text."""
    try:
        return cast("Floats", column.cast(pa.float64()).to_numpy())
    except pa.ArrowException as error:
        raise ParameterError(
            f"The attribute {attribute} holds values that are no numbers.", hint="Fit it as a category."
        ) from error


def _check_varied(data: TrainingSet, attribute: str) -> None:
    """Raise ParameterError when there is nothing to learn."""
    if len(np.unique(data.values)) < 2:  # noqa: PLR2004 - two different values
        raise ParameterError(
            f"The attribute {attribute} has less than two different values on embedded points.",
            hint="Choose another attribute, or embed more points.",
        )
    if len(data.classes) > MOST_CLASSES:
        raise ParameterError(
            f"The attribute {attribute} has {len(data.classes)} different values, more than {MOST_CLASSES} classes.",
            hint="Choose an attribute with fewer classes, or fit it as a number.",
        )


def blocks_of(lonlat: Floats, degrees: float) -> NDArray[np.intp]:
    """The number of the square of ``degrees`` on a side that each point (n, 2) lies in."""
    squares = np.floor(lonlat / degrees).astype(np.int64)
    _, numbers = np.unique(squares, axis=0, return_inverse=True)
    return numbers.reshape(-1)


def cross_validate(data: TrainingSet, *, folds: int, seed: int, reporter: Reporter) -> dict[str, Any]:
    """The score of predictions of blocks that the model has not seen, all together and fold by fold."""
    splits = splits_of(data.blocks, folds, seed)
    predictions = np.full(len(data.values), np.nan)
    scores = []
    for train, test in reporter.track(splits, text="Validating by blocks"):
        predictions[test] = fit(data, train, reporter=reporter).predict(data.embeddings[test])
        scores.append(_score(data.values[test], predictions[test], data.kind))
    return {
        "score_name": "R2" if data.kind == "number" else "accuracy",
        "score": _score(data.values, predictions, data.kind),
        "fold_scores": scores,
        "baseline": 0.0 if data.kind == "number" else float(np.bincount(data.values).max() / len(data.values)),
        "blocks": int(data.blocks.max()) + 1,
        "folds": folds,
    }


def _score(values: NDArray[Any], predictions: Floats, kind: Kind) -> float:
    """R2, or the share of right classes."""
    if kind == "category":
        return float((values == predictions).mean())
    spread = ((values - values.mean()) ** 2).sum()
    return float(1.0 - ((values - predictions) ** 2).sum() / max(spread, 1e-300))


def splits_of(blocks: NDArray[np.intp], folds: int, seed: int) -> list[Split]:
    """Rows to fit and rows to test, a block never in both; raises ParameterError when there are too few blocks."""
    numbers, block_of_row, sizes = np.unique(blocks, return_inverse=True, return_counts=True)
    if len(numbers) < folds:
        raise ParameterError(
            f"The points lie in {len(numbers)} blocks, which cannot be divided into {folds} folds.",
            hint="Choose smaller blocks.",
        )
    fold_of_block, filled = np.empty(len(numbers), np.intp), np.zeros(folds)
    for block in np.random.default_rng(seed).permutation(len(numbers)):
        fold_of_block[block] = filled.argmin()
        filled[filled.argmin()] += sizes[block]
    fold_of_row = fold_of_block[block_of_row]
    return [(np.flatnonzero(fold_of_row != fold), np.flatnonzero(fold_of_row == fold)) for fold in range(folds)]


def fit(data: TrainingSet, rows: NDArray[np.intp], *, reporter: Reporter) -> Fitted:
    """A model of these rows; its regularisation is the one that does best between blocks inside of them."""
    embeddings, values = data.embeddings[rows].astype(np.float64), data.values[rows]
    mean, scale = embeddings.mean(axis=0), embeddings.std(axis=0)
    scale[scale == 0] = 1.0
    standardised = (embeddings - mean) / scale
    strengths = RIDGE_STRENGTHS if data.kind == "number" else LOGISTIC_STRENGTHS
    folds = min(INNER_FOLDS, len(np.unique(data.blocks[rows])))
    scores = np.zeros(len(strengths))
    for train, test in splits_of(data.blocks[rows], folds, seed=0) if folds > 1 else []:
        models = _linear_models(standardised[train], values[train], strengths, len(data.classes), reporter)
        scores += [_score(values[test], _predict(standardised[test] @ w + b), data.kind) for w, b in models]
    best = strengths[int(scores.argmax())]
    ((weights, intercept),) = _linear_models(standardised, values, (best,), len(data.classes), reporter)
    return Fitted(strength=best, mean=mean, scale=scale, weights=weights, intercept=intercept)


def _predict(outputs: Floats) -> Floats:
    """Numbers, or class numbers, of a model's outputs (n, outputs)."""
    return outputs[:, 0] if outputs.shape[1] == 1 else outputs.argmax(axis=1).astype(np.float64)


def _linear_models(
    embeddings: Floats, values: NDArray[Any], strengths: Sequence[float], classes: int, reporter: Reporter
) -> Iterator[tuple[Floats, Floats]]:
    """Weights (dim, outputs) and intercept (outputs,) for each strength of regularisation."""
    reporter.check()
    if not classes:
        return _ridges(embeddings, values, strengths)
    present = np.unique(values)
    if len(present) == 1:
        only = np.where(np.arange(classes) == present[0], 0.0, NEVER)
        return iter([(np.zeros((embeddings.shape[1], classes)), only)] * len(strengths))
    return _logistics(embeddings, values, strengths, present, classes, reporter)


def _ridges(embeddings: Floats, values: Floats, strengths: Sequence[float]) -> Iterator[tuple[Floats, Floats]]:
    """Ridge regressions; one eigendecomposition serves all strengths, which solving each anew would not."""
    centre, middle = embeddings.mean(axis=0), values.mean()
    centred = embeddings - centre
    spreads, axes = np.linalg.eigh(centred.T @ centred)
    along = axes.T @ (centred.T @ (values - middle))
    for strength in strengths:
        weights = axes @ (along / (np.maximum(spreads, 0.0) + strength))
        yield weights[:, None], np.array([middle - centre @ weights])


def _logistics(
    embeddings: Floats,
    values: NDArray[Any],
    strengths: Sequence[float],
    present: NDArray[np.intp],
    classes: int,
    reporter: Reporter,
) -> Iterator[tuple[Floats, Floats]]:
    """Logistic regressions, each started from the one before."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=LOGISTIC_ITERATIONS, tol=1e-3, warm_start=True)
    for strength in strengths:
        reporter.check()
        # One thread: thousands of small products, at each of which threads on busy cores wait for each other.
        with warnings.catch_warnings(), threadpool_limits(1):
            # A weak regularisation may not settle in time: it is then judged by what it reached. And of rare categories
            # scikit-learn asks at each fit whether they are numbers.
            warnings.simplefilter("ignore")
            model.set_params(C=1.0 / strength).fit(embeddings, values)
        yield _by_class(model.coef_, model.intercept_, present, classes)


def _by_class(
    coefficients: Floats, intercepts: Floats, present: NDArray[np.intp], classes: int
) -> tuple[Floats, Floats]:
    """Weights and intercept with an output for every class, from those of the classes that were present."""
    if len(present) == 2:  # noqa: PLR2004 - of two classes, only the second's log-odds are given
        coefficients, intercepts = np.vstack([0 * coefficients, coefficients]), np.append(0.0, intercepts)
    weights, intercept = np.zeros((coefficients.shape[1], classes)), np.full(classes, NEVER)
    weights[:, present], intercept[present] = coefficients.T, intercepts
    return weights, intercept
