"""What becomes of a result when QGIS adds it to the project: it is styled, described and grouped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)

from ...compat import set_group
from ...layers.outputs.output import GROUP, Provenance, describe, move_to_group
from ...layers.sources.bands import could_hold_embeddings
from ...layers.sources.vector_source import PARQUET, reads_parquet
from ...translation import tr

Style = Callable[[Any], object]  # of a layer of the kind that the algorithm makes


def attend_layer(
    context: QgsProcessingContext,
    output: str,
    provenance: Provenance,
    style: Style | None,
    feedback: QgsProcessingFeedback,
) -> None:
    """Have the result styled, described and grouped when QGIS adds it to the project."""
    if not context.willLoadLayerOnCompletion(output):
        return
    if output.lower().endswith(PARQUET) and not reads_parquet():
        wanted = context.layersToLoadOnCompletion()
        wanted.pop(output)
        context.setLayersToLoadOnCompletion(wanted)
        feedback.pushInfo(tr("It is not added to the project: this QGIS does not read GeoParquet."))
        return
    details = context.layerToLoadOnCompletionDetails(output)
    set_group(details, GROUP)
    details.setPostProcessor(ResultLayer(provenance, style))


class ResultLayer(QgsProcessingLayerPostProcessorInterface):
    """Styles and describes the resulting layer, in the GUI thread; stays alive until it has been called."""

    # QGIS owns its C++ half alone: were the other one gone with the algorithm, a call would do nothing and say nothing.
    _kept: ClassVar[set[ResultLayer]] = set()

    def __init__(self, provenance: Provenance, style: Style | None) -> None:
        super().__init__()
        self._provenance = provenance
        self._style = style
        self._kept.add(self)

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Style, describe and group the layer."""
        self._kept.discard(self)
        describe(layer, self._provenance)
        if self._style is not None:
            self._style(layer)
        # No image to look at; but embeddings are opened as anybody's, and points can be embedded.
        if isinstance(layer, QgsRasterLayer) and not could_hold_embeddings(layer):
            from ...layers.outputs.result_files import RESULT_PROPERTY, TOOLBOX  # QGIS starts with this file

            layer.setCustomProperty(RESULT_PROPERTY, TOOLBOX)
        if context.project() is not None:
            move_to_group(context.project(), layer)


def class_palette(value: dict[str, Any]) -> Style:
    """Draws a raster in the names and colours of the engine's classes."""
    from ...layers.styling.class_names import shown_name
    from ...layers.styling.point_styles import LayerClass
    from ...layers.styling.styles import style_classes

    classes = [LayerClass(item["label"], shown_name(item["name"]), item["colour"]) for item in value["classes"]]
    return lambda layer: style_classes(layer, classes)
