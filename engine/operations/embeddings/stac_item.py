"""STAC items of embedding rasters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Request
from ..operation import operation

if TYPE_CHECKING:
    from ..state import State


class StacItemRequest(Request):
    """An embedding raster of Landprint's that other tools are to know."""

    embeddings: str = Parameter(Kind.PATH, "an embedding raster that embed-raster wrote", required=True).field()
    date: str | None = Parameter(
        Kind.TEXT, "day of the image as 2023-07-14; from the raster or its source by default"
    ).field()


@operation("stac_item", StacItemRequest, "Write a STAC item beside an embedding raster, by which other tools know it.")
def _stac_item(state: State, request: StacItemRequest, reporter: Reporter) -> dict[str, Any]:
    from ...embedding_rasters.stac_item import write_item

    return {"item": str(write_item(Path(request.embeddings), date=request.date))}


STAC_OPERATIONS = (_stac_item,)
