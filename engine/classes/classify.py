"""A map of classes learned from examples: the classes, how sure they are, and where one more example would help."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..analysis.combine import mean_directions
from ..analysis.distribution import Distribution, natural_threshold
from ..analysis.similarity import OpenEmbeddings
from ..progress import Reporter
from ..rasters.geotiff import write_geotiff
from ..rasters.grid import Grid
from ..vectors import directions, few_directions
from .examples import Examples
from .learn import LearnedClasses, learn_classes
from .model import SIMILARITY, ClassModel, origin_of
from .raster import ClassRaster
from .summary import colour

CERTAINTY_KIND = "certainty"
LEAST_BELOW = 0.01  # that the threshold lies below an example's similarity
# The least certain patches, of which places for more examples are chosen: a share of all, and at most so many.
CANDIDATES_SHARE, MOST_CANDIDATES = 0.05, 1000
FEWEST_CANDIDATES = 10  # for each place that is asked for
APART = 3  # patches between such places


def learn_model(opened: OpenEmbeddings, examples: Examples, reporter: Reporter) -> tuple[ClassModel, dict[str, Any]]:
    """The model of the examples' classes, and how well it does on places that it has not seen, for the wire."""
    units = directions(examples.embeddings, opened.mean)
    places = int(examples.places.max()) + 1
    if len(examples.names) == 1:
        model = _similarity_model(opened, examples, units)
        return model, _facts(model, places, no_score="one_class")
    learned = learn_classes(examples, units, reporter)
    model = _model(opened, examples, learned, places)
    facts = _facts(model, places, no_score="single" if learned.single else None)
    return model, {
        **facts,
        "score_folds": learned.folds,
        "single": list(learned.single),
        "class_scores": learned.class_scores,
    }


def facts_of_saved(model: ClassModel) -> dict[str, Any]:
    """What is known of a model that was learned elsewhere, as ``learn_model`` says it."""
    missing = "one_class" if model.method == SIMILARITY else "single" if model.score is None else None
    return _facts(model, model.score_places, no_score=missing)


def _facts(model: ClassModel, places: int, *, no_score: str | None) -> dict[str, Any]:
    return {
        "method": model.method,
        "score": model.score,
        "score_places": places,
        "score_folds": 0,
        "no_score": no_score,
        "single": [],
        "class_scores": {},
    }


def _model(opened: OpenEmbeddings, examples: Examples, learned: LearnedClasses, places: int) -> ClassModel:
    return ClassModel(
        method=learned.method,
        names=examples.names,
        colours=_colours(examples),
        mean=opened.mean,
        weights=learned.weights,
        intercept=learned.intercept,
        origin=origin_of(opened.source),
        score=learned.score,
        score_places=places,
    )


def _similarity_model(opened: OpenEmbeddings, examples: Examples, units: NDArray[np.float32]) -> ClassModel:
    """One class: what is as similar to one of its places as the threshold says, above which all of them lie."""
    order = np.argsort(examples.places, kind="stable")
    own = np.split(units[order], np.flatnonzero(np.diff(examples.places[order])) + 1)
    weights = mean_directions(own, units.shape[1])
    similarity = Distribution()
    for strip in opened.score_strips(weights, lambda cosines: np.clip(cosines.max(axis=0), -1.0, 1.0)):
        similarity.add(strip)
    lowest = min(float(np.median((each @ weights.T).max(axis=1))) for each in own)
    return ClassModel(
        method=SIMILARITY,
        names=examples.names,
        colours=_colours(examples),
        mean=opened.mean,
        weights=weights,
        intercept=np.zeros(len(weights), np.float32),
        threshold=min(natural_threshold(similarity.histogram), lowest - LEAST_BELOW),
        origin=origin_of(opened.source),
        score_places=len(own),
    )


def _colours(examples: Examples) -> tuple[str, ...]:
    """The colours that were given, and of the palette those that are left."""
    given: Mapping[str, str] = examples.colours
    free = (one for one in map(colour, range(2 * len(given) + len(examples.names))) if one not in given.values())
    return tuple(given[name] if name in given else next(free) for name in examples.names)


def write_classes(
    opened: OpenEmbeddings,
    model: ClassModel,
    output: Path,
    *,
    certainty: Path | None,
    save_model: Path | None,
    next_places: int,
    tags: dict[str, str],
    reporter: Reporter,
) -> dict[str, Any]:
    """Write the class of every patch, 0 at nodata, and where wanted how sure it is and the model; for the wire."""
    reporter.report(0.0, "Assigning the classes")
    own = np.array_equal(model.mean, opened.mean)
    count = 3 if next_places else 2  # margins are only for these
    found = opened.scores(
        model.weights,
        lambda products: model.outputs(products)[:count],
        mean=None if own else model.mean,
        outputs=count,
    )
    reporter.check()
    grid = opened.grid
    valid = int(np.isfinite(found[1]).sum())
    classes = ClassRaster(
        labels=np.nan_to_num(found[0]).astype(np.uint8),
        grid=grid,
        names=dict(enumerate(model.names, start=1)),
        colours=dict(enumerate(model.colours, start=1)),
        tags=tags,
    )
    reporter.report(0.7, "Writing")
    with ExitStack() as undo:  # all files or none
        if save_model:
            model.write(save_model)
            undo.callback(save_model.unlink, missing_ok=True)
        if certainty:
            _write_certainty(certainty, found[1], grid, tags)
            undo.callback(certainty.unlink, missing_ok=True)
        classes.write(output, shares=False)
        undo.pop_all()
    return {
        "output": str(output),
        "certainty": str(certainty) if certainty else None,
        "model": str(save_model) if save_model else None,
        # Of one class, the rest has data too.
        "classes": [asdict(replace(item, share=item.patches / valid)) for item in classes.summary()],
        "mean_certainty": float(np.nanmean(found[1])),
        "next_places": _next_places(opened, model, found, next_places) if next_places else [],
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "valid": valid,
        "pixel_area_m2": grid.pixel_area if grid.crs else None,
    }


def _write_certainty(output: Path, certainty: np.ndarray, grid: Grid, tags: dict[str, str]) -> None:
    """Write certainties (row, column) as a GeoTIFF of one float32 band, NaN nodata."""
    with write_geotiff(
        output,
        grid,
        kind=CERTAINTY_KIND,
        tags=tags,
        names=["certainty"],
        dtype="float32",
        nodata=float("nan"),
        compress="none",  # they hardly compress, and a click waits for them
        predictor=1,
    ) as raster:
        raster.write(grid.whole, certainty[None])


def _next_places(opened: OpenEmbeddings, model: ClassModel, found: np.ndarray, count: int) -> list[dict[str, Any]]:
    """Where one more example would help most: (3, row, column) are labels, certainties and margins.

    The least certain patches, with those around them, are grouped by their directions; of the largest group first, the
    patch nearest to the middle of the group is given, if none is near it already. So a place stands for many others,
    and no two for the same ones.
    """
    grid = opened.grid
    margin = _smoothed(found[2])
    valid = np.flatnonzero(np.isfinite(margin))
    wanted = max(min(int(CANDIDATES_SHARE * len(valid)), MOST_CANDIDATES), FEWEST_CANDIDATES * count)
    size = min(len(valid), wanted)
    patches = valid[np.argpartition(margin.ravel()[valid], size - 1)[:size]]
    units = directions(opened.embeddings_of(patches), model.mean)
    centres = few_directions(units, count)
    cosines = units @ centres.T
    groups = cosines.argmax(axis=1)
    rows, cols = np.divmod(patches, grid.width)
    chosen: list[int] = []
    for group in np.argsort(-np.bincount(groups, minlength=len(centres)), kind="stable"):
        own = np.flatnonzero(groups == group)
        for index in own[np.argsort(-cosines[own, group], kind="stable")]:
            if all(max(abs(rows[index] - rows[one]), abs(cols[index] - cols[one])) > APART for one in chosen):
                chosen.append(int(index))
                break
    certainties, labels = found[1].ravel()[patches], found[0].ravel()[patches]
    others = model.next_class(units[chosen])
    places = []
    for index, other in zip(chosen, others, strict=True):
        x, y = grid.centre_of(int(cols[index]), int(rows[index]))
        label = max(int(labels[index]), 1)  # of one class, the patch may be outside of it
        place = {"x": x, "y": y, "class": model.names[label - 1], "other": other}
        places.append({**place, "certainty": float(certainties[index])})
    return places


def _smoothed(values: np.ndarray) -> np.ndarray:
    """Means over 3 x 3 patches of values (row, column), NaN where they are: borders are uncertain, but narrow."""
    padded = np.pad(values, 1, constant_values=np.nan)
    height, width = values.shape
    total, count = np.zeros_like(values), np.zeros(values.shape, np.uint8)
    for row in range(3):
        for col in range(3):
            part = padded[row : row + height, col : col + width]
            known = np.isfinite(part)
            np.add(total, part, out=total, where=known)
            count += known
    total[~np.isfinite(values)] = np.nan
    return total / np.maximum(count, 1)
