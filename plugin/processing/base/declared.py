"""The toolbox's parameters as the engine's operations declare them: how QGIS shows each, and what the engine gets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Union

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from ....engine.operations.table import OPERATIONS
from ....engine.requests.parameters import Kind, Parameter, Toolbox, Widget
from ...translation import translated

AUTO = "auto"  # offered where the engine takes None for what it is to find out
INPUT, OUTPUT = "INPUT", "OUTPUT"
INTEGER, DOUBLE = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
POINTS, LAND = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorPolygon
IMAGE, TABLE = QgsProcessing.SourceType.TypeRaster, QgsProcessing.SourceType.TypeVector
ANY_SHAPE = QgsProcessing.SourceType.TypeVectorAnyGeometry
NEW = (Widget.NEW_RASTER, Widget.NEW_POINTS, Widget.NEW_FILE)


@dataclass(frozen=True)
class Declared:
    """A parameter of an operation that the toolbox shows."""

    parameter: Parameter
    toolbox: Toolbox

    @property
    def name(self) -> str:
        """Its name in the toolbox."""
        return self.toolbox.name or self.parameter.name.upper()

    @property
    def is_destination(self) -> bool:
        """Whether it is a file that the engine writes."""
        return self.toolbox.widget in NEW

    @property
    def choices(self) -> tuple[str, ...]:
        """What there is to choose from; empty where anything goes, or what the resources list."""
        return self.toolbox.choices or self.parameter.choices

    def for_engine(self, chosen: str | None) -> str | None:
        """What was chosen as the engine takes it."""
        offered, known = self.toolbox.choices, self.parameter.choices
        if chosen and offered and len(offered) == len(known):
            return known[offered.index(chosen)]
        return None if chosen == AUTO and AUTO not in known else chosen


def declared(operation: str) -> dict[str, Declared]:
    """The parameters of an operation that the toolbox shows, by the engine's names."""
    return {
        parameter.name: Declared(parameter, parameter.toolbox)
        for parameter in OPERATIONS[operation].parameters
        if parameter.toolbox
    }


def definition(item: Declared, options: Sequence[str] = (), file_filter: str = "") -> QgsProcessingParameterDefinition:
    """What QGIS shows of it; ``options`` are what the resources list, for a choice among these."""
    by_widget = {
        Widget.NEW_FILE: lambda item: QgsProcessingParameterFileDestination(
            *_words(item), file_filter, None, *_left_out(item)
        ),
        Widget.CHOICE: lambda item: _choice(item, options),
        **BY_WIDGET,
    }
    if item.choices:
        shown = _choice(item, item.choices)
    elif item.toolbox.widget:
        shown = by_widget[item.toolbox.widget](item)
    else:
        shown = BY_KIND[item.parameter.kind](item)
    if item.toolbox.advanced:
        shown.setFlags(shown.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return shown


Build = Callable[[Declared], QgsProcessingParameterDefinition]


def _words(item: Declared) -> tuple[str, str]:
    return item.name, translated(item.toolbox.label)


def _optional(kind: Any, **settings: Any) -> Build:
    """Builds a parameter of this class, which may be left empty where its declaration says so."""
    return lambda item: kind(*_words(item), optional=item.toolbox.optional, **settings)


def _number(kind: Any) -> Build:
    def build(item: Declared) -> QgsProcessingParameterDefinition:
        toolbox, parameter = item.toolbox, item.parameter
        bounds = {
            "minValue": _first(toolbox.minimum, parameter.minimum),
            "maxValue": _first(toolbox.maximum, parameter.maximum),
        }
        limits = {name: value for name, value in bounds.items() if value is not None and math.isfinite(value)}
        default = _first(toolbox.default, parameter.default)
        return QgsProcessingParameterNumber(*_words(item), kind, default, toolbox.optional, **limits)

    return build


def _first(*values: Union[float, None]) -> Any:  # noqa: UP007 - Python 3.9
    return next((value for value in values if value is not None), None)


def _left_out(item: Declared) -> tuple[bool, bool]:
    """Whether a file may be left out, and whether it is written when nothing is said."""
    return item.toolbox.optional, not item.toolbox.optional


def _choice(item: Declared, options: Sequence[str]) -> QgsProcessingParameterDefinition:
    """A choice of names: the engine's default or the first, or none where it is optional."""
    default = item.parameter.default if item.parameter.default in options else options[0]
    return QgsProcessingParameterEnum(
        *_words(item),
        options=list(options),
        defaultValue=None if item.toolbox.optional else default,
        optional=item.toolbox.optional,
        usesStaticStrings=True,
    )


def _mask(item: Declared) -> QgsProcessingParameterDefinition:
    mask = QgsProcessingParameterMapLayer(*_words(item), optional=item.toolbox.optional)
    mask.setDataTypes([LAND, IMAGE])
    return mask


BY_WIDGET: dict[Widget, Build] = {
    Widget.RASTER: _optional(QgsProcessingParameterRasterLayer),
    Widget.MASK: _mask,
    Widget.POINTS: _optional(QgsProcessingParameterFeatureSource, types=[POINTS, TABLE]),
    Widget.EMBEDDED_POINTS: _optional(QgsProcessingParameterFeatureSource, types=[ANY_SHAPE, TABLE]),
    Widget.SHAPES: _optional(QgsProcessingParameterFeatureSource, types=[ANY_SHAPE, TABLE]),
    Widget.FOLDER: _optional(QgsProcessingParameterFile, behavior=QgsProcessingParameterFile.Behavior.Folder),
    Widget.BANDS: _optional(QgsProcessingParameterBand, parentLayerParameterName=INPUT, allowMultiple=True),
    Widget.COLUMN: lambda item: QgsProcessingParameterField(
        *_words(item), parentLayerParameterName=item.toolbox.parent, optional=item.toolbox.optional
    ),
    Widget.DATE: _optional(QgsProcessingParameterDateTime, type=QgsProcessingParameterDateTime.Type.Date),
    Widget.NEW_RASTER: lambda item: QgsProcessingParameterRasterDestination(*_words(item), None, *_left_out(item)),
    Widget.NEW_POINTS: lambda item: QgsProcessingParameterVectorDestination(
        *_words(item), POINTS, None, *_left_out(item)
    ),
}
BY_KIND: dict[Kind, Build] = {
    Kind.FLAG: lambda item: QgsProcessingParameterBoolean(*_words(item), item.parameter.default),
    Kind.INTEGER: _number(INTEGER),
    Kind.NUMBER: _number(DOUBLE),
    Kind.POINT: _optional(QgsProcessingParameterPoint),
    Kind.POINTS: _optional(QgsProcessingParameterPoint),
    Kind.BOUNDS: _optional(QgsProcessingParameterExtent),
    Kind.PATH: _optional(QgsProcessingParameterFile, behavior=QgsProcessingParameterFile.Behavior.File),
    Kind.TEXT: _optional(QgsProcessingParameterString),
    Kind.INTEGERS: _optional(QgsProcessingParameterString),
    Kind.NAMES: _optional(QgsProcessingParameterString),
    Kind.CLASSES: _optional(QgsProcessingParameterString),
}
