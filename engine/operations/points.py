"""The operations on places: embed points and grids of them, find an image's place."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ..bounds import Bounds
from ..progress import Reporter
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget, group
from ..requests.places import (
    BOUNDS,
    CHECKPOINT_OF_PLACES,
    NEW_POINTS,
    WORLD_EXTENT,
    GridRequest,
    LocationEncoderRequest,
    PointsRequest,
)
from ..requests.shared import DTYPE, EMBEDDINGS_CRS, OUTPUT, VALUES
from .operation import operation

if TYPE_CHECKING:
    from ..embedding.locations import LocationGrid, PlacesRun
    from ..encoders.lonlat import LocationEncoder
    from ..points.source import PointSource
    from .state import State

LONLAT = "EPSG:4326"


def open_points(request: PointsRequest) -> PointSource:
    """The points of the file; raises SourceError, with ``strict`` also for rows that lie nowhere."""
    from ..points.source import PointSource

    source = PointSource(request.points, layer=request.layer, crs=request.crs)
    if request.strict:
        source.check_places()
    return source


def _encoder(request: LocationEncoderRequest) -> LocationEncoder:
    from ..embedding.locations import location_encoder

    return location_encoder(request.encoder, request.checkpoint)


def _places(encoder: LocationEncoderRequest, grid: GridRequest) -> LocationGrid:
    from ..embedding.locations import LocationGrid

    return LocationGrid(_encoder(encoder), grid.bounds, grid.resolution)


class EmbedPointsRequest(Request):
    """Points, and where their embeddings come from."""

    points: PointsRequest = group(PointsRequest)
    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    embeddings: str | None = Parameter(
        Kind.PATH,
        "sample this embedding raster instead of a location encoder",
        toolbox=Toolbox(
            "From an embedding raster",
            "Read the embeddings from this raster, such as “Embed raster” makes, instead of asking the encoder. Points"
            " outside of it get none.",
            optional=True,
            widget=Widget.RASTER,
        ),
    ).field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    values: str = VALUES.field()
    output: str = OUTPUT.field(Toolbox("Embedded points", NEW_POINTS, widget=Widget.NEW_POINTS))


@operation(
    "embed_points", EmbedPointsRequest, "Give points the embeddings of their places, or of an embedding raster there."
)
def _embed_points(state: State, request: EmbedPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..points.embed import embed_points
    from ..points.sample import sample_embeddings
    from ..rasters.grid import optional_crs

    with open_points(request.points) as source:
        if request.embeddings:
            crs = optional_crs(request.embeddings_crs)
            return sample_embeddings(
                source, request.embeddings, request.output, crs=crs, values=request.values, reporter=reporter
            )
        return embed_points(source, request.output, _encoder(request.encoder), reporter=reporter)


class LocationsRequest(Request):
    """All that decides the embedding raster of a grid of places."""

    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    grid: GridRequest = group(GridRequest)
    dtype: str = DTYPE.field()


class EmbedLocationsRequest(LocationsRequest):
    """What is embedded, and where to."""

    output: str = OUTPUT.field(
        Toolbox(
            "Embedding raster of places",
            "A GeoTIFF in degrees with one band for each dimension.",
            widget=Widget.NEW_RASTER,
        )
    )


def _places_run(request: LocationsRequest) -> PlacesRun:
    from ..embedding.locations import PlacesRun

    return PlacesRun(places=_places(request.encoder, request.grid), dtype=request.dtype)


@operation(
    "embed_locations", EmbedLocationsRequest, "Make an embedding raster of places, without any imagery.", resumes=True
)
def _embed_locations(state: State, request: EmbedLocationsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.run import grid_facts
    from ..rasters.output import check_output

    path = check_output(request.output, inputs=[])  # before anything is loaded
    run = _places_run(request)
    written = run.write(path, reporter)
    return {
        "output": str(path),
        "encoder": run.places.encoder.name,
        "dim": run.dim,
        **grid_facts(run.grid),
        "seconds": round(written.seconds, 3),
        "reused": written.reused,
        "bytes": path.stat().st_size,
    }


@operation(
    "estimate_locations",
    LocationsRequest,
    "Say how long embed-locations would take and how much room, measured on a few places.",
)
def _estimate_locations(state: State, request: LocationsRequest, reporter: Reporter) -> dict[str, Any]:
    run = _places_run(request)
    return {"places": run.grid.width * run.grid.height, **asdict(run.estimate())}


class EstimatePointsRequest(Request):
    """How many points an encoder of places would embed."""

    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    count: int = Parameter(Kind.INTEGER, "how many points", required=True, minimum=1).field()


@operation(
    "estimate_points",
    EstimatePointsRequest,
    "Say how long embed-points would take by a location encoder, measured on a few places.",
)
def _estimate_points(state: State, request: EstimatePointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..points.embed import estimate_points

    return estimate_points(_encoder(request.encoder), request.count)


class LocationAtRequest(Request):
    """A place on Earth."""

    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    at: tuple[float, float] = Parameter(Kind.POINT, "the place: longitude, latitude", required=True).field()
    crs: str | None = Parameter(Kind.TEXT, "coordinate system of the place; EPSG:4326 by default").field()


@operation("location_at", LocationAtRequest, "The embedding of one place on Earth, without any imagery.")
def _location_at(state: State, request: LocationAtRequest, reporter: Reporter) -> dict[str, Any]:
    import numpy as np

    from ..rasters.grid import read_crs, reproject

    ((lon, lat),) = reproject([request.at], read_crs(request.crs or LONLAT), read_crs(LONLAT))
    vector = _encoder(request.encoder).embed(np.array([[lon, lat]]))[0]
    return {
        "vector": vector.tolist(),
        "dimension": len(vector),
        "norm": float(np.linalg.norm(vector)),
        "at": [lon, lat],
    }


class SearchGridRequest(GridRequest):
    """The grid of places that an image may lie in."""

    bounds: Bounds = BOUNDS.field(replace(WORLD_EXTENT, label="Extent to search"))


class LocateImageRequest(Request):
    """An image whose place is looked for."""

    raster: str = Parameter(
        Kind.PATH,
        "a Sentinel-2 raster with all bands",
        required=True,
        toolbox=Toolbox(
            "Sentinel-2 image",
            "Level 2A with all 12 bands (B01 to B12 without B10), in counts or reflectance.",
            name="INPUT",
            widget=Widget.RASTER,
        ),
    ).field()
    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    image_checkpoint: str | None = Parameter(
        Kind.PATH,
        "a file of the image encoder's weights, if it is another",
        toolbox=replace(CHECKPOINT_OF_PLACES, label="File of the image encoder's weights"),
    ).field()
    extent: Bounds | None = Parameter(
        Kind.BOUNDS,
        "only this part of the raster, in its coordinates",
        toolbox=Toolbox(
            "Part of the image",
            "Only this part of the image is looked at. All of it when it is left empty.",
            name="IMAGE_EXTENT",
            advanced=True,
            optional=True,
        ),
    ).field()
    bands: list[int] | None = Parameter(
        Kind.INTEGERS,
        "numbers of the 12 bands B01 to B12; by name by default",
        toolbox=Toolbox(
            "Bands",
            "The 12 bands in order, B01 to B12, where they cannot be recognised by their names.",
            advanced=True,
            optional=True,
            widget=Widget.BANDS,
        ),
    ).field()
    scale: str | None = Parameter(
        Kind.TEXT,
        "what the numbers are; guessed by default",
        toolbox=Toolbox(
            "Scale",
            "What the numbers are; “auto” tells by the values.",
            advanced=True,
            choices=("auto", "count", "reflectance", "offset-1000"),
        ),
    ).field()
    grid: SearchGridRequest = group(SearchGridRequest)
    count: int = Parameter(
        Kind.INTEGER,
        "how many likely places",
        default=10,
        minimum=1,
        toolbox=Toolbox(
            "Number of places", "How many of the most likely places to give, at least 300 km apart.", maximum=1000
        ),
    ).field()
    output: str = OUTPUT.field(
        Toolbox(
            "How well each place fits",
            "A GeoTIFF: the similarity of place and image, between -1 and 1.",
            widget=Widget.NEW_RASTER,
        )
    )


@operation("locate_image", LocateImageRequest, "Where on Earth an image of Sentinel-2 could be.")
def _locate_image(state: State, request: LocateImageRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.locate import Image, locate_image
    from ..embedding.locations import image_encoder

    image = Image(raster=request.raster, extent=request.extent, bands=request.bands, scale=request.scale)
    images = image_encoder(request.encoder.encoder, request.image_checkpoint or request.encoder.checkpoint)
    places = _places(request.encoder, request.grid)
    return locate_image(image, images, places, request.output, count=request.count, reporter=reporter)


POINT_OPERATIONS = (
    _embed_points,
    _embed_locations,
    _estimate_locations,
    _estimate_points,
    _location_at,
    _locate_image,
)
