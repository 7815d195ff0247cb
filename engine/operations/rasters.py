"""What the engine can do with rasters of pixels: recognise and embed them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..embedding import request as jobs
from ..embedding import run as embed
from ..embedding.chip_at import OF_A_RASTER, chip_embedding_at
from ..progress import Reporter
from ..rasters.output import check_output
from ..rasters.source import source_of
from .parameters import (
    AT,
    CRS_OF_POINTS,
    HEADS,
    IMAGERY_PARAMETERS,
    OUTPUT,
    RASTER,
    SEED,
    Kind,
    Operation,
    Parameter,
    State,
    path_parameter,
)


def _recognise(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    return jobs.recognise_raster(params, reporter)


def _embed_raster(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    # The output is looked at before anything is computed.
    check_output(params["output"], inputs=source_of(params).inputs)
    job, notes = jobs.job_of(params, reporter.part(0.0, 0.05))
    made = embed.embed_raster(job, params["output"], reporter.part(0.05, 1.0))
    grid = made.plan.output_grid
    return {
        "output": str(made.output),
        "encoder": job.encoder.name,
        "dim": job.encoder.dim,
        "patch": job.encoder.patch,
        "width": grid.width,
        "height": grid.height,
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "bounds": list(grid.bounds),
        "patches": grid.width * grid.height,
        "valid_patches": made.valid_patches,
        "seconds": made.seconds,
        "reused": made.reused,
        "bytes": made.output.stat().st_size,
        "notes": [*notes, *made.notes],
    }


def _estimate_embedding(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    job, notes = jobs.job_of(params, reporter, is_estimate=True)
    estimate = embed.estimate(job)
    if "RUNTIME" in job.tags:
        chip = f"{estimate.seconds / estimate.chips:.2g} s a chip of {estimate.chips:,}"
        notes.append(f"Measured with {job.tags['RUNTIME']} {job.tags['PRECISION']}: {chip}.")
    return {**asdict(estimate), "notes": notes}


EMBED_PARAMETERS = (
    RASTER,
    Parameter(name="gsd", kind=Kind.NUMBER, help="resample to so many metres a pixel first"),
    path_parameter("mask", "polygons or a classification whose pixels are left out", required=False),
    Parameter(
        name="mask_classes",
        kind=Kind.CLASSES,
        help="classes of the mask to leave out: numbers, or words as cloud,cirrus,snow of SCL and QA_PIXEL; "
        "clouds and their shadows by default, where the mask is one of these",
    ),
    Parameter(
        name="mask_clouds",
        kind=Kind.FLAG,
        help="leave out the clouds that the scene itself tells of (Sentinel-2's SCL, Landsat's QA_PIXEL)",
        default=False,
    ),
    Parameter(name="encoder", kind=Kind.TEXT, help="the encoder; see `encoders`", default="random-features"),
    Parameter(name="bands", kind=Kind.INTEGERS, help="band numbers from 1; all but alpha by default"),
    Parameter(
        name="extent", kind=Kind.BOUNDS, help="only this part, in the raster's coordinates; whole patches are made"
    ),
    Parameter(
        name="extent_crs",
        kind=Kind.TEXT,
        help="coordinate system of the extent, e.g. EPSG:4326; the raster's own by default",
    ),
    Parameter(name="patch", kind=Kind.INTEGER, help="pixels on a patch's side", minimum=1),
    Parameter(name="filters", kind=Kind.INTEGER, help="number of random filters", default=256, minimum=1, maximum=8192),
    SEED,
    path_parameter("filters_from", "an embedding raster whose filters are used again", required=False),
    Parameter(
        name="dtype", kind=Kind.TEXT, help="how values are stored", default="uint8", choices=("uint8", "float32")
    ),
    Parameter(name="recipe", kind=Kind.TEXT, help="how the chips are laid; see `encoders`"),
    *IMAGERY_PARAMETERS,
    path_parameter("checkpoint", "a file of weights to use instead of the downloaded one", required=False),
    Parameter(
        name="detail",
        kind=Kind.INTEGER,
        help="output pixels on a patch's side, from shifted chips: 2 takes 4 times as long, 4 takes 16 times; "
        "nodata where less than half of the patch centred there has data, so at the raster's corners from 3 on",
        default=1,
        minimum=1,
    ),
    Parameter(
        name="pool",
        kind=Kind.TEXT,
        help="one embedding a patch, or one a chip as the models' own recipes do",
        default="patch",
        choices=("patch", "chip"),
    ),
    Parameter(
        name="overlap",
        kind=Kind.INTEGER,
        help="pixels that Clay's chips overlap; the centre is kept",
        default=0,
        minimum=0,
    ),
    Parameter(
        name="latlon_order",
        kind=Kind.TEXT,
        help="order in which Clay is told the place: as documented, or as its training data most likely had it",
        default="lat,lon",
        choices=("lat,lon", "lon,lat"),
    ),
    HEADS,
    Parameter(
        name="runtime",
        kind=Kind.TEXT,
        help="what runs a model; auto takes a GPU where there is one, else what was measured to be fastest",
        default="auto",
        choices=("auto", "torch", "onnx"),
    ),
    Parameter(
        name="precision",
        kind=Kind.TEXT,
        help="how precisely a model computes; auto takes 8 bits where 99 % of the patches keep a cosine of 0.995",
        default="auto",
        choices=("auto", "fp32", "int8"),
    ),
    Parameter(
        name="position",
        kind=Kind.TEXT,
        help="whether the trace of a patch's place in its chip is removed",
        default="remove",
        choices=("remove", "keep"),
    ),
)
CHIP_PARAMETERS = (
    Parameter(name="encoder", kind=Kind.TEXT, help="an encoder of whole chips; see `encoders`", required=True),
    # Of what an embedding raster takes, all that says what the image is and what runs the encoder.
    *(
        parameter
        for parameter in EMBED_PARAMETERS
        if parameter.name not in {*OF_A_RASTER, "encoder", "pool", "filters", "seed", "filters_from"}
        and not parameter.name.startswith("extent")
    ),
)

RASTER_OPERATIONS = (
    Operation(
        name="recognise",
        help="Say which sensor made a raster, which bands are which, in which scale, and when.",
        parameters=(
            RASTER,
            Parameter(name="encoder", kind=Kind.TEXT, help="the encoder that it is for", default="clay-v1.5"),
            Parameter(name="bands", kind=Kind.INTEGERS, help="only these bands, by number from 1"),
            *IMAGERY_PARAMETERS,
        ),
        run=_recognise,
    ),
    Operation(
        name="embed_raster",
        help="Make an embedding raster: one embedding a patch.",
        parameters=(*EMBED_PARAMETERS, OUTPUT),
        run=_embed_raster,
    ),
    Operation(
        name="estimate_embedding",
        help="Say how long embed-raster would take and how much room, measured on one chip.",
        parameters=EMBED_PARAMETERS,
        run=_estimate_embedding,
    ),
    Operation(
        name="chip_embedding_at",
        help="The embedding of the chip around one place of a raster, without embedding the rest of it.",
        parameters=(*CHIP_PARAMETERS, AT, CRS_OF_POINTS),
        run=chip_embedding_at,
    ),
)
