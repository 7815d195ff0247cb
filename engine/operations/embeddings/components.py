"""An embedding raster drawn: its principal components, and its three most telling bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Toolbox, Widget
from ...requests.shared import MEGABYTE, MEMORY, OUTPUT, EmbeddingsRequest
from ..operation import default_of, operation
from ..state import open_raster

if TYPE_CHECKING:
    from ..state import State


class PrincipalComponentsRequest(EmbeddingsRequest):
    """An embedding raster that is drawn, or reduced to a few numbers a patch."""

    components: int | None = Parameter(
        Kind.INTEGER,
        "how many components to write, as numbers; a picture of the first three by default",
        minimum=1,
        toolbox=Toolbox(
            "Components",
            "How many: each becomes a band of floating-point numbers, whose description has its share of the variance."
            " A picture of the first three, in bytes, when it is left empty.",
            default=3,
            optional=True,
        ),
    ).field()
    output: str = OUTPUT.field(
        Toolbox("Principal components", "A GeoTIFF with one band for each component.", widget=Widget.NEW_RASTER)
    )


@operation(
    "principal_components",
    PrincipalComponentsRequest,
    "Draw an embedding raster: three principal components as colours.",
)
def _principal_components(state: State, request: PrincipalComponentsRequest, reporter: Reporter) -> dict[str, Any]:
    from ...analysis.components import write_component_values, write_principal_components
    from ...rasters.output import check_output

    output = check_output(request.output, inputs=[request.embeddings])
    memory, tags = default_of(MEMORY) * MEGABYTE, {"SOURCE": request.embeddings}
    with open_raster(request) as source:
        if request.components is None:
            shares = write_principal_components(source, output, memory_bytes=memory, tags=tags, reporter=reporter)
            return {"output": str(output), "explained": shares}
        shares, ranges = write_component_values(
            source, output, request.components, memory_bytes=memory, tags=tags, reporter=reporter
        )
        notes = source.notes
    return {"output": str(output), "explained": shares, "ranges": ranges, "notes": notes}


@operation("choose_bands", EmbeddingsRequest, "Say which three bands of an embedding raster show the most of it.")
def _choose_bands(state: State, request: EmbeddingsRequest, reporter: Reporter) -> dict[str, Any]:
    from ...analysis.components import choose_bands

    with open_raster(request) as source:
        bands = choose_bands(source, reporter=reporter)
    return {"bands": [{"number": number, "low": low, "high": high} for number, low, high in bands]}


COMPONENT_OPERATIONS = (_principal_components, _choose_bands)
