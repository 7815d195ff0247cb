"""The operations on points and places: embed them, compare them, find an image's place, predict an attribute."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ..bounds import Bounds
from ..errors import ParameterError
from ..parameters import Kind, Parameter, Toolbox, Widget, group
from ..progress import Reporter
from ..requests import (
    BOUNDS,
    CHECKPOINT,
    CHECKPOINT_OF_PLACES,
    CLUSTERS,
    COUNT,
    CRS_OF_FILE,
    DTYPE,
    EMBEDDED_POINTS,
    EMBEDDINGS_CRS,
    ENCODER_OF_PLACES,
    LAYER,
    NEW_POINTS,
    OUTPUT,
    RAW,
    SEED,
    WORLD_EXTENT,
    EmbeddedPointsRequest,
    GridRequest,
    LocationEncoderRequest,
    PointsRequest,
)
from .operation import operation

if TYPE_CHECKING:
    from ..embedding.locations import LocationGrid, PlacesRun
    from ..encoders.lonlat import LocationEncoder
    from ..points.source import PointSource
    from .state import State

LONLAT = "EPSG:4326"


def _source(request: PointsRequest) -> PointSource:
    from ..points.source import PointSource

    return PointSource(request.points, layer=request.layer, crs=request.crs)


def _encoder(request: LocationEncoderRequest) -> LocationEncoder:
    from ..embedding.locations import location_encoder

    return location_encoder(request.encoder, request.checkpoint)


def _places(encoder: LocationEncoderRequest, grid: GridRequest) -> LocationGrid:
    from ..embedding.locations import LocationGrid

    return LocationGrid(_encoder(encoder), grid.bounds, grid.resolution)


@dataclass(frozen=True, eq=False, repr=False)
class EmbedPointsRequest:
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
    output: str = OUTPUT.field(Toolbox("Embedded points", NEW_POINTS, widget=Widget.NEW_POINTS))


@operation(
    "embed_points", EmbedPointsRequest, "Give points the embeddings of their places, or of an embedding raster there."
)
def _embed_points(state: State, request: EmbedPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..points.embed import embed_points
    from ..points.sample import sample_embeddings
    from ..rasters.grid import optional_crs

    with _source(request.points) as source:
        if request.embeddings:
            crs = optional_crs(request.embeddings_crs)
            return sample_embeddings(source, request.embeddings, request.output, crs=crs, reporter=reporter)
        return embed_points(source, request.output, _encoder(request.encoder), reporter=reporter)


@dataclass(frozen=True, eq=False, repr=False)
class LocationsRequest:
    """All that decides the embedding raster of a grid of places."""

    encoder: LocationEncoderRequest = group(LocationEncoderRequest)
    grid: GridRequest = group(GridRequest)
    dtype: str = DTYPE.field()


@dataclass(frozen=True, eq=False, repr=False)
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


@dataclass(frozen=True, eq=False, repr=False)
class EstimatePointsRequest:
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


@dataclass(frozen=True, eq=False, repr=False)
class LocationAtRequest:
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


@dataclass(frozen=True, eq=False, repr=False)
class SearchGridRequest(GridRequest):
    """The grid of places that an image may lie in."""

    bounds: Bounds = BOUNDS.field(replace(WORLD_EXTENT, label="Extent to search"))


@dataclass(frozen=True, eq=False, repr=False)
class LocateImageRequest:
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


@dataclass(frozen=True, eq=False, repr=False)
class SimilarPointsRequest:
    """Embedded points, and where the picked ones lie."""

    points: EmbeddedPointsRequest = group(EmbeddedPointsRequest)
    at: list[tuple[float, float]] = Parameter(
        Kind.POINTS,
        "near the point that is picked; repeat for more",
        required=True,
        toolbox=Toolbox(
            "Or near this place",
            "The embedded point that is nearest to it is picked: “x,y [EPSG:4326]”. Without a CRS: in that of the"
            " layer.",
            name="POINT",
            optional=True,
        ),
    ).field()
    at_crs: str | None = Parameter(Kind.TEXT, "coordinate system of what is picked; EPSG:4326 by default").field()
    count: int = COUNT.field(
        Toolbox("Number of points", "How many of the most similar points to give.", name="K", maximum=1_000_000)
    )
    raw: bool = RAW.field(
        Toolbox(
            "Plain cosine",
            "The cosine of the embeddings themselves. By default, what all points have in common is taken out first.",
            advanced=True,
        )
    )
    output: str | None = Parameter(
        Kind.PATH,
        "all points with their similarity, if wanted",
        toolbox=Toolbox(
            "All points with their similarity", NEW_POINTS, name="ALL", optional=True, widget=Widget.NEW_POINTS
        ),
    ).field()


@operation("similar_points", SimilarPointsRequest, "The points most like the ones that are picked.")
def _similar_points(state: State, request: SimilarPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.points import similar_points
    from ..rasters.grid import read_crs, reproject

    at = reproject(request.at, read_crs(request.at_crs or LONLAT), read_crs(LONLAT))
    with _source(request.points) as source:
        return similar_points(
            source, at, count=request.count, raw=request.raw, output=request.output, reporter=reporter
        )


@dataclass(frozen=True, eq=False, repr=False)
class KmeansPointsRequest:
    """How many classes embedded points are sorted into."""

    points: EmbeddedPointsRequest = group(EmbeddedPointsRequest)
    clusters: int = CLUSTERS.field(
        Toolbox("Number of classes", "How many kinds of places to tell apart.", default=8, minimum=2, maximum=1000)
    )
    seed: int = SEED.field()
    output: str = OUTPUT.field(Toolbox("Points with classes", NEW_POINTS, widget=Widget.NEW_POINTS))


@operation("kmeans_points", KmeansPointsRequest, "Sort embedded points into classes.")
def _kmeans_points(state: State, request: KmeansPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.points import cluster_points

    with _source(request.points) as source:
        return cluster_points(source, request.clusters, request.output, seed=request.seed, reporter=reporter)


@dataclass(frozen=True, eq=False, repr=False)
class FitAttributeRequest:
    """An attribute of embedded points, and how its score is measured."""

    points: EmbeddedPointsRequest = group(EmbeddedPointsRequest)
    attribute: str = Parameter(
        Kind.TEXT,
        "the column to learn",
        required=True,
        toolbox=Toolbox("Attribute", "The column to learn. Points without a value are left out.", widget=Widget.COLUMN),
    ).field()
    kind: Literal["number", "category"] | None = Parameter(
        Kind.TEXT,
        "whether it is a number or a category; by the column by default",
        choices=("number", "category"),
        toolbox=Toolbox(
            "What it is",
            "A number or a category; “auto” tells by the type of the column.",
            advanced=True,
            choices=("auto", "number", "category"),
        ),
    ).field()
    block_degrees: float = Parameter(
        Kind.NUMBER,
        "side of the squares that are kept apart when the score is measured",
        default=10.0,
        toolbox=Toolbox(
            "Side of the squares (degrees)",
            "Points in one square are never used to predict each other when the score is measured.",
            name="BLOCK",
            advanced=True,
            minimum=0.001,
        ),
    ).field()
    folds: int = Parameter(
        Kind.INTEGER,
        "parts of the cross-validation",
        default=5,
        minimum=2,
        toolbox=Toolbox(
            "Parts of the cross-validation",
            "The squares are dealt into so many parts; each is predicted from the others.",
            advanced=True,
            maximum=50,
        ),
    ).field()
    seed: int = SEED.field(
        Toolbox("Seed", "The same seed deals the squares in the same way.", advanced=True, maximum=math.inf)
    )
    output: str = OUTPUT.field(
        Toolbox(
            "Fitted attribute",
            "A small JSON file of plain numbers: a linear model of the embeddings.",
            widget=Widget.NEW_FILE,
        )
    )


@operation(
    "fit_attribute",
    FitAttributeRequest,
    "Learn an attribute of embedded points from their embeddings, with an honest score.",
)
def _fit_attribute(state: State, request: FitAttributeRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.attributes import fit_attribute

    with _source(request.points) as source:
        return fit_attribute(
            source,
            request.attribute,
            request.output,
            kind=request.kind,
            block_degrees=request.block_degrees,
            folds=request.folds,
            seed=request.seed,
            reporter=reporter,
        )


@dataclass(frozen=True, eq=False, repr=False)
class PredictAttributeRequest:
    """A fitted attribute, and what it is predicted for: points, an embedding raster, or a grid of places."""

    model: str = Parameter(
        Kind.PATH,
        "the output of fit-attribute",
        required=True,
        toolbox=Toolbox("Fitted attribute", "The file that “Fit attribute” wrote."),
    ).field()
    points: str | None = Parameter(
        Kind.PATH,
        "predict for these points",
        toolbox=Toolbox(
            "Points",
            f"{EMBEDDED_POINTS} Or any points, with an encoder of places below.",
            name="INPUT",
            widget=Widget.POINTS,
        ),
    ).field()
    layer: str | None = LAYER.field()
    crs: str | None = CRS_OF_FILE.field()
    embeddings: str | None = Parameter(
        Kind.PATH,
        "predict for this embedding raster",
        toolbox=Toolbox(
            "Embedding raster",
            "Made with the encoder that the attribute was learned with. When it is left empty, the encoder below is"
            " asked for the places of the extent.",
            name="INPUT",
            optional=True,
            widget=Widget.RASTER,
        ),
    ).field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    encoder: str | None = Parameter(
        Kind.TEXT, "predict by this location encoder", toolbox=replace(ENCODER_OF_PLACES, optional=True)
    ).field()
    checkpoint: str | None = CHECKPOINT.field(CHECKPOINT_OF_PLACES)
    grid: GridRequest = group(GridRequest)
    output: str = OUTPUT.field(Toolbox("Points with the prediction", NEW_POINTS, widget=Widget.NEW_POINTS))


@operation(
    "predict_attribute",
    PredictAttributeRequest,
    "Predict a learned attribute for points, for an embedding raster, or for places.",
)
def _predict_attribute(state: State, request: PredictAttributeRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.attribute_map import predict_places, predict_raster
    from ..analysis.attribute_model import AttributeModel
    from ..analysis.attributes import predict_points
    from ..embedding.locations import LocationGrid, location_encoder
    from ..points.source import PointSource
    from ..rasters.grid import optional_crs

    model = AttributeModel.read(request.model)
    if request.points:
        # Points that carry no embeddings get them from the encoder that the model was fitted on.
        encoder = location_encoder(request.encoder, request.checkpoint) if request.encoder else None
        with PointSource(request.points, layer=request.layer, crs=request.crs) as source:
            return predict_points(model, source, request.output, encoder=encoder, reporter=reporter)
    if request.embeddings:
        crs = optional_crs(request.embeddings_crs)
        return predict_raster(model, request.embeddings, request.output, crs=crs, reporter=reporter)
    if not request.encoder:
        raise ParameterError(
            "There is nothing to predict the attribute for.",
            hint="Give points, an embedding raster, or a location encoder with bounds and a resolution.",
        )
    encoder = location_encoder(request.encoder, request.checkpoint)
    places = LocationGrid(encoder, request.grid.bounds, request.grid.resolution)
    return predict_places(model, places, request.output, reporter=reporter)


POINT_OPERATIONS = (
    _embed_points,
    _embed_locations,
    _estimate_locations,
    _estimate_points,
    _location_at,
    _locate_image,
    _similar_points,
    _kmeans_points,
    _fit_attribute,
    _predict_attribute,
)
