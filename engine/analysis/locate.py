"""Where on Earth a Sentinel-2 image could be: its embedding against those of the places of a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..bounds import Bounds
from ..embedding.locations import LONLAT, LocationGrid
from ..errors import ParameterError, SourceError
from ..progress import Reporter
from ..rasters.grid import Window
from ..rasters.output import check_output
from ..rasters.raster import Raster
from ..sensors.band_match import BandFacts, match_bands
from ..sensors.scales import guess_scale, scale_named
from ..sensors.sensors import SENTINEL_2_ALL, Sensor, sensor_named
from .similarity import most_similar_places, summarise, write_similarity

if TYPE_CHECKING:
    from ..encoders.satclip.model import ImageEncoder

Chip = NDArray[np.float32]  # (12, row, column)

MOST_CHIPS = 16  # of an image: their mean hardly moves with more
MIN_VALID_SHARE = 0.5  # of a chip's pixels
APART_M = 300_000.0  # between likely places: a degree further up the same slope is no other place
GSD_TOLERANCE = 1.25


@dataclass(frozen=True, kw_only=True)
class Image:
    """What is looked for: a raster or its ``extent``; ``bands`` and ``scale`` are None where they are to be guessed."""

    raster: str
    extent: Bounds | None = None
    bands: list[int] | None = None
    scale: str | None = None


def locate_image(
    image: Image, images: ImageEncoder, places: LocationGrid, output: str | Path, *, count: int = 10, reporter: Reporter
) -> dict[str, Any]:
    """Write how well each place of the grid fits the image, the cosine of the two; returns the ``count`` likeliest."""
    path = check_output(output, inputs=[image.raster])
    chips, notes = read_chips(image, images.patch, reporter=reporter.part(0.0, 0.1))
    direction = _mean_direction(images, chips, reporter.part(0.1, 0.3))
    similarity = np.empty((places.grid.height, places.grid.width), np.float32)
    for window in reporter.part(0.3, 1.0).track(places.windows(), text="Comparing with places"):
        embeddings = places.read(window)
        cosines = np.tensordot(direction, embeddings, axes=1) / np.linalg.norm(embeddings, axis=0)
        similarity[window.row_off : window.row_end, window.col_off : window.col_end] = cosines
    name = places.encoder.name
    tags = {"SOURCE": image.raster, "ENCODER": name, "MEAN_REMOVED": "no", "CHIPS": str(len(chips))}
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
        total += embedding / np.linalg.norm(embedding)
    return (total / np.linalg.norm(total)).astype(np.float32)


def read_chips(image: Image, side: int, *, reporter: Reporter) -> tuple[list[Chip], list[str]]:
    """Chips of offset-free DN, and sentences of what was guessed of the image; raises SourceError."""
    sensor = sensor_named(SENTINEL_2_ALL)
    with Raster(image.raster) as source:
        numbers = image.bands or _all_bands(source, sensor)
        if len(numbers) != len(sensor.bands):
            raise ParameterError(
                f"Locating an image needs its {len(sensor.bands)} bands, got {len(numbers)}.",
                hint=f"Give the numbers of {', '.join(band.name for band in sensor.bands)}, in this order.",
            )
        area = source.grid.window_around(image.extent) if image.extent else source.grid.whole
        chips = []
        for window in reporter.track(list(chip_windows(area, side)), text="Reading the image"):
            pixels, mask = source.read(window, source.checked_bands(numbers))
            inside = window.intersection(source.grid.whole) or window
            if mask.sum() >= MIN_VALID_SHARE * inside.width * inside.height:
                chips.append(pixels)
        if not chips:
            raise SourceError("The image has no chip with enough valid pixels.", hint="Choose another image or extent.")
        notes = _gsd_notes(source, sensor)
        return _scaled(chips, source, sensor, numbers, image.scale, notes), notes


def _scaled(
    chips: list[Chip], source: Raster, sensor: Sensor, numbers: list[int], scale: str | None, notes: list[str]
) -> list[Chip]:
    """The chips in the sensor's counts, 0 where not valid; a guess of their scale is added to the notes."""
    if scale:
        chosen = scale_named(scale, sensor)
    else:
        sample = np.concatenate([chip.reshape(len(numbers), -1)[:, ::7] for chip in chips], axis=1)
        dtype, name = source.bands[numbers[0] - 1].dtype, Path(source.path).name
        guess = guess_scale(sensor, sample, dtype=dtype, name=name, tags=source.tags())
        chosen = guess.scale
        notes.append(guess.sentence)
    return [np.nan_to_num(chosen.apply(chip)) for chip in chips]


def _gsd_notes(source: Raster, sensor: Sensor) -> list[str]:
    """A sentence when the image's pixels are not of the size that the encoder knows."""
    if source.grid.crs is None or 1 / GSD_TOLERANCE < source.grid.gsd / sensor.gsd < GSD_TOLERANCE:
        return []
    return [f"The image has pixels of {source.grid.gsd:.3g} m; the encoder knows those of {sensor.gsd:g} m."]


def chip_windows(area: Window, side: int) -> Iterator[Window]:
    """At most MOST_CHIPS whole chips spread evenly over the area; of a smaller area one that reaches beyond."""
    across, down = max(1, area.width // side), max(1, area.height // side)
    starts = [(col, row) for row in range(down) for col in range(across)]
    chosen = np.linspace(0, len(starts) - 1, min(MOST_CHIPS, len(starts))).round().astype(int)
    for index in chosen.tolist():
        col, row = starts[index]
        yield Window(area.col_off + col * side, area.row_off + row * side, side, side)


def _all_bands(source: Raster, sensor: Sensor) -> list[int]:
    """The numbers of the sensor's bands in the raster by their names; raises SourceError when one is not there."""
    facts = [
        BandFacts(number=band.number, description=band.name, tags=source.tags(band.number)) for band in source.bands
    ]
    match = match_bands(facts, sensor)
    if match.missing:
        raise SourceError(
            f"{Path(source.path).name} is not known to have Sentinel-2's bands {', '.join(match.missing)}.",
            hint="Choose a Sentinel-2 level 2A image with all 12 bands, or give their numbers.",
        )
    return match.numbers
