"""How a request becomes the job of embedding a raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..bounds import Bounds
from ..encoders.catalogue import Entry, entry_named
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.grid import reproject_bounds
from ..rasters.products import clouds_of
from ..rasters.raster import Raster
from ..rasters.source import Source, source_of
from ..requests import EmbeddingRequest, ImageryRequest, SourceRequest
from .context import EmbeddingContext
from .plan import chosen_recipe
from .run import Job


def job_of(request: EmbeddingRequest, reporter: Reporter, *, is_estimate: bool = False) -> tuple[Job, list[str]]:
    """The job that a request describes, and sentences of what was guessed; raises UserError.

    A GPU that fails while the job runs adds a sentence. An estimate prepares nothing that takes minutes.
    """
    entry = entry_named(request.encoder)
    source = source_of(request.source)
    with source.open() as raster:
        context = EmbeddingContext(
            entry=entry,
            request=request,
            raster=raster,
            patch=_checked_patch(entry, request, raster),
            extent=_extent(request, source, raster),
            is_estimate=is_estimate,
        )
        prepared = entry.family.prepare(context, reporter)
        if raster.grid.crs is None:
            prepared.notes.append(
                "The raster has no coordinate system: places on it can only be given in its own coordinates."
            )
        prepared.notes.extend(mask.sentence for mask in raster.left_out)
        prepared.notes.extend(_unused(entry, request))
        source_tags = _source_tags(source, raster, prepared.band_numbers)
    recipe = chosen_recipe(prepared.encoder, request.recipe)
    job = Job(
        source=source,
        band_numbers=prepared.band_numbers,
        encoder=prepared.encoder,
        recipe=recipe,
        extent=context.extent,
        detail=request.detail,
        remove_position=request.position == "remove",
        dtype=request.dtype,
        tags={
            "ENCODER": entry.name,
            "PATCH": str(prepared.encoder.patch),
            "RECIPE": recipe.name,
            "DETAIL": str(request.detail),
            "POSITION": request.position,
            **source_tags,
            **prepared.tags,
            **prepared.encoder.tags(),
        },
        filters=prepared.filters,
    )
    return job, prepared.notes


def _unused(entry: Entry, request: EmbeddingRequest) -> list[str]:
    """A sentence on what was given of the imagery and means nothing to the encoder."""
    given = [name.replace("_", " ") for name, value in vars(request.imagery).items() if value]
    if entry.knows_sensors or not given:
        return []
    return [f"{entry.title} take the raster's values as they are; not used: {', '.join(given)}."]


def _extent(request: EmbeddingRequest, source: Source, raster: Raster) -> Bounds | None:
    """The part that is asked for, in the coordinates that are embedded; raises OutsideError and ParameterError."""
    if request.extent is None:
        return None
    crs = source.given_crs(request.extent_crs)
    return reproject_bounds(request.extent, crs, raster.grid.crs)


def _checked_patch(entry: Entry, request: EmbeddingRequest, raster: Raster) -> int:
    """The patch size; raises ParameterError when it cannot be."""
    default, minimum, maximum = entry.patch
    patch = int(request.patch or default)
    if not minimum <= patch <= maximum:
        hint = f"Choose from {minimum} to {maximum}." if minimum < maximum else f"It takes {default} only."
        raise ParameterError(f"{entry.title} cannot take patches of {patch} pixels.", hint=hint)
    if patch > min(raster.grid.width, raster.grid.height):
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
    match = imagery.match
    clouds = next(filter(None, map(clouds_of, source.files)), None)
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
        "clouds": Path(clouds).name if clouds else None,
        "sensors": [{"name": name, "title": sensor_named(name).title} for name in taken or sensors()],
        "notes": list(imagery.notes),
    }


def _source_tags(source: Source, raster: Raster, band_numbers: list[int]) -> dict[str, str]:
    """Where the embeddings come from."""
    masked = {
        "MASK": "; ".join(mask.path for mask in source.masks),
        "MASK_CLASSES": ",".join(word for mask in raster.left_out for word in mask.classes),
    }
    resampled = {"RESAMPLED_TO": f"{source.gsd:g} m"} if source.gsd else {}
    return {
        **(masked if source.masks else {}),
        **resampled,
        "SOURCE": "; ".join(source.files),
        "SOURCE_SIZE": f"{raster.grid.width} x {raster.grid.height}",
        "SOURCE_GSD": f"{raster.grid.gsd:.6g} m" if raster.grid.crs else "unknown",
        "BANDS": ",".join(map(str, band_numbers)),
        "BAND_NAMES": ",".join(raster.bands[number - 1].name or f"band {number}" for number in band_numbers),
    }
