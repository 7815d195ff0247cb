"""The operations on points and places: embed them, compare them, find an image's place, predict an attribute."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.grid import Bounds, read_crs, reproject
from ..rasters.output import check_output
from .parameters import CLUSTERS, OUTPUT, SEED, Kind, Operation, Parameter, State, path_parameter

if TYPE_CHECKING:
    from ..embedding.locations import LocationGrid
    from ..points.source import PointSource

LONLAT = "EPSG:4326"
WORLD = Bounds(-180.0, -90.0, 180.0, 90.0)
DEFAULT_ENCODER = "satclip-vit16-l40"


def _points(params: dict[str, Any]) -> PointSource:
    from ..points.source import PointSource  # here, because vector libraries load slowly

    return PointSource(params["points"], layer=params["layer"], crs=params["crs"])


def _places(params: dict[str, Any]) -> LocationGrid:
    from ..embedding.locations import LocationGrid, location_encoder

    encoder = location_encoder(params["encoder"], params["checkpoint"])
    return LocationGrid(encoder, params["bounds"], params["resolution"])


def _embed_points(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..embedding.locations import location_encoder
    from ..points.embed import embed_points
    from ..points.sample import sample_embeddings

    with _points(params) as source:
        if not params["embeddings"]:
            encoder = location_encoder(params["encoder"], params["checkpoint"])
            return embed_points(source, params["output"], encoder, reporter=reporter)
        return sample_embeddings(source, params["embeddings"], params["output"], reporter=reporter)


def _embed_locations(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..embedding.locations import PlacesJob, embed_locations

    # The output is looked at before anything is loaded.
    check_output(params["output"], inputs=[])
    return embed_locations(PlacesJob(places=_places(params), dtype=params["dtype"]), params["output"], reporter)


def _estimate_locations(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    from ..embedding.locations import PlacesJob, estimate_locations

    return asdict(estimate_locations(PlacesJob(places=_places(params), dtype=params["dtype"])))


def _estimate_points(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    from ..embedding.locations import location_encoder
    from ..points.embed import estimate_points

    return asdict(estimate_points(location_encoder(params["encoder"], params["checkpoint"]), params["count"]))


def _location_at(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    from ..embedding.locations import location_encoder

    ((lon, lat),) = reproject([params["at"]], read_crs(params["crs"] or LONLAT), read_crs(LONLAT))
    encoder = location_encoder(params["encoder"], params["checkpoint"])
    vector = encoder.embed(np.array([[lon, lat]]))[0]
    return {
        "vector": vector.tolist(),
        "dimension": len(vector),
        "norm": float(np.linalg.norm(vector)),
        "at": [lon, lat],
    }


def _locate_image(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..analysis.locate import Image, locate_image
    from ..embedding.locations import image_encoder

    image = Image(raster=params["raster"], extent=params["extent"], bands=params["bands"], scale=params["scale"])
    images = image_encoder(params["encoder"], params["image_checkpoint"] or params["checkpoint"])
    return locate_image(image, images, _places(params), params["output"], count=params["count"], reporter=reporter)


def _similar_points(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..analysis.points import similar_points

    at = reproject(params["at"], read_crs(params["at_crs"] or LONLAT), read_crs(LONLAT))
    with _points(params) as source:
        return similar_points(
            source, at, count=params["count"], raw=params["raw"], output=params["output"], reporter=reporter
        )


def _kmeans_points(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..analysis.points import cluster_points

    with _points(params) as source:
        return cluster_points(source, params["clusters"], params["output"], seed=params["seed"], reporter=reporter)


def _fit_attribute(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..analysis.attributes import fit_attribute

    with _points(params) as source:
        return fit_attribute(
            source,
            params["attribute"],
            params["output"],
            kind=params["kind"],
            block_degrees=params["block_degrees"],
            folds=params["folds"],
            seed=params["seed"],
            reporter=reporter,
        )


def _predict_attribute(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    from ..analysis.attribute_map import predict_places, predict_raster
    from ..analysis.attribute_model import AttributeModel
    from ..analysis.attributes import predict_points
    from ..embedding.locations import location_encoder

    model = AttributeModel.read(params["model"])
    if params["points"]:
        # Points that carry no embeddings get them from the encoder that the model was fitted on.
        encoder = location_encoder(params["encoder"], params["checkpoint"]) if params["encoder"] else None
        with _points(params) as source:
            return predict_points(model, source, params["output"], encoder=encoder, reporter=reporter)
    if params["embeddings"]:
        return predict_raster(model, params["embeddings"], params["output"], reporter=reporter)
    if not params["encoder"]:
        raise ParameterError(
            "There is nothing to predict the attribute for.",
            hint="Give points, an embedding raster, or a location encoder with bounds and a resolution.",
        )
    return predict_places(model, _places(params), params["output"], reporter=reporter)


POINTS = path_parameter("points", "points: GeoPackage, Shapefile, GeoJSON, GeoParquet, or a CSV with lon and lat")
EMBEDDED_POINTS = path_parameter("points", "points with embeddings, as embed-points writes them")
LAYER = Parameter(name="layer", kind=Kind.TEXT, help="the layer of the file; its first with points by default")
CRS_OF_FILE = Parameter(
    name="crs", kind=Kind.TEXT, help="coordinate system of the points where their file does not say"
)
LOCATION_ENCODER = Parameter(
    name="encoder", kind=Kind.TEXT, help="the location encoder; see `encoders`", default=DEFAULT_ENCODER
)
CHECKPOINT = path_parameter("checkpoint", "a file of weights to use instead of the downloaded one", required=False)
BOUNDS = Parameter(name="bounds", kind=Kind.BOUNDS, help="degrees; the whole world by default", default=WORLD)
RESOLUTION = Parameter(name="resolution", kind=Kind.NUMBER, help="degrees a pixel", default=1.0)
PLACES = (
    LOCATION_ENCODER,
    CHECKPOINT,
    BOUNDS,
    RESOLUTION,
    Parameter(
        name="dtype",
        kind=Kind.TEXT,
        help="how values are stored",
        default="uint8",
        choices=("uint8", "float32"),
    ),
)

POINT_OPERATIONS = (
    Operation(
        name="embed_points",
        help="Give points the embeddings of their places, or of an embedding raster there.",
        parameters=(
            POINTS,
            LAYER,
            CRS_OF_FILE,
            LOCATION_ENCODER,
            CHECKPOINT,
            path_parameter("embeddings", "sample this embedding raster instead of a location encoder", required=False),
            OUTPUT,
        ),
        run=_embed_points,
    ),
    Operation(
        name="embed_locations",
        help="Make an embedding raster of places, without any imagery.",
        parameters=(*PLACES, OUTPUT),
        run=_embed_locations,
    ),
    Operation(
        name="estimate_locations",
        help="Say how long embed-locations would take and how much room, measured on a few places.",
        parameters=PLACES,
        run=_estimate_locations,
    ),
    Operation(
        name="estimate_points",
        help="Say how long embed-points would take by a location encoder, measured on a few places.",
        parameters=(
            LOCATION_ENCODER,
            CHECKPOINT,
            Parameter(name="count", kind=Kind.INTEGER, help="how many points", required=True, minimum=1),
        ),
        run=_estimate_points,
    ),
    Operation(
        name="location_at",
        help="The embedding of one place on Earth, without any imagery.",
        parameters=(
            LOCATION_ENCODER,
            CHECKPOINT,
            Parameter(name="at", kind=Kind.POINT, help="the place: longitude, latitude", required=True),
            Parameter(name="crs", kind=Kind.TEXT, help="coordinate system of the place; EPSG:4326 by default"),
        ),
        run=_location_at,
    ),
    Operation(
        name="locate_image",
        help="Where on Earth an image of Sentinel-2 could be.",
        parameters=(
            path_parameter("raster", "a Sentinel-2 raster with all bands"),
            LOCATION_ENCODER,
            CHECKPOINT,
            path_parameter(
                "image_checkpoint", "a file of the image encoder's weights, if it is another", required=False
            ),
            Parameter(name="extent", kind=Kind.BOUNDS, help="only this part of the raster, in its coordinates"),
            Parameter(name="bands", kind=Kind.INTEGERS, help="numbers of the 12 bands B01 to B12; by name by default"),
            Parameter(name="scale", kind=Kind.TEXT, help="what the numbers are; guessed by default"),
            BOUNDS,
            RESOLUTION,
            Parameter(name="count", kind=Kind.INTEGER, help="how many likely places", default=10, minimum=1),
            OUTPUT,
        ),
        run=_locate_image,
    ),
    Operation(
        name="similar_points",
        help="The points most like the ones that are picked.",
        parameters=(
            EMBEDDED_POINTS,
            LAYER,
            CRS_OF_FILE,
            Parameter(
                name="at", kind=Kind.POINTS, help="near the point that is picked; repeat for more", required=True
            ),
            Parameter(name="at_crs", kind=Kind.TEXT, help="coordinate system of what is picked; EPSG:4326 by default"),
            Parameter(name="count", kind=Kind.INTEGER, help="how many", default=10, minimum=1),
            Parameter(name="raw", kind=Kind.FLAG, help="the plain cosine, without removing the mean", default=False),
            path_parameter("output", "all points with their similarity, if wanted", required=False),
        ),
        run=_similar_points,
    ),
    Operation(
        name="kmeans_points",
        help="Sort embedded points into classes.",
        parameters=(
            EMBEDDED_POINTS,
            LAYER,
            CRS_OF_FILE,
            CLUSTERS,
            SEED,
            OUTPUT,
        ),
        run=_kmeans_points,
    ),
    Operation(
        name="fit_attribute",
        help="Learn an attribute of embedded points from their embeddings, with an honest score.",
        parameters=(
            EMBEDDED_POINTS,
            LAYER,
            CRS_OF_FILE,
            Parameter(name="attribute", kind=Kind.TEXT, help="the column to learn", required=True),
            Parameter(
                name="kind",
                kind=Kind.TEXT,
                help="whether it is a number or a category; by the column by default",
                choices=("number", "category"),
            ),
            Parameter(
                name="block_degrees",
                kind=Kind.NUMBER,
                help="side of the squares that are kept apart when the score is measured",
                default=10.0,
            ),
            Parameter(name="folds", kind=Kind.INTEGER, help="parts of the cross-validation", default=5, minimum=2),
            SEED,
            OUTPUT,
        ),
        run=_fit_attribute,
    ),
    Operation(
        name="predict_attribute",
        help="Predict a learned attribute for points, for an embedding raster, or for places.",
        parameters=(
            path_parameter("model", "the output of fit-attribute"),
            path_parameter("points", "predict for these points", required=False),
            LAYER,
            CRS_OF_FILE,
            path_parameter("embeddings", "predict for this embedding raster", required=False),
            Parameter(name="encoder", kind=Kind.TEXT, help="predict by this location encoder"),
            CHECKPOINT,
            BOUNDS,
            RESOLUTION,
            OUTPUT,
        ),
        run=_predict_attribute,
    ),
)
