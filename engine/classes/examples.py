"""Examples of classes on an embedding raster: their embeddings, and which of them are one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..analysis.similarity import OpenEmbeddings
from ..errors import OutsideError, ParameterError
from ..rasters.grid import Grid
from ..vectors import directions
from .model import MOST_CLASSES

MOST_PATCHES = 2000  # that are learned from, where there are not more places
MOST_OF_PLACE = 100
FEW_AREAS = MOST_PATCHES // 9
ALIKE = 0.7  # the cosine of a neighbour that counts with a patch
MOST_PLACES = 20_000  # more cost minutes and hardly change a linear model

LabelledPatches = tuple[str, NDArray[np.intp]]  # a class and patches, by row * width + column


@dataclass(frozen=True, kw_only=True)
class Examples:
    """n patches with their classes. Those of one ``place`` are not independent: they belong to one area, or touch."""

    names: tuple[str, ...]
    colours: Mapping[str, str]
    embeddings: NDArray[np.float32]  # (n, dim)
    classes: NDArray[np.intp]  # (n,), from 0
    places: NDArray[np.intp]  # (n,), from 0
    is_given: NDArray[np.bool_]  # (n,): not a neighbour of a patch that was given
    notes: tuple[str, ...]

    @property
    def class_of_place(self) -> NDArray[np.intp]:
        """The class (place,) of each place."""
        found = np.empty(self.places.max() + 1, np.intp)
        found[self.places] = self.classes
        return found

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """How many places and patches there are of each class."""
        places, patches = np.bincount(self.class_of_place), np.bincount(self.classes[self.is_given])
        return dict(zip(self.names, zip(places.tolist(), patches.tolist(), strict=True), strict=True))

    @property
    def weights(self) -> NDArray[np.float64]:
        """How much each patch (n,) counts: every class alike, and in it every place; the mean place counts 1."""
        class_of_place = self.class_of_place
        of_class = len(class_of_place) / len(self.names) / np.bincount(class_of_place)
        return of_class[self.classes] / np.bincount(self.places)[self.places]


def gather_examples(
    opened: OpenEmbeddings, labelled: Sequence[LabelledPatches], colours: Mapping[str, str], notes: Sequence[str]
) -> Examples:
    """The examples that lie on data, classes in the order of ``colours`` and then by name; raises UserError.

    A single patch is no more than a sample of what is there: of few examples, those of its neighbours that are like it
    count too.
    """
    if not labelled:
        raise OutsideError("No example lies on the raster.", hint="Give examples on what the raster shows.")
    found = {name for name, _ in labelled}
    names = [name for name in colours if name in found] + sorted(found - set(colours))
    if len(names) > MOST_CLASSES:
        raise ParameterError(
            f"The examples have {len(names)} classes, more than {MOST_CLASSES}.", hint="Choose another column."
        )
    said = list(notes)
    if len(labelled) > MOST_PLACES:
        chosen = np.random.default_rng(0).choice(len(labelled), MOST_PLACES, replace=False)
        said.append(f"Of {len(labelled):,} examples, {MOST_PLACES:,} chosen by chance are learned from.")
        labelled = [labelled[index] for index in np.sort(chosen)]
    areas = [patches for _, patches in labelled]
    beside = [
        _neighbours(int(area[0]), opened.grid) if len(area) == 1 and len(areas) <= FEW_AREAS else area[:0]
        for area in areas
    ]
    classes = np.array([names.index(name) for name, _ in labelled])
    grown = [np.concatenate(both) for both in zip(areas, beside, strict=True)]
    places = _places(grown, classes, opened.grid.width)
    embeddings, owners, is_given = _embedded(opened, areas, beside, places)
    valid = np.isfinite(embeddings[:, 0])
    # A place whose own patches are nodata has no neighbours: they are like none.
    if not valid.any():
        raise OutsideError("No example lies on data.", hint="Give examples on what the raster shows.")
    class_of_place = np.empty(int(places.max()) + 1, np.intp)
    class_of_place[places] = classes
    own_classes = class_of_place[owners[valid]]
    present = np.unique(own_classes)
    if len(missing := sorted(set(range(len(names))) - set(present.tolist()))):
        said.append(f"No example of {', '.join(names[index] for index in missing)} lies on data.")
    return Examples(
        names=tuple(names[index] for index in present),
        colours=colours,
        embeddings=embeddings[valid],
        classes=np.searchsorted(present, own_classes),
        places=np.unique(owners[valid], return_inverse=True)[1].reshape(-1),
        is_given=is_given[valid],
        notes=tuple(said),
    )


def _embedded(
    opened: OpenEmbeddings,
    areas: Sequence[NDArray[np.intp]],
    beside: Sequence[NDArray[np.intp]],
    places: NDArray[np.intp],
) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.bool_]]:
    """Embeddings (n, dim) of the areas' patches and of those beside that are like them.

    With them come their places, of which ``places`` has one for each area, and whether each lies in an area.
    """
    patches, owners = _evenly(areas, places)
    centres = np.repeat([int(area[0]) for area in areas], [len(each) for each in beside])
    around = np.concatenate(beside)
    is_free = ~np.isin(around, np.concatenate(areas))
    around, centres = around[is_free], centres[is_free]
    embeddings = opened.embeddings_of(np.concatenate([patches, around, centres]))
    given, near, middle = np.split(embeddings, [len(patches), len(patches) + len(around)])
    cosines = np.einsum("nd,nd->n", directions(near, opened.mean), directions(middle, opened.mean))
    is_alike = cosines >= ALIKE  # and not at nodata
    owners = np.concatenate([owners, np.repeat(places, [len(each) for each in beside])[is_free][is_alike]])
    embeddings = np.concatenate([given, near[is_alike]])
    return embeddings, owners, np.arange(len(owners)) < len(patches)


def _neighbours(patch: int, grid: Grid) -> NDArray[np.intp]:
    """The patches around a patch, up to eight of them, by row * width + column."""
    row, col = divmod(patch, grid.width)
    rows, cols = np.mgrid[max(row - 1, 0) : min(row + 2, grid.height), max(col - 1, 0) : min(col + 2, grid.width)]
    patches: NDArray[np.intp] = (rows * grid.width + cols).ravel().astype(np.intp)
    return patches[patches != patch]


def _evenly(areas: Sequence[NDArray[np.intp]], places: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The patches (n,) of the areas and their places (n,); of a place with many, some from all over it."""
    most = min(max(MOST_PATCHES // (int(places.max()) + 1), 1), MOST_OF_PLACE)
    patches, owners = np.concatenate(areas), np.repeat(places, [len(area) for area in areas])
    order = np.argsort(owners, kind="stable")
    patches, owners = patches[order], owners[order]
    sizes = np.bincount(owners)
    rank = np.arange(len(owners)) - (np.cumsum(sizes) - sizes)[owners]  # in its place
    # Of a place with n patches those at which floor(rank * most / n) moves on.
    kept = rank * most // sizes[owners] != (rank - 1) * most // sizes[owners]
    return patches[kept], owners[kept]


def _places(areas: Sequence[NDArray[np.intp]], classes: NDArray[np.intp], width: int) -> NDArray[np.intp]:
    """The number of the place of each area (n,): areas of a class that share patches, or touch, are one place."""
    from scipy.sparse import coo_array  # here, because it takes a while that no other question should wait
    from scipy.sparse.csgraph import connected_components

    patches, owners = np.concatenate(areas), np.repeat(np.arange(len(areas)), [len(area) for area in areas])
    # One key for class and patch, so that only patches of the same class meet.
    keys = classes[owners] * (np.int64(patches.max()) + 2 * width) + patches
    order = np.argsort(keys, kind="stable")
    keys, patches, owners = keys[order], patches[order], owners[order]
    same = keys[1:] == keys[:-1]
    first, second = [owners[1:][same]], [owners[:-1][same]]
    # The one to the right, and the three below: of two that touch, one is in one of these directions from the other.
    for right, below in ((1, 0), (-1, 1), (0, 1), (1, 1)):
        inside = (patches % width + right >= 0) & (patches % width + right < width)
        wanted = keys[inside] + below * width + right
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        touches = keys[found] == wanted
        first.append(owners[inside][touches])
        second.append(owners[found[touches]])
    edges = np.concatenate(first), np.concatenate(second)
    graph = coo_array((np.ones(len(edges[0]), bool), edges), shape=(len(areas), len(areas)))
    numbers: NDArray[np.intp] = connected_components(graph, directed=False)[1].astype(np.intp)
    return numbers
