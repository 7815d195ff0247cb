"""The operations on rasters of pixels: describe, recognise and embed them."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SourceError, UserError
from ..progress import Reporter
from ..requests.encoding import ChipRequest, EmbeddingRequest
from ..requests.imagery import RASTER, ImageryRequest
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget, group
from ..requests.shared import OUTPUT, VALUES
from .operation import operation

if TYPE_CHECKING:
    from .state import State


class InfoRequest(Request):
    """A raster, or points with embeddings, that are described."""

    path: str = Parameter(Kind.PATH, "the raster, or points with embeddings", required=True, positional=True).field()
    values: str = VALUES.field()


@operation("info", InfoRequest, "Say what a raster is and how it was made.")
def _info(state: State, request: InfoRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding_rasters.info import describe

    try:
        return describe(request.path, request.values)
    except SourceError:
        from ..points.info import describe_points  # here, because vector libraries load slowly

        try:
            return describe_points(request.path)
        except UserError:  # what it is not as a raster either says more
            pass
        raise


class RecogniseRequest(Request):
    """A raster that is recognised, and what is known of it."""

    raster: list[str] = RASTER.field()
    encoder: str = Parameter(Kind.TEXT, "the encoder that it is for", default="clay-v1.5").field()
    bands: list[int] | None = Parameter(Kind.INTEGERS, "only these bands, by number from 1").field()
    imagery: ImageryRequest = group(ImageryRequest)


@operation(
    "recognise", RecogniseRequest, "Say which sensor made a raster, which bands are which, in which scale, and when."
)
def _recognise(state: State, request: RecogniseRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.request import recognise_raster

    return recognise_raster(request.raster, request.encoder, request.bands, request.imagery, reporter)


class EmbedRasterRequest(EmbeddingRequest):
    """What is embedded, and where to."""

    output: str = OUTPUT.field(
        Toolbox("Embedding raster", "A GeoTIFF with one band for each dimension.", widget=Widget.NEW_RASTER)
    )
    start_at: tuple[float, float] | None = Parameter(
        Kind.POINT, "begin at this place, in the raster's coordinates; the result is the same"
    ).field()
    partial: str | None = Parameter(
        Kind.PATH, "a folder that gets an embedding raster of what is done so far, anew every second or so"
    ).field()


@operation("embed_raster", EmbedRasterRequest, "Make an embedding raster: one embedding a patch.", resumes=True)
def _embed_raster(state: State, request: EmbedRasterRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.request import prepare_run
    from ..embedding.run import grid_facts
    from ..embedding_rasters.stac_item import check_item, write_item
    from ..rasters.output import check_output
    from ..rasters.source import source_of

    source = source_of(request.source)
    inputs = [*source.inputs, *([request.scale_from] if request.scale_from else [])]
    path = check_output(request.output, inputs=inputs)  # before anything is computed
    with source.open() as raster:
        run = prepare_run(request, source, raster, reporter.part(0.0, 0.05))
        run = replace(run, start_at=request.start_at, partial=Path(request.partial) if request.partial else None)
        coding = run.shared_coding(request.scale_from) if request.scale_from else None
        if request.stac:
            check_item(path, run.tags(), request.imagery.date)
        stale = run.stale_notes()
        written = run.write(path, reporter.part(0.05, 1.0), coding)
    notes = [*run.prepared.notes, *stale]
    if coding is not None and request.scale_from:
        share = f"{100 * written.clipped / (written.valid_patches * run.dim):.2g} %"
        name = Path(request.scale_from).name
        notes.append(f"{written.clipped:,} values ({share}) lie beyond the scale of {name}, and were clipped to it.")
    encoder = run.prepared.encoder
    return {
        "output": str(path),
        "encoder": encoder.name,
        "dim": encoder.dim,
        "patch": encoder.patch,
        **grid_facts(run.grid),
        "valid_patches": written.valid_patches,
        "seconds": written.seconds,
        "reused": written.reused,
        "bytes": path.stat().st_size,
        **({"item": str(write_item(path, date=request.imagery.date))} if request.stac else {}),
        "notes": notes,
    }


@operation(
    "estimate_embedding",
    EmbeddingRequest,
    "Say how long embed-raster would take and how much room, measured on one chip.",
)
def _estimate_embedding(state: State, request: EmbeddingRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.request import prepare_run
    from ..rasters.source import source_of

    source = source_of(request.source)
    with source.open() as raster:
        run = prepare_run(request, source, raster, reporter, is_estimate=True)
        estimate = run.estimate()
    chips, mode, notes = run.plan.chip_count(), run.prepared.mode, run.prepared.notes
    if mode:
        chip = f"{estimate.seconds / chips:.2g} s a chip of {chips:,}"
        notes.append(f"Measured with {mode.runtime} {mode.precision}: {chip}.")
    return {"chips": chips, "patches": run.grid.width * run.grid.height, **asdict(estimate), "notes": notes}


@operation(
    "chip_embedding_at",
    ChipRequest,
    "The embedding of the chip around one place of a raster, without embedding the rest of it.",
)
def _chip_embedding_at(state: State, request: ChipRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.chip_at import chip_embedding_at

    return chip_embedding_at(request, state.keep, reporter)


RASTER_OPERATIONS = (_info, _recognise, _embed_raster, _estimate_embedding, _chip_embedding_at)
