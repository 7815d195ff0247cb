"""How a request becomes the run that embeds a raster."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..encoders.catalogue import Entry, entry_named
from ..encoders.family import PreparedEncoder
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.grid import reproject_bounds
from ..rasters.raster import Raster
from ..rasters.source import clouds_in, source_of
from ..rasters.stack import Source
from ..requests.encoding import EmbeddingRequest
from ..requests.imagery import ImageryRequest, SourceRequest
from .context import EmbeddingContext, Fixed
from .plan import chosen_recipe
from .raster_run import RasterRun, source_state


def prepare_run(
    request: EmbeddingRequest,
    source: Source,
    raster: Raster,
    reporter: Reporter,
    *,
    is_estimate: bool = False,
    fixed: Fixed | None = None,
    prepare: Callable[[EmbeddingContext, Reporter], PreparedEncoder] | None = None,
) -> RasterRun:
    """The run that a request asks for on its source, which is open as ``raster``; raises UserError.

    An estimate prepares nothing that takes minutes; ``fixed`` makes the run a part of the one that was asked for, and
    ``prepare`` gives the encoder, where one is there already.
    """
    state = source_state(source, raster)
    context = context_of(request, raster, is_estimate=is_estimate, fixed=fixed)
    prepared = (prepare or prepare_encoder)(context, reporter)
    return RasterRun(
        source=source,
        raster=raster,
        source_state=state,
        prepared=prepared,
        plan=context.plan(prepared.encoder),
        recipe=chosen_recipe(prepared.encoder, request.recipe).name,
        remove_position=request.position == "remove",
        dtype=request.dtype,
    )


def context_of(
    request: EmbeddingRequest, raster: Raster, *, is_estimate: bool = False, fixed: Fixed | None = None
) -> EmbeddingContext:
    """What the request's encoder is made ready for; raises UserError."""
    extent = request.extent
    if extent is not None:
        extent = reproject_bounds(extent, raster.given_crs(request.extent_crs), raster.grid.crs)
    entry = entry_named(request.encoder)
    return EmbeddingContext(
        entry=entry,
        request=request,
        raster=raster,
        patch=_checked_patch(entry, request, raster),
        extent=extent,
        is_estimate=is_estimate,
        fixed=fixed,
    )


def prepare_encoder(context: EmbeddingContext, reporter: Reporter) -> PreparedEncoder:
    """The encoder with sentences of what was guessed, to which a GPU adds one if it fails; raises UserError."""
    raster, entry, imagery = context.raster, context.entry, context.request.imagery
    prepared = entry.family.prepare(context, reporter)
    if raster.grid.crs is None:
        prepared.notes.append(
            "The raster has no coordinate system: places on it can only be given in its own coordinates."
        )
    prepared.notes.extend(raster.notes)
    prepared.notes.extend(mask.sentence for mask in raster.masks)
    unused = [name.replace("_", " ") for name, value in vars(imagery).items() if value]
    if context.request.stac and imagery.date:
        unused.remove("date")
    if unused and not entry.knows_sensors:
        names = ", ".join(unused)
        prepared.notes.append(f"{entry.title} take the raster's values as they are; not used: {names}.")
    return prepared


def _checked_patch(entry: Entry, request: EmbeddingRequest, raster: Raster) -> int:
    """The patch size; raises ParameterError when it cannot be."""
    default, minimum, maximum = entry.patch
    patch = int(request.patch or default)
    if not minimum <= patch <= maximum:
        hint = f"Choose from {minimum} to {maximum}." if minimum < maximum else f"It takes {default} only."
        raise ParameterError(f"{entry.title} cannot take patches of {patch} pixels.", hint=hint)
    # An encoder of whole chips makes them as small as the raster, where it can.
    if patch > min(raster.grid.width, raster.grid.height) and entry.takes != "images":
        raise ParameterError(
            f"The raster has {raster.grid.width} x {raster.grid.height} pixels, less than one patch of {patch}.",
            hint="Choose smaller patches, or a larger raster.",
        )
    if request.pool not in entry.pools:
        raise ParameterError(f"{entry.title} cannot pool by {request.pool}.", hint="Leave out the pooling.")
    return patch


def recognise_raster(
    paths: list[str], encoder: str, bands: list[int] | None, request: ImageryRequest, reporter: Reporter
) -> dict[str, Any]:
    """What a raster is to an encoder that knows sensors, as plain values; raises UserError."""
    from ..sensors.recognise import recognise
    from ..sensors.scales import scales
    from ..sensors.sensors import sensor_named, sensors

    source = source_of(SourceRequest(raster=paths))
    with source.open() as raster:
        taken = entry_named(encoder).sensors
        imagery = recognise(raster, request, bands=bands, sensors=taken, reporter=reporter)
        notes = [*imagery.notes, *raster.notes]
    match = imagery.match
    inside = next((f"{found.title} of {Path(file).name}" for file, found in clouds_in(source.files)), None)
    clouds = inside or next((Path(clouds).name for clouds in source.clouds), None)
    return {
        "sensor": imagery.sensor.name,
        "title": imagery.sensor.title,
        "bands": [
            {"number": matched.number, "name": matched.band.name, "by": matched.by, "clue": matched.clue}
            for matched in match.bands
        ],
        "missing": list(match.missing),
        "sensor_bands": [band.name for band in imagery.sensor.bands],
        "scale": imagery.scale.name,
        "scales": [{"name": scale.name, "title": scale.title} for scale in scales(imagery.sensor).values()],
        "date": imagery.day.isoformat() if imagery.day else None,
        "clouds": clouds,
        "sensors": [{"name": name, "title": sensor_named(name).title} for name in taken or sensors()],
        "notes": notes,
    }
