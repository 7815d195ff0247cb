"""The encoders that there are, and how the parameters of a request become a job for one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .embed import Job
from .embedding_raster import FILTERS_NAMESPACE, FILTERS_TAG
from .errors import ParameterError, SourceError
from .models import random_features
from .models.encoder import ChipEncoder, Recipe
from .progress import Reporter
from .raster import Raster

DEFAULT_PATCH = 8
MAX_PATCH = 1024


def list_encoders() -> list[dict[str, Any]]:
    """What the user can choose from, as plain values."""
    return [
        {
            "name": random_features.NAME,
            "title": "Random features",
            "dim": 512,
            "takes": "rasters",
            "description": (
                "Built in, nothing to download. Compares the fine texture and colours of any raster with small pieces "
                "of the raster itself (MOSAIKS). Fast and good for a first look; it has learned nothing of the Earth."
            ),
            "licence": "GPL-2.0-or-later",
            "licence_url": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
            "source_url": "https://doi.org/10.1038/s41467-021-24638-z",
            "download_bytes": 0,
            "ready": True,
            "patch": {"default": DEFAULT_PATCH, "minimum": 1, "maximum": MAX_PATCH},
            "recipes": [{"name": "plain", "title": "Plain", "cost": 1.0}],
            "default_recipe": "plain",
        }
    ]


def job_of(params: dict[str, Any], reporter: Reporter) -> tuple[Job, list[str]]:
    """The job that a request's parameters describe, and sentences of what was guessed; raises UserError."""
    if params["encoder"] != random_features.NAME:
        known = ", ".join(entry["name"] for entry in list_encoders())
        raise ParameterError(f"There is no encoder {params['encoder']!r}.", hint=f"Choose one of: {known}.")
    notes: list[str] = []
    with Raster(params["raster"]) as raster:
        band_numbers = raster.checked_bands(params["bands"])
        patch = _checked_patch(params["patch"] or DEFAULT_PATCH, raster)
        if raster.grid.crs is None:
            notes.append("The raster has no coordinate system: places on it can only be given in its own coordinates.")
        filters = _filters(params, raster, band_numbers, reporter)
        tags = _source_tags(raster, band_numbers)
    encoder = random_features.RandomFeatures(filters, patch)
    recipe = chosen_recipe(encoder, params["recipe"])
    job = Job(
        raster=params["raster"],
        band_numbers=band_numbers,
        encoder=encoder,
        recipe=recipe,
        extent=params["extent"],
        remove_position=params["position"] == "remove",
        dtype=params["dtype"],
        tags={
            "ENCODER": encoder.name,
            "PATCH": str(patch),
            "RECIPE": recipe.name,
            "POSITION": params["position"],
            "SEED": str(params["seed"]),
            **tags,
            **encoder.tags(),
        },
        filters=filters.to_text(),
    )
    return job, notes


def chosen_recipe(encoder: ChipEncoder, name: str | None) -> Recipe:
    """The encoder's recipe of this name, its first by default; raises ParameterError."""
    if name is None:
        return encoder.recipes[0]
    for recipe in encoder.recipes:
        if recipe.name == name:
            return recipe
    names = ", ".join(recipe.name for recipe in encoder.recipes)
    raise ParameterError(f"{encoder.name} has no recipe {name!r}.", hint=f"Choose one of: {names}.")


def _checked_patch(patch: int, raster: Raster) -> int:
    """The patch size; raises ParameterError when it cannot be."""
    if patch > MAX_PATCH:
        raise ParameterError(f"A patch of {patch} pixels is too large.", hint=f"Choose at most {MAX_PATCH}.")
    if patch > min(raster.grid.width, raster.grid.height):
        raise ParameterError(
            f"The raster has {raster.grid.width} x {raster.grid.height} pixels, less than one patch of {patch}.",
            hint="Choose smaller patches, or a larger raster.",
        )
    return patch


def _filters(
    params: dict[str, Any], raster: Raster, band_numbers: list[int], reporter: Reporter
) -> random_features.Filters:
    """Filters of another embedding raster, or new ones from this raster."""
    if params["filters_from"]:
        return _read_filters(params["filters_from"], band_numbers)
    return random_features.fit_filters(
        raster, band_numbers, count=params["filters"], seed=params["seed"], reporter=reporter
    )


def _read_filters(path: str, band_numbers: list[int]) -> random_features.Filters:
    """The filters that travel with an embedding raster; raises SourceError or ParameterError."""
    with Raster(path) as other:
        text = other.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
    if not text:
        raise SourceError(
            f"{Path(path).name} carries no random filters.",
            hint="Choose an embedding raster made with random-features.",
        )
    filters = random_features.Filters.from_text(text)
    if len(filters.mean) != len(band_numbers):
        raise ParameterError(
            f"The filters were made for {len(filters.mean)} bands, and {len(band_numbers)} are chosen.",
            hint="Choose the same bands as in the raster that the filters come from.",
        )
    return filters


def _source_tags(raster: Raster, band_numbers: list[int]) -> dict[str, str]:
    """Where the embeddings come from."""
    return {
        "SOURCE": raster.path,
        "SOURCE_SIZE": f"{raster.grid.width} x {raster.grid.height}",
        "SOURCE_GSD": f"{raster.grid.gsd:.6g} m" if raster.grid.crs else "unknown",
        "BANDS": ",".join(map(str, band_numbers)),
        "BAND_NAMES": ",".join(raster.bands[number - 1].name or f"band {number}" for number in band_numbers),
    }
