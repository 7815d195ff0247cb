"""Embeddings that others have made become an embedding raster of Landprint's, in a format that every program opens."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any

from ...bounds import Bounds
from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Request, Toolbox, Widget
from ...requests.shared import DTYPE, EMBEDDINGS_CRS, OUTPUT, VALUES
from ..operation import operation

if TYPE_CHECKING:
    import numpy as np

    from ..state import State


class ImportEmbeddingsRequest(Request):
    """Embeddings that others have made, and where they go."""

    embeddings: str = Parameter(
        Kind.PATH,
        "the embeddings: a raster, a .npy of TESSERA's, a folder or an https address of its Zarr store",
        required=True,
        toolbox=Toolbox(
            "Embeddings",
            "A raster of AlphaEarth's or TESSERA's, a .npy of TESSERA's with _scales.npy and landmask beside it, or"
            " the folder of its Zarr store.",
            name="INPUT",
        ),
    ).field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    values: str = VALUES.field()
    extent: Bounds | None = Parameter(
        Kind.BOUNDS,
        "only this part, in the embeddings' coordinates; all of it by default",
        toolbox=Toolbox("Extent", "The part to import. All of it when it is left empty.", optional=True),
    ).field()
    extent_crs: str | None = Parameter(
        Kind.TEXT, "coordinate system of the extent, e.g. EPSG:4326; the embeddings' own by default"
    ).field()
    dtype: str = DTYPE.field()
    output: str = OUTPUT.field(
        Toolbox("Embedding raster", "A GeoTIFF with one band for each dimension.", widget=Widget.NEW_RASTER)
    )


@operation(
    "import_embeddings", ImportEmbeddingsRequest, "Make an embedding raster of embeddings that others have made."
)
def _import_embeddings(state: State, request: ImportEmbeddingsRequest, reporter: Reporter) -> dict[str, Any]:
    from ...embedding.run import grid_facts
    from ...embedding_rasters.kinds import describe_kind
    from ...embedding_rasters.raster import EmbeddingRaster, read_once, write_embedding_raster
    from ...rasters.grid import Window, optional_crs, reproject_bounds
    from ...rasters.output import check_output
    from ...remote.addresses import address_of

    output = check_output(request.output, inputs=[request.embeddings])
    crs = optional_crs(request.embeddings_crs)
    with closing(EmbeddingRaster(request.embeddings, crs=crs, values=request.values)) as source:
        kind = describe_kind(source.raster, source.kind)
        part = source.grid.whole
        if request.extent:
            given = optional_crs(request.extent_crs)
            part = source.grid.window_around(reproject_bounds(request.extent, given, source.grid.crs))
        grid = source.grid.part(part)

        def read_block(window: Window, dims: slice) -> np.ndarray:
            inside = Window(part.col_off + window.col_off, part.row_off + window.row_off, window.width, window.height)
            embeddings, _ = source.read(inside)
            return embeddings[dims]

        is_remote = address_of(request.embeddings) is not None
        with read_once(read_block, source.dim, grid, output.parent) if is_remote else nullcontext(read_block) as read:
            written = write_embedding_raster(
                output,
                grid=grid,
                dim=source.dim,
                read_block=read,
                dtype=request.dtype,
                tags={"ENCODER": kind["model"], "SOURCE": request.embeddings},
                filters=None,
                reporter=reporter,
            )
        notes, facts = source.notes, grid_facts(grid)
    return {
        "output": str(output),
        "encoder": kind["model"],
        "dim": kind["dim"],
        **facts,
        "valid_patches": written.valid,
        "bytes": output.stat().st_size,
        "notes": notes,
    }


IMPORT_OPERATIONS = (_import_embeddings,)
