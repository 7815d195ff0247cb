"""How the parameters of a request become the job of embedding a raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..encoders.catalogue import Entry, entry_named
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.grid import Bounds, reproject_bounds
from ..rasters.products import clouds_of
from ..rasters.raster import Raster
from ..rasters.source import Source, source_of
from .make import chosen_recipe, make_encoder, recognised
from .run import Job

OF_THE_IMAGERY = ("sensor", "band_names", "scale", "date")  # what an encoder that knows no sensor has no use for


def job_of(params: dict[str, Any], reporter: Reporter, *, is_estimate: bool = False) -> tuple[Job, list[str]]:
    """The job that a request's parameters describe, and sentences of what was guessed; raises UserError.

    A GPU that fails while the job runs adds a sentence. An estimate prepares nothing that takes minutes.
    """
    entry = entry_named(params["encoder"])
    source = source_of(params)
    with source.open() as raster:
        patch = _checked_patch(entry, params, raster)
        extent = _extent(params, source, raster)
        asked = {**params, "extent": extent, "is_estimate": is_estimate}
        made = make_encoder(asked, patch, raster, reporter)
        if raster.grid.crs is None:
            made.notes.append(
                "The raster has no coordinate system: places on it can only be given in its own coordinates."
            )
        made.notes.extend(mask.sentence for mask in raster.left_out)
        made.notes.extend(_unused(entry, params))
        source_tags = _source_tags(source, raster, made.band_numbers)
    recipe = chosen_recipe(made.encoder, params["recipe"])
    job = Job(
        source=source,
        band_numbers=made.band_numbers,
        encoder=made.encoder,
        recipe=recipe,
        extent=extent,
        detail=params["detail"],
        remove_position=params["position"] == "remove",
        dtype=params["dtype"],
        tags={
            "ENCODER": entry.name,
            "PATCH": str(made.encoder.patch),
            "RECIPE": recipe.name,
            "DETAIL": str(params["detail"]),
            "POSITION": params["position"],
            **source_tags,
            **made.tags,
            **made.encoder.tags(),
        },
        filters=made.filters,
    )
    return job, made.notes


def _unused(entry: Entry, params: dict[str, Any]) -> list[str]:
    """A sentence on what was given of the imagery and means nothing to the encoder."""
    given = [name.replace("_", " ") for name in OF_THE_IMAGERY if params[name]]
    if entry.knows_sensors or not given:
        return []
    return [f"{entry.title} take the raster's values as they are; not used: {', '.join(given)}."]


def _extent(params: dict[str, Any], source: Source, raster: Raster) -> Bounds | None:
    """The part that is asked for, in the coordinates that are embedded; raises OutsideError and ParameterError."""
    if params["extent"] is None:
        return None
    crs = source.given_crs(params["extent_crs"])
    return reproject_bounds(Bounds(*params["extent"]), crs, raster.grid.crs)


def _checked_patch(entry: Entry, params: dict[str, Any], raster: Raster) -> int:
    """The patch size; raises ParameterError when it cannot be."""
    default, minimum, maximum = entry.patch
    patch = int(params["patch"] or default)
    if not minimum <= patch <= maximum:
        hint = f"Choose from {minimum} to {maximum}." if minimum < maximum else f"It takes {default} only."
        raise ParameterError(f"{entry.title} cannot take patches of {patch} pixels.", hint=hint)
    if patch > min(raster.grid.width, raster.grid.height):
        raise ParameterError(
            f"The raster has {raster.grid.width} x {raster.grid.height} pixels, less than one patch of {patch}.",
            hint="Choose smaller patches, or a larger raster.",
        )
    if params["pool"] not in entry.pools:
        raise ParameterError(f"{entry.title} cannot pool by {params['pool']}.", hint="Leave out the pooling.")
    return patch


def recognise_raster(params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    """What a raster is to an encoder that knows sensors, as plain values; raises UserError."""
    from ..sensors.scales import scales
    from ..sensors.sensors import sensor_named, sensors

    source = source_of(params)
    with source.open() as raster:
        imagery = recognised(raster, params, reporter)
    match = imagery.match
    allowed = entry_named(params["encoder"]).sensors or sensors()
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
        "sensors": [{"name": name, "title": sensor_named(name).title} for name in allowed],
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
