"""Recognise a raster for an encoder that knows sensors: its sensor, bands, scale and date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.dataset import file_label
from ..rasters.raster import Raster
from ..rasters.sample import sample_windows
from ..rasters.stack import NO_NAME
from ..requests.imagery import ImageryRequest
from ..scenes.products import product_tags
from .band_match import BandFacts, BandMatch, choose_bands, cirrus_band, match_bands
from .dates import DateGuess, guess_date
from .guess import RasterFacts, band_order, can_be_of, guess_sensor, product_of
from .scales import Scale, ScaleGuess, guess_scale, scale_named
from .sensors import Sensor, description, sensor_named
from .stac import StacFacts, facts_of, stac_facts

SCALE_SAMPLE_WINDOWS = 100
SCALE_SAMPLE_SIDE = 32  # pixels
DARK_TILES = 2  # looked into where an overview, whose pixels are means, shows nothing dark
# Of the bands' deviations in training; below it, as in ice, open water and dunes, an encoder's trace of the position is
# as large as what the land shows.
UNIFORM_SPREAD = 0.1
MOST_NAMED = 3  # bands that a note names
# A pixel this much larger or smaller than the sensor's is worth a sentence.
GSD_TOLERANCE = 1.3


@dataclass(frozen=True, kw_only=True)
class Imagery:
    """A raster as a sensor's image; ``match`` in the sensor's order of bands, ``notes`` of what was guessed."""

    sensor: Sensor
    match: BandMatch
    scale: Scale
    day: dt.date | None
    hour: int | None = None  # of that day, UTC
    notes: tuple[str, ...]
    scale_note: str = ""  # the note on the scale, empty where the user gave it
    has_place: bool = True  # whether the raster is georeferenced
    level: Mapping[str, float] | None = None  # of a uniform raster, its bands' medians in the sensor's units

    def in_sensor_units(self, pixels: np.ndarray) -> np.ndarray:
        """Pixels (..., band, row, column) in the sensor's units, float32, NaN where not valid."""
        return self.scale.apply(pixels)

    def tags(self) -> dict[str, str]:
        """The tags that record sensor, bands, scale and date in the embedding raster."""
        of_user = description(self.sensor)
        return {
            **({"SENSOR_DESCRIPTION": of_user} if of_user else {}),
            "SENSOR": self.sensor.name,
            "SENSOR_BANDS": ",".join(self.match.names),
            "SCALE": self.scale.name,
            "DATE": self.day.isoformat() if self.day else "unknown",
            "GSD": f"{self.sensor.gsd:g} m",
            **({"UNIFORM": "yes"} if self.level else {}),
        }


def recognise(
    raster: Raster,
    request: ImageryRequest,
    *,
    bands: list[int] | None,
    sensors: tuple[str, ...] | None,
    reporter: Reporter,
) -> Imagery:
    """The raster as an image of the requested sensor, or of the guessed one.

    ``bands`` are the numbers of those that count, from 1, None for all; ``sensors`` are those that the encoder takes,
    None for all. Raises ParameterError for a sensor, bands, scale or date that do not fit.
    """
    facts = _facts(raster, bands)
    sensor, match, reason = _sensor_and_bands(facts, request, bands, sensors)
    taken, date_note = _taken(facts, request.date)
    last_day = taken.last if taken else None
    sample, cirrus = _sample(raster, facts, match, reporter, texture=0)
    if request.scale:
        scale, scale_note = scale_named(request.scale, sensor), ""
    else:
        guess = _guessed_scale(raster, facts, match, last_day, sample, cirrus)
        if guess.is_doubtful:
            sample, cirrus = _sample(raster, facts, match, reporter, texture=DARK_TILES)
            guess = _guessed_scale(raster, facts, match, last_day, sample, cirrus)
        scale, scale_note = guess.scale, guess.sentence
    notes = [reason, match.sentence(), _unused_note(facts, match), scale_note, date_note, _gsd_note(raster, sensor)]
    return Imagery(
        sensor=sensor,
        match=match,
        scale=scale,
        day=taken.day if taken else None,
        hour=taken.hour if taken else None,
        notes=tuple(note for note in notes if note),
        scale_note=scale_note,
        has_place=raster.grid.crs is not None,
        level=_level(scale, match, sample),
    )


def _facts(raster: Raster, band_numbers: list[int] | None) -> RasterFacts:
    """The facts in the raster, its product's metadata and a STAC item, about all bands or only the chosen ones."""
    numbers = raster.checked_bands(band_numbers)
    files = {number: raster.file_of(number) for number in numbers}
    items = {
        path: facts_of(*raster.items[path]) if path in raster.items else stac_facts(path)
        for path in {path for path, _ in files.values()}
    }
    first = files[numbers[0]][0]
    return RasterFacts(
        name=raster.names,
        bands=tuple(_band_facts(raster, number, _band_of(items[path], own)) for number, (path, own) in files.items()),
        # The later go before the earlier.
        tags={**items[first].tags, **raster.tags(namespace="IMAGERY"), **raster.tags(), **product_tags(first)},
        dtype=raster.bands[numbers[0] - 1].dtype,
        pixel_size=raster.grid.gsd if raster.grid.crs else None,
    )


def _band_facts(raster: Raster, number: int, stac: Mapping[str, str]) -> BandFacts:
    band = raster.bands[number - 1]
    # As in a stack: a single band's file says which one it is.
    is_named_by_file = len(raster.bands) == 1 and NO_NAME.fullmatch(band.name)
    description = file_label(raster.path) if is_named_by_file else band.name
    # Where GDAL keeps wavelengths: CENTRAL_WAVELENGTH_UM in the namespace IMAGERY.
    tags = {**stac, **raster.tags(number, "IMAGERY"), **raster.tags(number)}
    scale, offset = raster.scales[number - 1], raster.offsets[number - 1]
    stated = {"scale": f"{scale:g}", "offset": f"{offset:g}"} if (scale, offset) != (1.0, 0.0) else {}
    return BandFacts(number=number, description=description, tags={**tags, **stated}, colour=band.colour)


def _band_of(item: StacFacts, own: int) -> Mapping[str, str]:
    """The item's tags of a band (``number`` from 1)."""
    return item.bands[own - 1] if own <= len(item.bands) else {}


def _sensor_and_bands(
    facts: RasterFacts, request: ImageryRequest, numbers: list[int] | None, sensors: tuple[str, ...] | None
) -> tuple[Sensor, BandMatch, str]:
    """The sensor, its bands in the raster, and a sentence on how it was found."""
    if request.sensor:
        sensor, reason = sensor_named(request.sensor), ""
    elif sensors is not None and len(sensors) == 1:
        sensor, reason = sensor_named(sensors[0]), ""
        if not request.band_names:
            _refuse_other(facts, sensor)
    else:
        guess = guess_sensor(facts)
        if guess is None:
            raise _unknown_sensor(facts)
        sensor, reason = guess.sensor, guess.reason
    if sensors is not None and sensor.name not in sensors:
        raise ParameterError(
            f"The encoder does not take {sensor.title}.",
            hint=f"It takes {', '.join(sensors)}; or choose another encoder.",
        )
    match = _match(facts, numbers, request.band_names, sensor)
    if not match.bands:
        raise ParameterError(
            f"None of the raster's bands could be matched with those of {sensor.title}.",
            hint=f"Say which bands are which ({', '.join(band.name for band in sensor.bands)}): "
            "they are never taken by their position alone.",
        )
    known = len(match.bands)
    if not request.band_names and 2 * known < min(len(facts.bands), len(sensor.bands)):
        raise ParameterError(
            f"Only {known} of the raster's {len(facts.bands)} bands could be matched with those of {sensor.title}: "
            f"{', '.join(match.names)}.",
            hint="Say which bands are which, or choose the bands that count.",
        )
    return sensor, match, reason


def _unknown_sensor(facts: RasterFacts) -> ParameterError:
    """That no sensor was found, with what the file's name says nevertheless."""
    product = product_of(facts)
    if product is None:
        hint = "Choose the sensor, and say which bands are which."
        return ParameterError("The raster's sensor cannot be told from its name or bands.", hint=hint)
    sensor, _, what = product
    count = len(facts.bands)
    bands = f"its {count} bands have no names that tell" if count > 1 else "its band has no name that tells"
    if match_bands(facts.bands, sensor).bands:
        return ParameterError(
            f"The file names itself as {what}, but its numbers are of the type {facts.dtype}, which that has not.",
            hint="Give the original image, not a picture of it; or choose the sensor.",
        )
    names = ", ".join(band.name for band in sensor.bands)
    return ParameterError(
        f"The file names itself as {what}, but {bands} them apart.",
        hint=f"Say which bands are which ({names}): they are never taken by their position alone.",
    )


def _refuse_other(facts: RasterFacts, sensor: Sensor) -> None:
    """Raise ParameterError when the raster is plainly not of the only sensor that an encoder takes.

    Band names alone do not tell: B5 is near infrared to one sensor and red edge to another.
    """
    hint = f"Choose another encoder; if it is {sensor.title} all the same, say so by the sensor."
    guess, product = guess_sensor(facts), product_of(facts)
    other = guess.sensor if guess else product and product[0]
    if (
        other
        and not sensor.name.startswith(other.name)
        and (product is not None or not is_of_gsd(facts.pixel_size, sensor))
    ):
        raise ParameterError(f"The encoder takes {sensor.title}, and the raster looks like {other.title}.", hint=hint)
    if guess is None and not can_be_of(sensor, facts):
        raise ParameterError(f"The type or size of the raster's pixels is not that of {sensor.title}.", hint=hint)


def is_of_gsd(pixel_size: float | None, sensor: Sensor) -> bool:
    """Whether pixels are of about the sensor's size; an unknown size may be any."""
    return pixel_size is None or 1 / GSD_TOLERANCE < pixel_size / sensor.gsd < GSD_TOLERANCE


def _match(facts: RasterFacts, numbers: list[int] | None, band_names: list[str] | None, sensor: Sensor) -> BandMatch:
    """The bands as given by the user, or matched by name and wavelength."""
    if band_names:
        return choose_bands(numbers or [band.number for band in facts.bands], band_names, sensor)
    product = product_of(facts)
    platform = product[1] if product and product[0].name == sensor.name else ""
    return match_bands(facts.bands, sensor, platform, band_order(facts, sensor))


def _taken(facts: RasterFacts, text: str | None) -> tuple[DateGuess | None, str]:
    """When it was taken: the day given by the user, or what is found in the file, with a sentence where it was."""
    guess = guess_date(facts.name, facts.tags)
    if not text:
        return guess, guess.sentence if guess else "Nothing says on which day it was taken."
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError(f"{text!r} is no date.", hint="Write it as 2023-07-14.") from error
    # The file's time of day is of its own day.
    hour = guess.hour if guess and guess.day == day else None
    return DateGuess(day=day, last=day, hour=hour, sentence=""), ""


def _sample(
    raster: Raster, facts: RasterFacts, match: BandMatch, reporter: Reporter, *, texture: int
) -> tuple[np.ndarray, np.ndarray | None]:
    """A sample of the whole raster [band, pixel], whatever its extent, and of Sentinel-2's band of cirrus [pixel]."""
    cirrus = cirrus_band(facts.bands) if match.sensor.name.startswith("sentinel-2") else None
    extra = [cirrus] if cirrus is not None and cirrus not in match.numbers else []
    count, side = SCALE_SAMPLE_WINDOWS, SCALE_SAMPLE_SIDE
    if raster.grid.width * raster.grid.height <= count * side**2:
        count, side = 1, max(raster.grid.width, raster.grid.height)  # all of it
    windows = sample_windows(
        raster,
        [*match.numbers, *extra],
        count=count,
        side=side,
        texture=texture,
        rng=np.random.default_rng(0),
        reporter=reporter,
    )
    sample = np.concatenate([window.reshape(len(window), -1) for window in windows], axis=1)
    return sample[: len(match.numbers)], sample[-1] if extra else None


def _guessed_scale(
    raster: Raster,
    facts: RasterFacts,
    match: BandMatch,
    last_day: dt.date | None,
    sample: np.ndarray,
    cirrus: np.ndarray | None,
) -> ScaleGuess:
    """The scale by a sample of the pixels and all that is known beside."""
    by_number = {band.number: band for band in facts.bands}
    bands = [by_number[number] for number in match.numbers]
    stated = {key: bands[0].tags[key] for key in ("scale", "offset") if key in bands[0].tags}
    return guess_scale(
        match.sensor,
        sample,
        dtype=raster.bands[match.numbers[0] - 1].dtype,
        name=" ".join([facts.name, *(band.description for band in bands)]),
        tags={**facts.tags, **stated},
        last_day=last_day,
        bands=match.names,
        cirrus=cirrus,
    )


def _level(scale: Scale, match: BandMatch, sample: np.ndarray) -> dict[str, float] | None:
    """The median of each band of a uniform sample [band, pixel] in the sensor's units; None for any other."""
    valid = sample[:, (np.isfinite(sample) & (sample != 0)).all(axis=0)]
    if not valid.size:
        return None
    values = scale.apply(valid)
    inner = np.clip(values.T, *np.percentile(values, (1, 99), axis=1))  # a ship or an iceberg changes nothing
    spread = np.mean(inner.std(axis=0) / [matched.band.std for matched in match.bands])
    if spread > UNIFORM_SPREAD:
        return None
    return dict(zip(match.names, map(float, np.median(values, axis=1)), strict=True))


def _unused_note(facts: RasterFacts, match: BandMatch) -> str:
    """A sentence on the raster's bands that none of the sensor's were matched with."""
    unused = [band for band in facts.bands if band.number not in match.numbers]
    names = [f"{band.number}{f' ({band.description})' if band.description else ''}" for band in unused]
    if len(names) > MOST_NAMED:
        others = len(names) - MOST_NAMED
        return f"Bands that are not used: {', '.join(names[:MOST_NAMED])}, and {others} others."
    return f"Bands that are not used: {', '.join(names)}." if names else ""


def _gsd_note(raster: Raster, sensor: Sensor) -> str:
    """A sentence when the raster's pixels are not of the sensor's size."""
    if is_of_gsd(raster.grid.gsd if raster.grid.crs else None, sensor):
        return ""
    return (
        f"The pixels are {raster.grid.gsd:.3g} m, and those of {sensor.title} {sensor.gsd:g} m: "
        "the image is taken as it is, and what it shows looks larger or smaller than the encoder knows it. "
        f"“Resample” gives it pixels of that size."
    )
