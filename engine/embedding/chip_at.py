"""One chip of a raster around a place, embedded as a whole and without the rest of the raster."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import numpy as np
from rasterio.crs import CRS

from ..bounds import Bounds
from ..embedding_rasters.raster import no_data_at
from ..encoders.catalogue import Entry, entry_named, raster_entries
from ..encoders.encoder import MIN_VALID_SHARE, Chips
from ..encoders.family import PreparedEncoder
from ..errors import OutsideError, ParameterError
from ..files import fingerprint
from ..progress import Relay, Reporter
from ..rasters.dataset import file_state
from ..rasters.grid import Grid, Window, reproject
from ..rasters.raster import Raster
from ..rasters.source import source_of
from ..rasters.stack import Source
from ..requests.encoding import ChipRequest, EmbeddingRequest
from ..requests.parameters import values_of
from .chips import LONLAT
from .request import context_of, prepare_encoder

# Gives what a function makes, now or when it was last called for the same key: see ``State.keep``.
Keep = Callable[[str, Callable[[], Any]], Any]


def chip_embedding_at(request: ChipRequest, keep: Keep, reporter: Reporter) -> dict[str, Any]:
    """The embedding of the chip centred on the request's place, as plain values; raises UserError and Cancelled."""
    entry = _entry_of_chips(request.encoder)
    source = source_of(request.source)
    with source.open() as raster:
        # Given in the raster's own coordinates where no system is named.
        ((x, y),) = reproject([request.at], raster.given_crs(request.crs), raster.grid.crs)
        col, row = raster.grid.pixel_at(x, y)
        prepared = _kept_encoder(keep, entry, request, source, raster, Bounds(x, y, x, y), reporter)
        side = prepared.encoder.patch
        window = chip_around(raster.grid, x, y, side)
        pixels, mask = raster.read(window, prepared.band_numbers)
        if not mask[row - window.row_off, col - window.col_off]:
            raise no_data_at(x, y)
        valid = _checked_share(mask, raster)
        reporter.report(0.9, "Embedding the chip")
        chips = Chips(pixels=pixels[None], mask=mask[None], latlon=_latlon(raster.grid, window))
        vector = prepared.encoder.embed(chips)[0, :, 0, 0]
        chip = raster.grid.part(window)
    return {
        "vector": vector.tolist(),
        "dimension": len(vector),
        "norm": float(np.linalg.norm(vector)),
        "at": list(_centre(chip)),
        "bounds": list(chip.bounds),
        "crs": chip.crs.to_wkt() if chip.crs else None,
        "encoder": prepared.encoder.name,
        "pixels": side,
        "valid": valid,
        "notes": [*prepared.notes, *([f"{100 * valid:.3g} % of the chip has data."] if valid < 1 else [])],
    }


def chip_around(grid: Grid, x: float, y: float, side: int) -> Window:
    """The ``side`` x ``side`` pixels whose centre is nearest to a ground position; they may reach past the edges."""
    col, row = ~grid.transform @ (x, y)
    return Window(math.floor(col - side / 2 + 0.5), math.floor(row - side / 2 + 0.5), side, side)


def _entry_of_chips(name: str) -> Entry:
    """The encoder, which must give one embedding for a whole chip; raises ParameterError."""
    entry = entry_named(name)
    if not entry.embeds_chips:
        names = ", ".join(other.name for other in raster_entries().values() if other.embeds_chips)
        raise ParameterError(
            f"{entry.title} has no embedding of a whole chip.",
            hint=f"Choose one of: {names}; or embed the raster and ask embedding-at.",
        )
    return entry


def _embedding_of(entry: Entry, request: ChipRequest) -> EmbeddingRequest:
    """The request for an embedding raster whose encoder embeds this chip."""
    return EmbeddingRequest(
        source=request.source,
        encoder=request.encoder,
        bands=request.bands,
        patch=request.patch,
        dtype="float32",
        imagery=request.imagery,
        checkpoint=request.checkpoint,
        pool="chip" if "chip" in entry.pools else "patch",
        latlon_order=request.latlon_order,
        hour=request.hour,
        heads=request.heads,
        compute=request.compute,
        position="keep",
    )


def _kept_encoder(
    keep: Keep, entry: Entry, request: ChipRequest, source: Source, raster: Raster, here: Bounds, reporter: Reporter
) -> PreparedEncoder:
    """The encoder of this request, loaded now, ``here`` on the image, or by an earlier request."""
    # First, so that missing ones are said even of an encoder that is loaded.
    weights = entry.weights_path(request.checkpoint)

    def make() -> tuple[PreparedEncoder, Relay]:
        relay = Relay(reporter.part(0.0, 0.9))
        context = replace(context_of(_embedding_of(entry, request), raster), extent=here)
        return prepare_encoder(context, relay), relay

    # The place changes from click to click; the rest decides the encoder.
    decides = {name: value for name, value in values_of(request).items() if name not in ("at", "crs")}
    key = fingerprint({"request": decides, "source": source.state(), "weights": file_state(str(weights))})
    prepared, relay = keep(key, make)
    relay.target = reporter.part(0.0, 0.9)  # an encoder that is kept reports to the request of now
    return cast("PreparedEncoder", prepared)


def _checked_share(mask: np.ndarray, raster: Raster) -> float:
    """The share of a chip's pixels (row, column) that have data; raises OutsideError below half, as for a patch."""
    valid, (side, _) = float(mask.mean()), mask.shape
    if valid < MIN_VALID_SHARE:
        is_small = raster.grid.width * raster.grid.height < MIN_VALID_SHARE * mask.size
        inside, larger = "Pick a place with more around it.", "Choose a larger raster, or an encoder of smaller chips."
        raise OutsideError(
            f"Only {100 * valid:.0f} % of the chip of {side} x {side} pixels around this place has data,"
            " and half of it is needed.",
            hint=larger if is_small else inside,
        )
    return valid


def _latlon(grid: Grid, window: Window) -> np.ndarray:
    """Latitude and longitude in degrees of a chip's centre (1, 2), NaN without a CRS."""
    if grid.crs is None:
        return np.full((1, 2), np.nan)
    ((lon, lat),) = reproject([_centre(grid.part(window))], grid.crs, CRS.from_user_input(LONLAT))
    return np.array([[lat, lon]])


def _centre(chip: Grid) -> tuple[float, float]:
    x, y = chip.transform @ (chip.width / 2, chip.height / 2)
    return x, y
