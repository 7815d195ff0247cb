"""``landprint:fitattribute``, ``predictattribute`` and ``mapattribute``: what is known of some places, elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ....engine.requests.parameters import Toolbox, Widget
from ...client.failure import EngineFailure
from ...translation import format_number, tr
from ..base.algorithm import Output
from ..base.declared import INPUT, Declared
from ..base.locations import LIMITS, LocationAlgorithm
from ..base.point_algorithm import PointAlgorithm
from ..base.reading import Parameters
from ..base.result_layer import Style


class FitAttribute(PointAlgorithm):
    """Fit an attribute."""

    OPERATION = "fit_attribute"
    NAME = "fitattribute"
    TITLE = tr("Fit attribute")
    GROUP = "Prediction"
    SUMMARY = tr(
        "Learns how an attribute of embedded points, such as a mean temperature or a kind of climate,"
        " follows from their embeddings. The score is measured on squares of the Earth that were kept apart,"
        " since neighbours know each other's value and would flatter it. “Predict attribute” and “Map"
        " attribute” use the result."
    )
    TAGS = ("predict", "regression", "classification", "train", "supervised", "ridge", "logistic")

    FILE_FILTER = tr("Landprint attribute (*.json)")

    OUTPUTS = (
        Output(QgsProcessingOutputNumber, "SCORE", tr("Score by squares (R2, or share of right classes)"), "score"),
        Output(QgsProcessingOutputNumber, "BASELINE", tr("Score without looking at the embeddings"), "baseline"),
        Output(QgsProcessingOutputString, "KIND", tr("number or category"), "kind"),
    )

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The score and what it means."""
        name = "R2" if value["kind"] == "number" else tr("Share of right classes")
        folds = value["fold_scores"]
        score = tr("{name} {score} in squares of {degrees} degrees that were kept apart").format(
            name=name, score=format_number(value["score"], 3), degrees=f"{value['block_degrees']:g}"
        )
        spread = tr("({least} to {most} in {folds} parts)").format(
            least=format_number(min(folds), 3), most=format_number(max(folds), 3), folds=value["folds"]
        )
        without = tr("{baseline} without looking at the embeddings").format(
            baseline=format_number(value["baseline"], 3)
        )
        return [
            tr("{points} points, {dropped} left out; {seconds} s.").format(
                points=format_number(value["points"]),
                dropped=format_number(value["dropped"]),
                seconds=format_number(value["seconds"], 1),
            ),
            f"{score} {spread}; {without}.",
        ]


class PredictAttribute(PointAlgorithm, LocationAlgorithm):
    """Predict an attribute of points."""

    OPERATION = "predict_attribute"
    NAME = "predictattribute"
    TITLE = tr("Predict attribute")
    GROUP = "Prediction"
    SUMMARY = tr(
        "Predicts for points what “Fit attribute” has learned. The points need embeddings of the encoder"
        " that it was learned with, or that encoder is named here. “Map attribute” predicts a raster over an"
        " extent. Where places are unlike all that was learned from, the prediction is a guess. {limits}"
    ).format(limits=LIMITS)
    TAGS = ("predict", "regression", "classification", "supervised", "points")

    ORDER = ("MODEL", "INPUT")
    LEFT_OUT = ("embeddings", "values", "bounds", "resolution")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How many have a prediction."""
        return [
            tr("{predicted} of {points} points have a predicted {attribute}.").format(
                predicted=format_number(value["predicted"]),
                points=format_number(value["points"]),
                attribute=value["attribute"],
            )
        ]

    def style(self, value: dict[str, Any]) -> Style:
        """By the prediction."""
        from ...layers.styling.point_styles import style_point_values

        return lambda layer: style_point_values(layer, f"predicted_{value['attribute']}")


class MapAttribute(LocationAlgorithm):
    """Map an attribute."""

    OPERATION = "predict_attribute"
    NAME = "mapattribute"
    TITLE = tr("Map attribute")
    GROUP = "Prediction"
    SUMMARY = tr(
        "Predicts as a raster what “Fit attribute” has learned: for an embedding raster, or for the places"
        " of an extent by an encoder of places. “Predict attribute” does it for points. {limits}"
    ).format(limits=LIMITS)
    TAGS = ("predict", "regression", "classification", "supervised", "raster", "world")

    ORDER = ("MODEL", "INPUT")
    LEFT_OUT = ("points", "strict")

    def shown(self, item: Declared) -> Declared:
        """The result is a raster here."""
        if item.parameter.name != "output":
            return item
        help_text = tr("A GeoTIFF: the predicted number, or the number of the class.")
        return replace(item, toolbox=Toolbox(tr("Map of the attribute"), help_text, widget=Widget.NEW_RASTER))

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        params = super().params(parameters, context, feedback)
        if self.has_raster(INPUT):
            wanted = ("model", "embeddings", "embeddings_crs", "values")
            return {name: params[name] for name in wanted if name in params}
        if not params["encoder"]:
            raise EngineFailure(
                "parameter",
                tr("There is nothing to predict the attribute for."),
                tr("Choose an embedding raster, or an encoder of places and an extent."),
            )
        return params

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What the map shows."""
        if value["kind"] == "number":
            spread = (
                tr("from {minimum} to {maximum}").format(
                    minimum=f"{value['minimum']:.4g}", maximum=f"{value['maximum']:.4g}"
                )
                if value["valid"]
                else tr("nowhere")
            )
            return [
                tr("{attribute} {spread}, in {valid} places; {seconds} s.").format(
                    attribute=value["attribute"],
                    spread=spread,
                    valid=format_number(value["valid"]),
                    seconds=format_number(value["seconds"], 1),
                )
            ]
        shares = [
            tr("{name}: {share} %").format(name=item["name"], share=format_number(100 * item["share"], 1))
            for item in value["classes"]
            if item["patches"]
        ]
        return [
            tr("{attribute}: {shares}; {seconds} s.").format(
                attribute=value["attribute"], shares=", ".join(shares), seconds=format_number(value["seconds"], 1)
            )
        ]

    def style(self, value: dict[str, Any]) -> Style | None:
        """By a ramp, or by class."""
        from ...layers.styling.point_styles import LayerClass, style_numbers
        from ...layers.styling.styles import style_classes

        if value["kind"] == "number":
            limits = (value["minimum"], value["maximum"])
            return (lambda layer: style_numbers(layer, *limits)) if value["valid"] else None
        classes = [LayerClass(item["label"], item["name"], item["colour"]) for item in value["classes"]]
        return lambda layer: style_classes(layer, classes)
