"""A description of a raster, for people and for the plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..rasters.dataset import file_state
from ..rasters.geotiff import TAG_PREFIX
from ..rasters.raster import Raster
from ..remote.addresses import address_of
from .kinds import AUTO, OWN_KIND, describe_kind, kind_of, open_embeddings

BANDS_SHOWN = 64


def describe(path: str, values: str = AUTO) -> dict[str, Any]:
    """Size, place, bands, Landprint's tags and kind of embeddings of a raster, as plain values; raises SourceError.

    ``values`` says how the numbers of embeddings are read.
    """
    with open_embeddings(path, values=values) as raster:
        grid = raster.grid
        tags = {key[len(TAG_PREFIX) :]: value for key, value in raster.tags().items() if key.startswith(TAG_PREFIX)}
        file = Path(path)
        return {
            "path": path,
            "kind": tags.get("KIND", "raster"),
            "driver": raster.driver,
            "width": grid.width,
            "height": grid.height,
            "crs": grid.crs.to_wkt() if grid.crs else None,
            "crs_name": _crs_name(raster),
            "bounds": list(grid.bounds),
            "pixel_size": list(grid.pixel_size),
            "gsd_m": grid.gsd if grid.crs else None,
            "band_count": len(raster.bands),
            "dtype": raster.bands[0].dtype,
            "nodata": raster.bands[0].nodata,
            "bands": [
                {"number": band.number, "name": band.name, "dtype": band.dtype, "alpha": band.is_alpha}
                for band in raster.bands[:BANDS_SHOWN]
            ],
            "bytes": file_state(path)["size"] if file.exists() or address_of(path) else None,
            "tags": tags,
            "embedding": _embedding(raster, values) if tags.get("KIND", OWN_KIND) == OWN_KIND else None,
        }


def _embedding(raster: Raster, values: str) -> dict[str, Any] | None:
    """Whose embeddings the raster holds and how they are read; None where no numbers can be read."""
    try:
        return describe_kind(raster, kind_of(raster, values))
    except SourceError:
        if values != AUTO:
            raise
        return None


def _crs_name(raster: Raster) -> str | None:
    """An authority code such as EPSG:32723, or the CRS's text."""
    crs = raster.grid.crs
    if crs is None:
        return None
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.to_string()
