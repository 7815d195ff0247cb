"""What the algorithms on points share: INPUT is a layer or table, and the engine gets a file of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorLayer,
)

from ....engine.requests.parameters import Widget
from ...client.failure import EngineFailure
from ...compat import filter_expression
from ...layers.sources.vector_source import VectorFile, copy_points, unread_parquet, vector_file
from ...translation import tr
from .algorithm import LandprintAlgorithm
from .declared import INPUT, Declared
from .reading import Parameters


class PointAlgorithm(LandprintAlgorithm):
    """An algorithm whose INPUT is points."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._layer_name = ""
        self._file: Optional[VectorFile] = None  # noqa: UP045 - Python 3.9

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """INPUT's file as it is, or a copy where the layer shows something else; and what else is declared."""
        file = self._file
        if file is None:
            source = self.parameterAsSource(parameters, INPUT, context)
            if source is None:
                raise EngineFailure(
                    "source",
                    tr("“{name}” is no layer.").format(name=parameters.get(INPUT)),
                    tr("Choose a layer of points."),
                )
            path = QgsProcessingUtils.generateTempFilename("points.gpkg")
            any_shape = self.declared["points"].toolbox.widget is Widget.EMBEDDED_POINTS
            file = copy_points(source, path, context.transformContext(), feedback.isCanceled, any_shape=any_shape)
        points = {"points": file.path, "layer": file.layer, "crs": file.crs}
        return {**super().params(parameters, context, feedback), **points}

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter; the points are read apart from the others."""
        is_points = item.toolbox.widget in (Widget.POINTS, Widget.EMBEDDED_POINTS)
        return None if is_points else super().value(item, parameters, context)

    @property
    def is_unread(self) -> bool:
        """Whether INPUT is a GeoParquet file that this QGIS cannot read itself."""
        return self._file is not None and unread_parquet(self._file.path) is not None

    def source(self) -> str:
        """What the result is made from, for the layer's metadata."""
        return self._file.path if self._file else self._layer_name

    def inputs(self) -> list[str]:
        """The files that are read."""
        return [*super().inputs(), *([self._file.path] if self._file else [])]

    def stand_ins(self, parameters: Parameters) -> Parameters:
        """What QGIS checks in place of what has been read."""
        points = {}
        if self.is_unread:
            points = {INPUT: QgsVectorLayer("Point", "points", "memory")}
        return {**super().stand_ins(parameters), **points}

    def _read(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        value, is_whole = _unpacked(parameters.get(INPUT))
        self._file = unread_parquet(value)
        if self._file is None:
            layer = value
            if isinstance(value, str) and value:
                layer = QgsProcessingUtils.mapLayerFromString(value, context)
                if layer is None:
                    raise _unreadable(value)
            if isinstance(layer, QgsMapLayer):
                self._layer_name = layer.name()
                self._file = vector_file(layer) if is_whole else None
                self.read_layer(layer, parameters, context)
        super()._read(parameters, context)

    def read_layer(self, layer: QgsVectorLayer, parameters: Parameters, context: QgsProcessingContext) -> None:
        """Take from the layer what the algorithm needs beside its points; in the thread that it lives in."""


def _unpacked(value: Any) -> tuple[Any, bool]:
    """The layer, id or path of a source of features, and whether all of them are meant."""
    is_whole = True
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        is_limited = value.selectedFeaturesOnly or value.featureLimit != -1 or filter_expression(value)
        value, is_whole = value.source, not is_limited
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    return value, is_whole


def _unreadable(text: str) -> EngineFailure:
    if Path(text).suffix and not Path(text).exists():
        return EngineFailure("source", tr("There is no file {text}.").format(text=text), tr("Choose another one."))
    return EngineFailure(
        "source", tr("{text} is not a layer that can be read.").format(text=text), tr("Choose a layer of points.")
    )
