"""``landprint:classify``: a map of classes from examples of them."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ...client.failure import EngineFailure
from ...translation import format_number, tr, tr_n
from ..base.algorithm import LandprintAlgorithm, Output
from ..base.declared import OUTPUT
from ..base.reading import Parameters
from ..base.result_layer import Style, class_palette

CERTAINTY = "CERTAINTY"


class Classify(LandprintAlgorithm):
    """Classify from examples."""

    OPERATION = "classify"
    NAME = "classify"
    TITLE = tr("Classes from examples")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Makes a map of classes from examples of them: points, lines or areas with the class in a field. A small model"
        " learns the classes from the embeddings there, and its score is measured on places that it has not seen. The"
        " model can be saved, and classifies other embedding rasters that were made in the same way. With one class,"
        " the map shows what is similar to it."
    )
    TAGS = ("classify", "supervised", "training", "land cover", "few-shot", "classes", "logistic", "random forest")
    ORDER = ("INPUT", "EXAMPLES", "CLASS_COLUMN", "MODEL")
    FILE_FILTER = tr("Landprint classes (*.json)")
    OUTPUTS = (
        Output(QgsProcessingOutputNumber, "SCORE", tr("Score on places left out (balanced accuracy)"), "score"),
        Output(QgsProcessingOutputString, "METHOD", tr("Kind of model"), "method"),
    )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        params = super().params(parameters, context, feedback)
        if not params["examples"] and not params["model"]:
            raise EngineFailure(
                "parameter",
                tr("There are no examples to learn from."),
                tr("Give a layer of examples with the field of their class, or a saved model."),
            )
        return params

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The classes with their shares, and how good the model is."""
        classes = [
            tr("{name}: {share} %").format(name=item["name"], share=format_number(100 * item["share"], 1))
            for item in value["classes"]
        ]
        return [tr("Classes: {names}.").format(names=", ".join(classes)), *_score(value), *value["notes"]]

    def style(self, value: dict[str, Any]) -> Style:
        """A palette with the classes' names."""
        return class_palette(value)

    def style_of(self, name: str, value: dict[str, Any]) -> Style | None:
        """How the layer of a destination is drawn."""
        from ...layers.styling.point_styles import style_numbers

        if name == CERTAINTY:
            return lambda layer: style_numbers(layer, 0.0, 1.0)
        return self.style(value) if name == OUTPUT else None


def _score(value: dict[str, Any]) -> list[str]:
    """A sentence about the score, where there is one."""
    if value["score"] is None:
        return []
    return [
        tr("Right on {share} % of the places left out, every class counting alike; {places}.").format(
            share=format_number(100 * value["score"], 0),
            places=tr_n("{n} place in all", "{n} places in all", value["score_places"]),
        )
    ]
