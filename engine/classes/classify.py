"""A map of classes learned from examples: the classes, how sure they are, and where one more example would help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..analysis.combine import mean_directions
from ..analysis.distribution import Distribution, natural_threshold
from ..analysis.similarity import OpenEmbeddings
from ..progress import Reporter
from ..rasters.dataset import cache_within
from ..rasters.geotiff import TILE, write_uncompressed
from ..vectors import directions, few_directions
from .candidates import Candidates
from .examples import Examples
from .learn import LearnedClasses, learn_classes
from .model import SIMILARITY, ClassModel, origin_of
from .raster import ClassAreas, ClassLegend, write_titles
from .summary import colours_of

CERTAINTY_KIND = "certainty"
LEAST_BELOW = 0.01  # that the threshold lies below an example's similarity
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
        colours=tuple(colours_of(examples.names, examples.colours).values()),
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
        colours=tuple(colours_of(examples.names, examples.colours).values()),
        mean=opened.mean,
        weights=weights,
        intercept=np.zeros(len(weights), np.float32),
        threshold=min(natural_threshold(similarity.histogram), lowest - LEAST_BELOW),
        origin=origin_of(opened.source),
        score_places=len(own),
    )


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
    grid, labels = opened.grid, range(1, len(model.names) + 1)
    legend = ClassLegend(
        grid=grid,
        names=dict(zip(labels, model.names, strict=True)),
        colours=dict(zip(labels, model.colours, strict=True)),
        tags=tags,
    )
    areas = ClassAreas(grid, len(model.names))
    candidates = Candidates(grid.width, next_places, opened.valid) if next_places else None
    with ExitStack() as undo:  # all files or none
        if save_model:
            model.write(save_model)
            undo.callback(save_model.unlink, missing_ok=True)
        with cache_within(opened.memory_bytes), legend.open_labels(output, labels) as classes:
            with (
                write_uncompressed(certainty, grid, kind=CERTAINTY_KIND, tags=tags, name="certainty")
                if certainty
                else nullcontext()
            ) as certainties:
                valid, total = 0, 0.0
                for strip in _scored_strips(opened, model, margins=candidates is not None, reporter=reporter):
                    own = np.nan_to_num(strip[0]).astype(np.uint8)
                    areas.add(own)
                    classes.write_strip(own[None])
                    known = strip[1][np.isfinite(strip[1])]
                    valid, total = valid + known.size, total + float(known.sum(dtype=np.float64))
                    if certainties:
                        certainties.write_strip(strip[1:2])
                    if candidates:
                        candidates.add(strip)
            if certainty:
                undo.callback(certainty.unlink, missing_ok=True)
        found = legend.summary_of(labels, areas.counts, areas.square_metres)
        write_titles(output, found, shares=False)
        undo.pop_all()
    return {
        "output": str(output),
        "certainty": str(certainty) if certainty else None,
        "model": str(save_model) if save_model else None,
        # Of one class, the rest has data too.
        "classes": [asdict(replace(item, share=item.patches / valid)) for item in found],
        "mean_certainty": float(np.float32(total / valid)),
        "next_places": _next_places(opened, model, candidates, next_places) if candidates else [],
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "valid": valid,
        "pixel_area_m2": grid.pixel_area if grid.crs else None,
    }


def _scored_strips(
    opened: OpenEmbeddings, model: ClassModel, *, margins: bool, reporter: Reporter
) -> Iterator[np.ndarray]:
    """Strips (2 or 3, row, column) of whole rows: labels, certainties and, for the next places, margins."""
    count = 3 if margins else 2
    strips = opened.score_strips(
        model.weights,
        lambda products: model.outputs(products)[:count],
        mean=None if np.array_equal(model.mean, opened.mean) else model.mean,
        outputs=count,
    )
    return reporter.track(strips, text="Assigning the classes", total=-(-opened.grid.height // TILE))


def _next_places(opened: OpenEmbeddings, model: ClassModel, candidates: Candidates, count: int) -> list[dict[str, Any]]:
    """Where one more example would help most.

    The least certain patches, with those around them, are grouped by their directions; of the largest group first, the
    patch nearest to the middle of the group is given, if none is near it already. So a place stands for many others,
    and no two for the same ones.
    """
    grid = opened.grid
    patches, labels, certainties = candidates.least_certain()
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
    others = model.next_class(units[chosen])
    places = []
    for index, other in zip(chosen, others, strict=True):
        x, y = grid.centre_of(int(cols[index]), int(rows[index]))
        label = max(int(labels[index]), 1)  # of one class, the patch may be outside of it
        place = {"x": x, "y": y, "class": model.names[label - 1], "other": other}
        places.append({**place, "certainty": float(certainties[index])})
    return places
