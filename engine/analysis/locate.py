"""Where on Earth a Sentinel-2 image could be: its embedding against those of the places of a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..bounds import Bounds
from ..embedding.locations import LONLAT, LocationGrid
from ..encoders.encoder import MIN_VALID_SHARE
from ..errors import ParameterError, SourceError
from ..progress import Reporter
from ..rasters.grid import Window
from ..rasters.output import check_output
from ..rasters.raster import Raster
from ..rasters.source import source_of
from ..rasters.stack import Source
from ..requests.imagery import ImageryRequest, SourceRequest
from ..sensors.recognise import Imagery, is_of_gsd, recognise
from ..sensors.sensors import SENTINEL_2_ALL, sensor_named
from ..vectors import unit
from .distribution import summarise
from .similarity import most_similar_places
from .similarity_map import write_similarity

if TYPE_CHECKING:
    from ..encoders.satclip.images import ImageEncoder

Chip = NDArray[np.float32]  # (12, row, column)

MOST_CHIPS = 16  # of an image: their mean hardly moves with more
APART_M = 300_000.0  # between likely places: a degree further up the same slope is no other place


@dataclass(frozen=True, kw_only=True)
class Image:
    """What is looked for: a raster, a scene's folder, or the ``extent`` of one; None for what is to be recognised."""

    raster: str
    extent: Bounds | None = None
    bands: list[int] | None = None
    scale: str | None = None

    @cached_property
    def source(self) -> Source:
        """The raster, or the files of the scene."""
        return source_of(SourceRequest(raster=[self.raster]))


def locate_image(
    image: Image, images: ImageEncoder, places: LocationGrid, output: str | Path, *, count: int = 10, reporter: Reporter
) -> dict[str, Any]:
    """Write how well each place of the grid fits the image, the cosine of the two; returns the ``count`` likeliest."""
    path = check_output(output, inputs=image.source.inputs)
    chips, notes = read_chips(image, images.patch, reporter=reporter.part(0.0, 0.1))
    direction = _mean_direction(images, chips, reporter.part(0.1, 0.3))
    similarity = np.empty((places.grid.height, places.grid.width), np.float32)
    for window in reporter.part(0.3, 1.0).track(places.windows(), text="Comparing with places"):
        embeddings = places.read(window)
        cosines = np.tensordot(direction, embeddings, axes=1) / np.linalg.norm(embeddings, axis=0)
        similarity[window.row_off : window.row_end, window.col_off : window.col_end] = cosines
    name = places.encoder.name
    tags = {"SOURCE": "; ".join(image.source.files), "ENCODER": name, "MEAN_REMOVED": "no", "CHIPS": str(len(chips))}
    write_similarity(path, similarity, places.grid, tags)
    likely = most_similar_places(similarity, places.grid, count=count, minimum_distance=APART_M)
    return {
        "output": str(path),
        "places": [asdict(place) for place in likely],
        "crs": LONLAT,
        "chips": len(chips),
        "notes": notes,
        **asdict(summarise(similarity, places.grid)),
    }


def _mean_direction(images: ImageEncoder, chips: list[Chip], reporter: Reporter) -> NDArray[np.float32]:
    """The mean (dim,) of the chips' embeddings, all of length 1."""
    total = np.zeros(images.dim)
    for chip in reporter.track(chips, text="Embedding the image"):
        (embedding,) = images.embed_images(chip[None])
        total += unit(embedding)
    return unit(total).astype(np.float32)


def read_chips(image: Image, side: int, *, reporter: Reporter) -> tuple[list[Chip], list[str]]:
    """Chips of offset-free DN, 0 where not valid, and sentences of what was guessed of the image.

    Raises SourceError and ParameterError.
    """
    with image.source.open() as raster:
        imagery = _recognised(image, raster, reporter.part(0.0, 0.5))
        area = raster.grid.window_around(image.extent) if image.extent else raster.grid.whole
        chips = []
        windows = list(chip_windows(area, side))
        for window in reporter.part(0.5, 1.0).track(windows, text="Reading the image"):
            pixels, mask = raster.read(window, imagery.match.numbers)
            inside = window.intersection(raster.grid.whole) or window
            if mask.sum() >= MIN_VALID_SHARE * inside.width * inside.height:
                chips.append(np.nan_to_num(imagery.in_sensor_units(pixels)))
        if not chips:
            raise SourceError("The image has no chip with enough valid pixels.", hint="Choose another image or extent.")
        grid, notes = raster.grid, list(raster.notes)
    if imagery.scale_note:
        notes.append(imagery.scale_note)
    if not is_of_gsd(grid.gsd if grid.crs else None, imagery.sensor):
        notes.append(f"The image has pixels of {grid.gsd:.3g} m; the encoder knows those of {imagery.sensor.gsd:g} m.")
    return chips, notes


def _recognised(image: Image, raster: Raster, reporter: Reporter) -> Imagery:
    """The raster as an image of Sentinel-2 with all its bands; raises SourceError and ParameterError."""
    names = [band.name for band in sensor_named(SENTINEL_2_ALL).bands]
    if image.bands and len(image.bands) != len(names):
        raise ParameterError(
            f"Locating an image needs its {len(names)} bands, got {len(image.bands)}.",
            hint=f"Give the numbers of {', '.join(names)}, in this order.",
        )
    request = ImageryRequest(
        sensor=SENTINEL_2_ALL, band_names=names if image.bands else None, scale=image.scale, date=None
    )
    imagery = recognise(raster, request, bands=image.bands, sensors=None, reporter=reporter)
    if imagery.match.missing:
        raise SourceError(
            f"{image.source.title} is not known to have Sentinel-2's bands {', '.join(imagery.match.missing)}.",
            hint="Choose a Sentinel-2 level 2A image with all 12 bands, or give their numbers.",
        )
    return imagery


def chip_windows(area: Window, side: int) -> Iterator[Window]:
    """At most MOST_CHIPS whole chips spread evenly over the area; of a smaller area one that reaches beyond."""
    across, down = max(1, area.width // side), max(1, area.height // side)
    starts = [(col, row) for row in range(down) for col in range(across)]
    chosen = np.linspace(0, len(starts) - 1, min(MOST_CHIPS, len(starts))).round().astype(int)
    for index in chosen.tolist():
        col, row = starts[index]
        yield Window(area.col_off + col * side, area.row_off + row * side, side, side)
