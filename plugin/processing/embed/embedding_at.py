"""``landprint:embeddingat``: the embedding of one place, and how similar it is to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterPoint,
)

from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm, Output
from ..base.reading import Parameters

if TYPE_CHECKING:  # QGIS starts without the client
    from ...client.session import Session

OTHER = "other"  # the place to compare with, which is asked for by itself
VECTOR = (
    Output(QgsProcessingOutputString, "VECTOR", tr("Embedding, as a JSON list"), "vector"),
    Output(QgsProcessingOutputNumber, "DIMENSION", tr("Dimension"), "dimension"),
    Output(QgsProcessingOutputNumber, "NORM", tr("Length of the vector"), "norm"),
)


class EmbeddingAt(LandprintAlgorithm):
    """Read one embedding."""

    OPERATION = "embedding_at"
    NAME = "embeddingat"
    TITLE = tr("Embedding at a point")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Reads the embedding of the patch that a point lies in. It comes as a list of numbers that can be"
        " stored, compared or plotted. With a second point, it says how similar the two are."
    )
    TAGS = ("identify", "sample", "vector", "point", "compare", "similarity")

    ORDER = ("INPUT", "POINT", "OTHER_POINT")
    OUTPUTS = (
        *VECTOR,
        Output(QgsProcessingOutputNumber, "SIMILARITY", tr("Similarity with the other point"), "cosine"),
    )

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """The place to compare with, which is asked for by itself."""
        other = QgsProcessingParameterPoint("OTHER_POINT", tr("Point to compare with"), optional=True)
        other.setHelp(
            tr("Another place: the similarity of both is then an output, from -1 to 1, as on a similarity map.")
        )
        return [other]

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        other = {OTHER: self.place(parameters, "OTHER_POINT", context)} if parameters.get("OTHER_POINT") else {}
        return {**super().params(parameters, context, feedback), **other}

    def converse(self, session: Session, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """The engine's value, with that of the comparison."""
        asked = {name: value for name, value in params.items() if name != OTHER}
        value = super().converse(session, asked, feedback)
        if OTHER not in params:
            return value
        both = {**asked, "at": [params["at"], params[OTHER]]}
        return {**value, **session.request("compare", both, is_cancelled=feedback.isCanceled)}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Where it was read, and how similar the two places are."""
        x, y = value["at"]
        facts = [
            tr("The patch around {x}, {y}: {dimension} dimensions, length {norm}.").format(
                x=x, y=y, dimension=value["dimension"], norm=f"{value['norm']:.4g}"
            )
        ]
        if "cosine" in value:
            plain = tr("the plain cosine, without removing the raster's mean, is {raw_cosine}").format(
                raw_cosine=format_number(value["raw_cosine"], 3)
            )
            facts.append(
                tr("Similarity with the other point: {cosine}; {plain}.").format(
                    cosine=format_number(value["cosine"], 3), plain=plain
                )
            )
        return facts
