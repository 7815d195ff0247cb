"""The operation on two embedding rasters: how much each place differs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Request, Toolbox, Widget
from ...requests.shared import EMBEDDINGS_CRS, MEGABYTE, MEMORY, OUTPUT, RAW, VALUES
from ..operation import operation

if TYPE_CHECKING:
    from ..state import State


class ChangeMapRequest(Request):
    """Two embedding rasters of the same encoder."""

    embeddings: str = Parameter(
        Kind.PATH,
        "the embedding raster whose grid the map has",
        required=True,
        positional=True,
        toolbox=Toolbox(
            "Before",
            "An embedding raster of the first date. The result has its patches.",
            name="INPUT",
            widget=Widget.RASTER,
        ),
    ).field()
    other: str = Parameter(
        Kind.PATH,
        "an embedding raster of the same encoder, of the same area",
        required=True,
        positional=True,
        toolbox=Toolbox(
            "After",
            "An embedding raster of the second date, made with the same encoder and the same size of patches. Where its"
            " grid is another one, its embeddings are interpolated at the centres of the patches of the first.",
            name="OTHER",
            widget=Widget.RASTER,
        ),
    ).field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    other_crs: str | None = Parameter(
        Kind.TEXT, "coordinate system of the other embedding raster, where its file has none or a wrong one"
    ).field()
    values: str = VALUES.field()
    raw: bool = RAW.field(
        Toolbox(
            "Plain cosine",
            "Compare the embeddings themselves. By default, what all common places of a raster have in common is taken"
            " out first: a season or the light that changes all places alike is then no change.",
        )
    )
    max_memory_mb: int = MEMORY.field()
    output: str = OUTPUT.field(
        Toolbox(
            "Change",
            "A GeoTIFF with one band: the cosine distance, from 0 (alike) to 2.",
            widget=Widget.NEW_RASTER,
        )
    )


@operation("change_map", ChangeMapRequest, "How much every place differs between two embedding rasters.")
def _change_map(state: State, request: ChangeMapRequest, reporter: Reporter) -> dict[str, Any]:
    from ...analysis.change import write_change
    from ...embedding_rasters.encoder_tags import check_same_encoder, encoder_tags
    from ...embedding_rasters.raster import EmbeddingRaster
    from ...rasters.grid import optional_crs
    from ...rasters.output import check_output

    output = check_output(request.output, inputs=[request.embeddings, request.other])
    with (
        closing(
            EmbeddingRaster(request.embeddings, crs=optional_crs(request.embeddings_crs), values=request.values)
        ) as first,
        closing(EmbeddingRaster(request.other, crs=optional_crs(request.other_crs), values=request.values)) as second,
    ):
        names = (Path(request.embeddings).name, Path(request.other).name)
        mine, others = encoder_tags(first), encoder_tags(second)
        notes = check_same_encoder(mine, others, *names)
        dates = {"DATE": mine.get("DATE"), "OTHER_DATE": others.get("DATE"), "ENCODER": mine.get("ENCODER")}
        change = write_change(
            first,
            second,
            output,
            raw=request.raw,
            memory_bytes=request.max_memory_mb * MEGABYTE,
            tags={
                "SOURCE": request.embeddings,
                "OTHER": request.other,
                "MEAN_REMOVED": "no" if request.raw else "yes",
                **{key: value for key, value in dates.items() if value},
            },
            reporter=reporter,
        )
        read = [*first.notes, *second.notes]
    return {"output": str(output), **asdict(change), "notes": list(dict.fromkeys([*notes, *change.notes, *read]))}


CHANGE_OPERATIONS = (_change_map,)
