"""How good the embeddings are on labelled imagery, by the engine as it is: raster in, embedding raster out.

Run: make quality, or .venv/bin/python -m benchmarks.quality [TABLE ...]. The imagery is looked up in LANDPRINT_DATA.
Exit status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import rasterio
from sklearn.metrics import adjusted_rand_score

from engine.vectors import directions

from .bench import DATA_ROOT, Bench, Embedded, bench
from .bench import labels as _labels
from .measures import (
    balanced_accuracy,
    border_jump,
    cosines,
    kmeans_agreement,
    mean_average_precision,
    neighbours_vote,
    position_share,
)
from .mosaic import BANDS, CHIP, PLACE, Labelled, eurosat_mosaic, labelled_scene, patch_labels, patch_means
from .next_places import next_places_table
from .offset_quality import offset_table, single_chips_table
from .tables import Bar, Table

EUROSAT = DATA_ROOT / "data" / "eurosat_ms"
SCENE = DATA_ROOT / "data" / "s2_labelled"
SEEDS = range(3)
CLASSES = 10
DENSE_COLUMNS = {
    "k-means ARI": ".2f",
    "kNN-5": ".2f",
    "similarity AP": ".2f",
    "position share": ".1%",
    "border jump": ".2f",
}
# Patches that a chip of each recipe has on a side, and where the first chips of its grids start.
GRIDS = {"plain": (8, (0,)), "fast": (8, (0,)), "balanced": (4, (0, -2)), "context": (8, (0, -4))}
NO_GRID = (8, (0,))  # for those without chips: what the measures say when there is nothing to find
CUT = 24  # pixels: an encoder's chips must not lie on the mosaic's
EXCLUDED = 96  # pixels around a place of a mosaic, which are not independent of it
QUERIES = 600
EXAMPLES, DRAWS, EXAMPLES_BAR = 5, range(20), 0.90
BYTE_DIFFERENCE = Bar(at_most=0.01)
UNIFORM = {"ice sheet": "patch_25630.tif", "smooth water": "patch_74721.tif", "open sea": "patch_752389.tif"}
UNIFORM_SHARE = Bar(at_most=0.05)


def main() -> int:
    """1 when a bar is missed, and when there is nothing to measure on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], metavar="TABLE", help=", ".join(TABLES))
    chosen = parser.parse_args().tables or TABLES
    missing = [path for path in (EUROSAT, SCENE) if not path.is_dir()]
    if missing:
        print(f"The labelled imagery is not here: {', '.join(map(str, missing))}. LANDPRINT_DATA says where it is.")
        return 1
    started = time.monotonic()
    with bench() as run:
        missed = [line for name in chosen for table in TABLES[name](run) for line in table.missed]
    print(f"\n{time.monotonic() - started:.0f} s. {'All bars are met.' if not missed else 'Missed:'}")
    print("\n".join(missed))
    return int(bool(missed))


def chips_table(run: Bench) -> Table:
    """One embedding a chip, on a mosaic of EuroSAT's chips."""
    table = Table(
        title="EuroSAT, 100 chips of 10 classes: one embedding a chip",
        columns={"kNN-5": ".3f", "mAP": ".3f", "k-means ARI": ".3f"},
    )
    mosaic = run.path()
    labels = patch_labels(eurosat_mosaic(EUROSAT, mosaic, "shuffled", gap=CHIP), CHIP)
    is_chip = labels > 0
    labels = labels[is_chip]

    def figures(values: np.ndarray) -> list[float]:
        vectors = values[:, is_chip].T
        alone = np.eye(len(vectors), dtype=bool)
        similarity = cosines(vectors, vectors.mean(axis=0), alone, np.arange(len(vectors)))
        return [
            float((neighbours_vote(similarity, labels) == labels).mean()),
            mean_average_precision(similarity, labels, labels),
            kmeans_agreement(vectors, labels, CLASSES, SEEDS),
        ]

    with rasterio.open(mosaic) as dataset:
        table.add("mean and std of the bands", figures(band_features(dataset.read(), CHIP, is_chip)))
    features = [run.embed(mosaic, "random-features", patch=CHIP, seed=seed).values for seed in SEEDS]
    table.add(
        "random-features, mean of 3 seeds",
        np.mean([figures(values) for values in features], axis=0).tolist(),
        (Bar(at_least=0.62), Bar(at_least=0.52), Bar(at_least=0.38)),
    )
    galileo = run.embed(mosaic, "galileo-nano", patch=8, pool="chip")
    table.add("galileo-nano", figures(galileo.values), (Bar(at_least=0.75), Bar(at_least=0.62)))
    infrared = [BANDS.index(band) + 1 for band in ("B03", "B04", "B08")]
    galileo = run.embed(mosaic, "galileo-nano", patch=8, pool="chip", bands=infrared)
    table.add("galileo-nano, green, red and NIR alone", figures(galileo.values), (Bar(at_least=0.75),))
    return table


def band_features(pixels: np.ndarray, patch: int, counted: np.ndarray | None = None) -> np.ndarray:
    """What needs no encoder: mean and deviation of each band in a patch (dim, row, column), standardised.

    ``counted`` (row, column) are the patches that the standard comes from, all by default.
    """
    values = pixels.astype(np.float64)
    means = patch_means(values, patch)
    deviations = np.sqrt(np.maximum(patch_means(values**2, patch) - means**2, 0))
    features = np.concatenate([means, deviations])
    sample = features[:, counted if counted is not None else np.ones(features.shape[1:], bool)]
    standardised = (features - sample.mean(axis=1)[:, None, None]) / sample.std(axis=1)[:, None, None]
    return standardised.astype(np.float32)


def as_raster(run: Bench, values: np.ndarray) -> Embedded:
    """Vectors (dim, row, column) as an embedding raster that another tool has made."""
    path = run.path()
    count, height, width = values.shape
    shape = {"count": count, "height": height, "width": width, "dtype": "float32"}
    with rasterio.open(path, "w", driver="GTiff", transform=PLACE, **shape) as dataset:
        dataset.write(values)
    return Embedded(path=path, values=values, notes=[], tags={}, seconds=0.0)


def scene_tables(run: Bench) -> list[Table]:
    """Embeddings of a real scene's patches, against its polygons; and what Byte storage changes."""
    scene = labelled_scene(SCENE, 4)
    count = int((scene.labels > 0).sum())
    table = Table(
        title=f"A Sentinel-2 scene in degrees, patches of 4 pixels: {count} in polygons of 4 classes",
        columns=DENSE_COLUMNS,
    )
    with rasterio.open(scene.raster) as dataset:
        numbers = [dataset.descriptions.index(f"B{name[1:].lstrip('0')}") + 1 for name in BANDS]
        bands = as_raster(run, band_features(dataset.read(numbers), 4)[: len(BANDS)])
    table.add("mean of the bands", scene_figures(run, scene, bands, *NO_GRID))
    features = run.embed(scene.raster, "random-features", patch=4, bands=numbers)
    table.add("random-features", scene_figures(run, scene, features, *NO_GRID))
    for name, recipe, position in (
        ("galileo-nano, plain, position kept", "plain", "keep"),
        ("galileo-nano, plain", "plain", "remove"),
        ("galileo-nano, fast", "fast", "remove"),
        ("galileo-nano, context", "context", "remove"),
    ):
        embedded = run.embed(scene.raster, "galileo-nano", patch=4, recipe=recipe, position=position)
        table.add(name, scene_figures(run, scene, embedded, *GRIDS[recipe]))
    exact = run.embed(scene.raster, "galileo-nano", patch=4, recipe="balanced")
    check_offset(exact)
    figures = scene_figures(run, scene, exact, *GRIDS["balanced"])
    bars = (Bar(at_least=0.80), None, Bar(at_least=0.85), Bar(at_most=0.02), Bar(at_most=1.1))
    table.add("galileo-nano, balanced", figures, bars)
    stored = run.embed(scene.raster, "galileo-nano", patch=4, recipe="balanced", dtype="uint8")
    byte_table = Table(
        title="The same, balanced: what Byte storage changes", columns=dict.fromkeys(DENSE_COLUMNS, ".4f")
    )
    changes = np.abs(np.subtract(scene_figures(run, scene, stored, *GRIDS["balanced"]), figures))
    byte_table.add("difference from float32", changes.tolist(), [BYTE_DIFFERENCE] * len(DENSE_COLUMNS))
    return [table, byte_table]


def check_offset(embedded: Embedded) -> None:
    """Raise when the scene's offset of 1,000 was not noticed and said."""
    said = any("offset of 1,000 is taken off" in note for note in embedded.notes)
    if not said or embedded.tags["SCALE"] != "offset-1000":
        raise RuntimeError(f"The offset was not noticed: {embedded.tags['SCALE']}, {embedded.notes}")


def scene_figures(
    run: Bench, scene: Labelled, embedded: Embedded, period: int, offsets: tuple[int, ...]
) -> list[float | None]:
    """The figures of DENSE_COLUMNS; neighbours and similar places are looked for outside of a place's own polygon."""
    labelled = scene.labels > 0
    labels, places = scene.labels[labelled], scene.places[labelled]
    vectors = embedded.values[:, labelled].T
    mean = np.nanmean(embedded.values, axis=(1, 2))
    similarity = cosines(vectors, mean, places[:, None] == places, np.arange(len(vectors)))
    found = [run.classes(embedded.path, int(labels.max()), seed)[labelled] for seed in SEEDS]
    return [
        float(np.mean([adjusted_rand_score(labels, each) for each in found])),
        balanced_accuracy(neighbours_vote(similarity, labels), labels),
        mean_average_precision(similarity, labels, labels),
        position_share(embedded.values, period),
        border_jump(embedded.values, period, offsets),
    ]


@dataclass(frozen=True, kw_only=True)
class Places:
    """The patches of a mosaic that are asked about (query,), and what is too near to them (query, patch)."""

    queries: np.ndarray
    near: np.ndarray


def choose_places(shape: tuple[int, int], patch: int) -> Places:
    """Some patches of a grid (row, column), evenly by chance."""
    rows, cols = (index.ravel() for index in np.indices(shape))
    queries = np.random.default_rng(0).choice(len(rows), min(QUERIES, len(rows)), replace=False)
    reach = EXCLUDED // patch
    near = (np.abs(rows[queries, None] - rows) <= reach) & (np.abs(cols[queries, None] - cols) <= reach)
    return Places(queries=queries, near=near)


def examples_table(run: Bench) -> Table:
    """Maps of classes from five examples of each, on polygons that no example lies in."""
    scene = labelled_scene(SCENE, 2)
    table = Table(
        title=f"The scene, patches of 2 pixels: classes from {EXAMPLES} examples of each, mean of {len(DRAWS)} draws",
        columns={"classify": ".3f", "standard deviation": ".3f", "nearest centroid": ".3f"},
    )
    with rasterio.open(scene.raster) as dataset:
        numbers = [dataset.descriptions.index(f"B{name[1:].lstrip('0')}") + 1 for name in BANDS]
        bands = as_raster(run, band_features(dataset.read(numbers), 2)[: len(BANDS)])
    of_bands = examples_figures(run, scene, bands)
    table.add("mean of the bands", of_bands)
    features = run.embed(scene.raster, "random-features", patch=2, bands=numbers)
    table.add("random-features", examples_figures(run, scene, features))
    galileo = run.embed(scene.raster, "galileo-nano", patch=2)
    bar = Bar(at_least=max(EXAMPLES_BAR, of_bands[0]))
    table.add("galileo-nano", examples_figures(run, scene, galileo), (bar,))
    return table


def examples_figures(run: Bench, scene: Labelled, embedded: Embedded) -> list[float]:
    """Mean and standard deviation over the draws of the balanced accuracy of classify; mean of nearest centroids'."""
    vectors = embedded.values.reshape(len(embedded.values), -1).T
    units = directions(vectors, np.nanmean(vectors, axis=0))
    labels = scene.labels.ravel()
    with rasterio.open(embedded.path) as dataset:
        transform = dataset.transform
    learned, nearest = [], []
    for seed in DRAWS:
        chosen, scored = draw_examples(scene, seed)
        centres = [
            transform @ (col + 0.5, row + 0.5)
            for row, col in zip(*np.divmod(chosen, scene.labels.shape[1]), strict=True)
        ]
        places = [{"class": str(labels[one]), "x": x, "y": y} for one, (x, y) in zip(chosen, centres, strict=True)]
        output = run.path()
        value = run.run("classify", embeddings=str(embedded.path), places=places, output=str(output))
        names = np.array([0, *(int(item["name"]) for item in value["classes"])])
        learned.append(balanced_accuracy(names[_labels(output)].ravel()[scored], labels[scored]))
        kinds = np.unique(labels[chosen])
        means = np.stack([units[chosen[labels[chosen] == kind]].mean(axis=0) for kind in kinds])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        nearest.append(balanced_accuracy(kinds[(units[scored] @ means.T).argmax(axis=1)], labels[scored]))
    return [float(np.mean(learned)), float(np.std(learned)), float(np.mean(nearest))]


def draw_examples(scene: Labelled, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The patches (n,) of EXAMPLES examples of each class, from half of its polygons, and those (m,) of the others."""
    random = np.random.default_rng(seed)
    labels, places = scene.labels.ravel(), scene.places.ravel()
    chosen, scored = [], []
    for label in np.unique(labels[labels > 0]):
        own = random.permutation(np.unique(places[labels == label]))
        shown = np.isin(places, own[: len(own) // 2]) & (labels == label)
        chosen.append(random.choice(np.flatnonzero(shown), EXAMPLES, replace=False))
        scored.append(np.flatnonzero((labels == label) & ~shown))
    return np.concatenate(chosen), np.concatenate(scored)


def mosaic_table(run: Bench, layout: str) -> Table:
    """Embeddings of the patches of EuroSAT's chips, in coherent blocks or with misleading neighbours."""
    titles = {"blocks": "in blocks of a class", "shuffled": "shuffled, so that the surroundings mislead"}
    table = Table(title=f"EuroSAT, 100 chips {titles[layout]}: patches of 8 pixels", columns=DENSE_COLUMNS)
    mosaic = run.path()
    labels = patch_labels(eurosat_mosaic(EUROSAT, mosaic, "blocks" if layout == "blocks" else "shuffled", cut=CUT), 8)
    places = choose_places(labels.shape, 8)
    with rasterio.open(mosaic) as dataset:
        bands = as_raster(run, band_features(dataset.read(), 8))
    table.add("mean and std of the bands", mosaic_figures(run, labels, places, bands, *NO_GRID))
    features = run.embed(mosaic, "random-features", patch=8)
    table.add("random-features", mosaic_figures(run, labels, places, features, *NO_GRID))
    for recipe, position in (("plain", "keep"), ("fast", "remove"), ("balanced", "remove"), ("context", "remove")):
        embedded = run.embed(mosaic, "galileo-nano", patch=8, recipe=recipe, position=position)
        name = f"galileo-nano, {recipe}{', position kept' if position == 'keep' else ''}"
        table.add(name, mosaic_figures(run, labels, places, embedded, *GRIDS[recipe]))
    return table


def mosaic_figures(
    run: Bench, labels: np.ndarray, places: Places, embedded: Embedded, period: int, offsets: tuple[int, ...]
) -> list[float | None]:
    """The figures of DENSE_COLUMNS; the border jump would be that of EuroSAT's own chips."""
    vectors = embedded.values.reshape(len(embedded.values), -1).T
    own = labels.ravel()
    similarity = cosines(vectors, vectors.mean(axis=0), places.near, places.queries)
    return [
        float(adjusted_rand_score(own, run.classes(embedded.path, CLASSES, 0).ravel())),
        balanced_accuracy(neighbours_vote(similarity, own), own[places.queries]),
        mean_average_precision(similarity, own[places.queries], own),
        position_share(embedded.values, period),
        None,
    ]


def uniform_table(run: Bench) -> Table:
    """What is left of the chip grid where the land shows next to nothing."""
    recipes = (
        ("plain, position kept", "plain", "keep"),
        *((name, name, "remove") for name in ("fast", "balanced", "context")),
    )
    table = Table(
        title="Uniform scenes, patches of 4 pixels: variance of galileo-nano that the place in the chip explains",
        columns={title: ".1%" for title, _, _ in recipes},
    )
    for name, chip in UNIFORM.items():
        raster = DATA_ROOT / "data" / "s2_chips" / chip
        shares = []
        for _, recipe, position in recipes:
            embedded = run.embed(raster, "galileo-nano", patch=4, recipe=recipe, position=position)
            shares.append(position_share(embedded.values, GRIDS[recipe][0]))
        table.add(name, shares, (None, None, UNIFORM_SHARE))
    return table


TABLES: dict[str, Callable[[Bench], list[Table]]] = {
    "chips": lambda run: [chips_table(run)],
    "scene": scene_tables,
    "examples": lambda run: [examples_table(run), next_places_table(run)],
    "mosaic": lambda run: [mosaic_table(run, "blocks"), mosaic_table(run, "shuffled")],
    "uniform": lambda run: [uniform_table(run)],
    "offset": lambda run: [offset_table(run), single_chips_table(run)],
}


if __name__ == "__main__":
    sys.exit(main())
