"""How the parameters of an algorithm are read, as the engine takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsReferencedPointXY,
    QgsReferencedRectangle,
)

from ....engine.requests.parameters import Kind, Widget
from ...client.failure import EngineFailure
from ...layers.sources.source import RasterSource, absolute
from ...layers.sources.vector_source import copy_features, unread_parquet
from ...translation import tr
from .declared import INPUT, Declared

Parameters = dict[str, Any]


class ReadingAlgorithm(QgsProcessingAlgorithm):
    """Gives the values of declared parameters; ``_rasters`` are read when the algorithm is prepared."""

    def __init__(self) -> None:
        super().__init__()
        self._rasters: dict[str, RasterSource] = {}

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter, as the engine takes it; None for nothing."""
        name, widget = item.name, item.toolbox.widget
        if widget is Widget.RASTER:
            return self.raster(name).path if self.has_raster(name) else None
        if widget is Widget.CHOICE or item.choices:
            return item.for_engine(str(self.parameterAsEnumString(parameters, name, context)) or None)
        if widget in READ_AS:
            return READ_AS[widget](self, parameters, name, context)
        if item.toolbox.optional and parameters.get(name) in (None, ""):
            return [] if item.parameter.default == [] else None
        return READ_BY_KIND[item.parameter.kind](self, parameters, name, context)

    def file(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Optional[str]:  # noqa: UP045
        """A file's path, None where none is given."""
        text = str(self.parameterAsString(parameters, name, context) or "")
        return absolute(text) if text else None

    def bounds(
        self, parameters: Parameters, name: str, context: QgsProcessingContext, crs: QgsCoordinateReferenceSystem
    ) -> list[float] | None:
        """An extent in the CRS as left, bottom, right, top; None where none is given."""
        if not crs.isValid() and has_crs(parameters.get(name)):
            raise _no_crs(self.raster())
        extent = self.parameterAsExtent(parameters, name, context, crs)
        if extent.isNull():
            return None
        return [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]

    def raster(self, name: str = INPUT) -> RasterSource:
        """The raster given as a parameter, as it was read when the algorithm was prepared."""
        return self._rasters[name]

    def has_raster(self, name: str) -> bool:
        """Whether that raster was given."""
        return name in self._rasters

    def place(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> list[float]:
        """A point parameter as x, y in the raster's CRS; without a CRS of its own it is taken to be in that."""
        value, crs = parameters[name], self.raster().crs
        point_crs = _point_crs(value)
        if point_crs is not None and not point_crs.isValid():
            raise EngineFailure(
                "parameter", tr("The CRS of “{value}” is unknown.").format(value=value), tr("Write it as [EPSG:4326].")
            )
        if point_crs is not None and not crs.isValid():
            raise _no_crs(self.raster())
        point = self.parameterAsPoint(parameters, name, context, crs)
        return [point.x(), point.y()]

    def shapes(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Optional[str]:  # noqa: UP045
        """A file of a layer's features, as far as they are selected; None when there is none."""
        if file := unread_parquet(parameters.get(name)):
            return file.path
        source = self.parameterAsSource(parameters, name, context)
        if source is None and parameters.get(name):
            raise EngineFailure(
                "source",
                tr("“{name}” is no layer of places.").format(name=parameters[name]),
                tr("Choose a vector layer."),
            )
        if source is None or not source.hasFeatures():
            return None
        if source.sourceCrs().isValid() and not self.raster().crs.isValid():
            raise _no_crs(self.raster())
        path = QgsProcessingUtils.generateTempFilename("shapes.gpkg")
        copy_features(source, path, context.transformContext(), source.wkbType(), source.sourceCrs())
        return path


def has_crs(extent: Any) -> bool:
    """Whether an extent parameter names a CRS."""
    return isinstance(extent, QgsReferencedRectangle) or (isinstance(extent, str) and "[" in extent)


def _point_crs(value: Any) -> QgsCoordinateReferenceSystem | None:
    """The CRS that a point parameter names, valid or not; None when it names none."""
    if isinstance(value, QgsReferencedPointXY):
        return value.crs()
    named = re.search(r"\[(.+)\]", value) if isinstance(value, str) else None
    return QgsCoordinateReferenceSystem(named.group(1)) if named else None


def _no_crs(raster: RasterSource) -> EngineFailure:
    return EngineFailure(
        "parameter",
        tr("“{raster}” has no CRS, so places in another one cannot be found on it.").format(raster=raster.name),
        tr("Set the layer's CRS, or give them in the raster's own coordinates."),
    )


def listed(text: str) -> list[str]:
    """What is written with commas between."""
    return [item.strip() for item in text.split(",") if item.strip()]


def _numbers(
    algorithm: ReadingAlgorithm, parameters: Parameters, name: str, context: QgsProcessingContext
) -> list[int]:
    text = algorithm.parameterAsString(parameters, name, context)
    try:
        return [int(item) for item in listed(text)]
    except ValueError:
        raise EngineFailure(
            "parameter",
            tr("“{text}” are no numbers.").format(text=text),
            tr("Write numbers with commas between: 12,40."),
        ) from None


def _day(algorithm: ReadingAlgorithm, parameters: Parameters, name: str, context: QgsProcessingContext) -> str | None:
    day = algorithm.parameterAsDateTime(parameters, name, context).date()
    return day.toString("yyyy-MM-dd") if day.isValid() else None


Read = Callable[[ReadingAlgorithm, Parameters, str, QgsProcessingContext], Any]
READ_AS: dict[Optional[Widget], Read] = {  # noqa: UP045
    Widget.BANDS: lambda algorithm, *given: algorithm.parameterAsInts(*given) or None,
    Widget.COLUMN: lambda algorithm, *given: algorithm.parameterAsString(*given) or None,
    Widget.DATE: _day,
    Widget.FOLDER: lambda algorithm, *given: algorithm.file(*given),
    Widget.SHAPES: lambda algorithm, *given: algorithm.shapes(*given),
}
READ_BY_KIND: dict[Kind, Read] = {
    Kind.FLAG: lambda algorithm, *given: algorithm.parameterAsBool(*given),
    Kind.INTEGER: lambda algorithm, *given: algorithm.parameterAsInt(*given),
    Kind.INTEGERS: _numbers,
    Kind.NUMBER: lambda algorithm, *given: algorithm.parameterAsDouble(*given),
    Kind.POINT: lambda algorithm, *given: algorithm.place(*given),
    Kind.POINTS: lambda algorithm, *given: [algorithm.place(*given)],
    Kind.BOUNDS: lambda algorithm, *given: algorithm.bounds(*given, algorithm.raster().crs),
    Kind.PATH: lambda algorithm, *given: algorithm.file(*given),
    Kind.TEXT: lambda algorithm, *given: algorithm.parameterAsString(*given) or None,
    Kind.NAMES: lambda algorithm, *given: listed(algorithm.parameterAsString(*given)) or None,
    Kind.CLASSES: lambda algorithm, *given: listed(algorithm.parameterAsString(*given)) or None,
}
