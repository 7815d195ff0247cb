"""The classes of a map or of points: their colours, their shares, and their names where QGIS looks for them."""

from __future__ import annotations

import colorsys
import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeVar

import numpy as np

from ..files import atomic_write, disk_error

Class = TypeVar("Class", bound=Hashable)

KIND = "classes"
# Paul Tol's "muted" and "light" schemes, https://personal.sron.nl/~pault/: apart for colour-blind eyes. The largest
# class takes the first, so the calm ones come first.
COLOURS = (
    "#44aa99", "#ddcc77", "#88ccee", "#117733", "#cc6677", "#332288", "#999933", "#882255", "#aa4499",
    "#bbcc33", "#ee8866", "#77aadd", "#ffaabb", "#aaaa00", "#dddddd",
)  # fmt: skip
GOLDEN_ANGLE = 0.381966  # of a turn: hues that never come close again


@dataclass(frozen=True, kw_only=True)
class ClassSummary:
    """One class of a map or of points; ``share`` of the valid patches, or of the embedded points."""

    label: int
    name: str
    colour: str
    share: float
    patches: int


def summarise_classes(counts: np.ndarray, names: Sequence[str] | None = None) -> list[ClassSummary]:
    """The classes from 1 by their counts of patches (class,), called "class 1" and so on when they have no names."""
    total = max(int(counts.sum()), 1)
    return [
        ClassSummary(
            label=label,
            name=names[label - 1] if names else f"class {label}",
            colour=colour(label - 1),
            share=int(count) / total,
            patches=int(count),
        )
        for label, count in enumerate(counts, start=1)
    ]


def colour(index: int) -> str:
    """The colour of the class with this index (0 is the largest), as #rrggbb."""
    if index < len(COLOURS):
        return COLOURS[index]
    hue = (index * GOLDEN_ANGLE) % 1.0
    lightness = (0.45, 0.65, 0.55)[index % 3]
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, 0.55)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def colours_of(classes: Iterable[Class], given: Mapping[Class, str]) -> dict[Class, str]:
    """The colour of each class, as #rrggbb: the given one, or the next of the palette that is not given to another."""
    taken = set(given.values())
    free = (one for one in map(colour, itertools.count()) if one not in taken)
    return {each: given[each] if each in given else next(free) for each in classes}


def colour_table(count: int) -> dict[int, tuple[int, ...]]:
    """Red, green, blue and alpha of the labels from 1 to ``count``, and of nodata, which is 0."""
    return {0: (0, 0, 0, 0), **{label: (*bytes.fromhex(colour(label - 1)[1:]), 255) for label in range(1, count + 1)}}


def write_category_names(output: Path, names: Sequence[str]) -> None:
    """Names of the classes where GDAL looks for them: a GeoTIFF itself has no place for them."""
    categories = "".join(f"<Category>{escape(name)}</Category>" for name in ["", *names])
    text = (
        f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand></PAMDataset>'
    )
    try:
        with atomic_write(output.with_name(output.name + ".aux.xml")) as partial:
            partial.write_text(text, encoding="utf-8")
    except OSError as error:
        output.unlink(missing_ok=True)
        raise disk_error(error, output.parent) from error
