"""The kinds of embedding rasters: whose embeddings they hold, and how their numbers become values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rasterio.crs import CRS

from ..errors import SourceError
from ..rasters.bands import NUMBERED
from ..rasters.dataset import open_dataset
from ..rasters.geotiff import TAG_PREFIX
from ..rasters.raster import Band, Raster
from .tessera import TesseraRaster, open_tessera

OWN_KIND = "embedding raster"  # by its tag
# Choices of the requests' ``values``
AUTO, PLAIN, ALPHA_EARTH, TESSERA = "auto", "plain", "alphaearth", "tessera"

# The annual embeddings of AlphaEarth Foundations have 64 dims, A00 to A63, coded in signed bytes with -128 for no data:
# value = sign(code) * (|code| / 127.5)^2, by the notes of the published files (Earth Engine, "aef_on_gcs_readme").
ALPHA_EARTH_DIM, ALPHA_EARTH_NODATA, ALPHA_EARTH_LAST = 64, -128, 127.5
ALPHA_EARTH_NAME = re.compile(r"A(?:[0-5]\d|6[0-3])", re.IGNORECASE)
TESSERA_DIM = 128
TESSERA_NAME = re.compile(r"Tessera_Band_\d+")


@dataclass(frozen=True, kw_only=True)
class EmbeddingKind:
    """Whose embeddings a raster holds; ``values`` is how they are read, as a request says it."""

    name: str
    title: str
    values: str
    fits: Callable[[Raster, list[Band]], bool]
    model: Callable[[Raster], str]
    dim: int | None = None  # of a whole embedding


def _has_alpha_earth_codes(raster: Raster, bands: list[Band]) -> bool:
    """Whether the file says that it holds codes of AlphaEarth's, of all dims or of some."""
    numbers = [band.number - 1 for band in bands]
    if any(raster.scales[number] != 1 or raster.offsets[number] for number in numbers):
        return False
    is_coded = {band.dtype for band in bands} == {"int8"} or {band.nodata for band in bands} == {ALPHA_EARTH_NODATA}
    if not is_coded or bands[0].dtype.startswith("u"):
        return False
    if all(ALPHA_EARTH_NAME.fullmatch(band.name) for band in bands):
        return True
    # A copy may lose the names; nothing else has as many signed bytes with just this value for no data.
    is_nameless = all(NUMBERED.fullmatch(band.name) for band in bands)
    is_whole = len(bands) == ALPHA_EARTH_DIM and bands[0].nodata == ALPHA_EARTH_NODATA
    return is_nameless and is_whole and bands[0].dtype == "int8"


def _has_alpha_earth_values(_: Raster, bands: list[Band]) -> bool:
    """Whether the bands are called as Earth Engine exports its values, as floating-point numbers."""
    return all(ALPHA_EARTH_NAME.fullmatch(band.name) and band.dtype.startswith("float") for band in bands)


def _has_tessera_values(raster: Raster, bands: list[Band]) -> bool:
    """Whether the file is one that geotessera wrote: by its tags, or its bands' names."""
    if isinstance(raster, TesseraRaster) or any(key.startswith("TESSERA_") for key in raster.tags()):
        return True
    return all(TESSERA_NAME.fullmatch(band.name) for band in bands)


def _tessera_model(raster: Raster) -> str:
    if isinstance(raster, TesseraRaster):
        return raster.model
    tags = raster.tags()
    version = " ".join(filter(None, (tags.get("TESSERA_DATASET_VERSION"), tags.get("TESSERA_DATASET_VARIANT"))))
    return ", ".join(filter(None, (f"TESSERA {version}".strip(), tags.get("TESSERA_YEAR"))))


def _alpha_earth_model(_: Raster) -> str:
    return "AlphaEarth Foundations, Satellite Embedding V1"


# The first that fits counts.
KINDS = (
    EmbeddingKind(
        name="landprint",
        title="Landprint",
        values=PLAIN,
        fits=lambda raster, _: raster.tags().get(f"{TAG_PREFIX}KIND") == OWN_KIND,
        model=lambda raster: raster.tags().get(f"{TAG_PREFIX}ENCODER", "unknown"),
    ),
    EmbeddingKind(
        name="alphaearth",
        title="AlphaEarth",
        values=ALPHA_EARTH,
        fits=_has_alpha_earth_codes,
        model=_alpha_earth_model,
        dim=ALPHA_EARTH_DIM,
    ),
    EmbeddingKind(
        name="alphaearth",
        title="AlphaEarth",
        values=PLAIN,
        fits=_has_alpha_earth_values,
        model=_alpha_earth_model,
        dim=ALPHA_EARTH_DIM,
    ),
    EmbeddingKind(
        name="tessera",
        title="TESSERA",
        values=TESSERA,
        fits=lambda raster, _: isinstance(raster, TesseraRaster) and raster.is_scaled,
        model=_tessera_model,
        dim=TESSERA_DIM,
    ),
    EmbeddingKind(
        name="tessera", title="TESSERA", values=PLAIN, fits=_has_tessera_values, model=_tessera_model, dim=TESSERA_DIM
    ),
    EmbeddingKind(
        name="plain", title="Plain numbers", values=PLAIN, fits=lambda *_: True, model=lambda _: "unknown", dim=None
    ),
)
DECODING = {
    PLAIN: "The numbers are the values, with the file's own scale and offset.",
    ALPHA_EARTH: "The numbers are AlphaEarth's codes v: value = sign(v) · (|v| / 127.5)².",
    TESSERA: "The numbers are TESSERA's codes, each times the scale of its pixel.",
}


def open_embeddings(path: str, *, crs: CRS | None = None, values: str = AUTO) -> Raster:
    """The raster of any kind, open for reading, in a request's ``values``; raises SourceError."""
    found = open_tessera(path, crs=crs, scaled=values != PLAIN)
    return found or Raster(path, open_dataset(path, crs=crs))


def kind_of(raster: Raster, values: str = AUTO) -> EmbeddingKind:
    """The raster's kind, read as ``values`` say; raises SourceError where it cannot be."""
    bands = [raster.bands[number - 1] for number in raster.checked_bands(None)]
    kind = next(kind for kind in KINDS if kind.fits(raster, bands))
    if values in (AUTO, kind.values):
        return kind
    name = raster.names
    if values == TESSERA:
        raise SourceError(
            f"{name} has no scales beside it, by which TESSERA's codes become values.",
            hint="Choose the .npy with its _scales.npy beside it, or the Zarr store. GeoTIFFs hold values.",
        )
    if values == ALPHA_EARTH:
        if kind.values == TESSERA or any(band.dtype.startswith("u") for band in bands):
            raise SourceError(
                f"{name} holds no codes of AlphaEarth's: these are signed.", hint="Read it with values “auto”."
            )
        return next(one for one in KINDS if one.values == ALPHA_EARTH)
    return replace(kind, values=PLAIN)


def describe_kind(raster: Raster, kind: EmbeddingKind) -> dict[str, Any]:
    """The kind for people and for the plugin, as plain values."""
    dim = len(raster.data_band_numbers)
    decoding = DECODING[kind.values]
    if kind.dim is not None and dim < kind.dim:
        decoding += f" It has {dim} of the {kind.dim} dimensions of {kind.title}."
    return {
        "kind": kind.name,
        "title": kind.title,
        "model": kind.model(raster),
        "values": kind.values,
        "decoding": decoding,
        "dim": dim,
    }


def alpha_earth_values(codes: np.ndarray) -> np.ndarray:
    """The float32 values of AlphaEarth's codes of any dtype, in their shape."""
    if codes.dtype == np.int8:
        return BYTE_VALUES[codes.view(np.uint8)]
    codes = codes.astype(np.float32)
    values: np.ndarray = np.sign(codes) * (np.abs(codes) / np.float32(ALPHA_EARTH_LAST)) ** 2
    return values


def alpha_earth_codes(values: np.ndarray) -> np.ndarray:
    """The codes, not rounded, of AlphaEarth's values: the inverse of ``alpha_earth_values``."""
    codes: np.ndarray = np.sign(values) * np.sqrt(np.abs(values)) * np.float32(ALPHA_EARTH_LAST)
    return codes


BYTE_VALUES = alpha_earth_values(np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float32))  # by unsigned byte
