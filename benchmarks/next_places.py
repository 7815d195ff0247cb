"""Whether the places that classify names for more examples help more than others."""

from __future__ import annotations

from typing import Any

import numpy as np
import rasterio

from .bench import DATA_ROOT, Bench, labels
from .measures import balanced_accuracy
from .mosaic import eurosat_mosaic, patch_labels
from .tables import Bar, Table

EUROSAT = DATA_ROOT / "data" / "eurosat_ms"
PATCH = 8
CUT = 24  # pixels: an encoder's chips must not lie on the mosaic's
DRAWS = range(10)
FIRST, MORE = 2, 10  # examples of each class, and places of which the class is then told


def next_places_table(run: Bench) -> Table:
    """Balanced accuracy on a mosaic of ten classes, with a few examples and with more of them."""
    table = Table(
        title=f"EuroSAT in blocks, patches of 8 pixels: {MORE} more examples, mean of {len(DRAWS)} draws",
        columns={f"{FIRST} of each class": ".3f", "where classify is not sure": ".3f", "by chance": ".3f"},
    )
    mosaic = run.path()
    classes = patch_labels(eurosat_mosaic(EUROSAT, mosaic, "blocks", cut=CUT), PATCH)
    embedded = run.embed(mosaic, "galileo-nano", patch=PATCH)
    with rasterio.open(embedded.path) as dataset:
        transform = dataset.transform

    def example(row: int, col: int) -> dict[str, Any]:
        x, y = transform @ (col + 0.5, row + 0.5)
        return {"class": str(classes[row, col]), "x": x, "y": y}

    def figure(places: list[dict[str, Any]]) -> tuple[float, list[dict[str, Any]]]:
        output = run.path()
        made = run.run("classify", embeddings=str(embedded.path), places=places, next_places=MORE, output=str(output))
        names = np.array([0, *(int(item["name"]) for item in made["classes"])])
        columns_rows = [~transform @ (place["x"], place["y"]) for place in made["next_places"]]
        named = [example(int(row), int(col)) for col, row in columns_rows]
        return balanced_accuracy(names[labels(output)].ravel(), classes.ravel()), named

    figures = []
    for seed in DRAWS:
        random = np.random.default_rng(seed)

        def drawn(among: np.ndarray, count: int, random: np.random.Generator = random) -> list[dict[str, Any]]:
            chosen = random.choice(np.flatnonzero(among), count, replace=False)
            return [example(*divmod(int(patch), classes.shape[1])) for patch in chosen]

        first = [place for label in np.unique(classes) for place in drawn(classes == label, FIRST)]
        before, named = figure(first)
        figures.append([before, figure(first + named)[0], figure(first + drawn(classes > 0, MORE))[0]])
    before, named_figure, by_chance = np.mean(figures, axis=0).tolist()
    table.add("galileo-nano", [before, named_figure, by_chance], (None, Bar(at_least=by_chance)))
    return table
