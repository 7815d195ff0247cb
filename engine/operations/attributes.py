"""The operations on attributes: learn one of embedded points, and predict it elsewhere."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ParameterError
from ..progress import Reporter
from ..requests.encoding import CHECKPOINT
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget, group, request_of, values_of
from ..requests.places import (
    CHECKPOINT_OF_PLACES,
    CRS_OF_FILE,
    EMBEDDED_POINTS,
    ENCODER_OF_PLACES,
    LAYER,
    NEW_POINTS,
    STRICT,
    EmbeddedPointsRequest,
    GridRequest,
    PointsRequest,
)
from ..requests.shared import EMBEDDINGS_CRS, OUTPUT, SEED, VALUES
from .operation import operation
from .points import open_points

if TYPE_CHECKING:
    from .state import State


class FitAttributeRequest(Request):
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
    from ..attributes.fit import fit_attribute

    with open_points(request.points) as source:
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


class PredictAttributeRequest(Request):
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
            widget=Widget.EMBEDDED_POINTS,
        ),
    ).field()
    layer: str | None = LAYER.field()
    crs: str | None = CRS_OF_FILE.field()
    strict: bool = STRICT.field()
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
    values: str = VALUES.field()
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
    from ..attributes.model import AttributeModel
    from ..attributes.predict import predict_places, predict_points, predict_raster
    from ..embedding.locations import LocationGrid, location_encoder
    from ..rasters.grid import optional_crs

    model = AttributeModel.read(request.model)
    if request.points:
        # Points that carry no embeddings get them from the encoder that the model was fitted on.
        encoder = location_encoder(request.encoder, request.checkpoint) if request.encoder else None
        with open_points(request_of(PointsRequest, values_of(request))) as source:
            return predict_points(model, source, request.output, encoder=encoder, reporter=reporter)
    if request.embeddings:
        crs = optional_crs(request.embeddings_crs)
        return predict_raster(
            model, request.embeddings, request.output, crs=crs, values=request.values, reporter=reporter
        )
    if not request.encoder:
        raise ParameterError(
            "There is nothing to predict the attribute for.",
            hint="Give points, an embedding raster, or a location encoder with bounds and a resolution.",
        )
    encoder = location_encoder(request.encoder, request.checkpoint)
    places = LocationGrid(encoder, request.grid.bounds, request.grid.resolution)
    return predict_places(model, places, request.output, reporter=reporter)


ATTRIBUTE_OPERATIONS = (_fit_attribute, _predict_attribute)
