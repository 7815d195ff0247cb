"""Which part of a layer that is in no file QGIS writes for the engine, and how large its pixels are."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsMapLayer,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
)

from ....client.failure import EngineFailure
from ....layers.outputs.export import Export, plan_export, stand_in
from ....layers.sources.pixel_size import pixel_metres
from ....layers.sources.source import RasterSource
from ....translation import tr
from ...choices import Area
from ...context import DockContext
from ..form.section import LookAtSection
from .drawn_area import DrawnArea

NOT_ON_MAP = tr("The map shows no part of this layer.")
DRAW_FIRST = tr("Draw a rectangle on the map.")


class Exports:
    """Plans the export of the chosen area, and remembers the last one of each layer."""

    def __init__(self, section: LookAtSection, context: DockContext) -> None:
        self._section = section
        self._context = context
        self._written: dict[str, Export] = {}  # by the layer's id
        self.area = DrawnArea(context.canvas)

    def plan(self, layer: QgsRasterLayer) -> Export:
        """The export of the chosen area; raises EngineFailure where there can be none."""
        chosen = self._section.more.value("pixel_size")
        return plan_export(layer, self.inside(layer.crs(), layer.extent()), chosen or self._shown_metres())

    def path(self, layer: QgsRasterLayer) -> str:
        """The export's file, or one of noise in its place for an estimate; raises EngineFailure."""
        export = self.plan(layer)
        return export.path if export.is_here else stand_in(export)

    def remember(self, layer: QgsMapLayer, export: Export) -> None:
        """Take note that the export was written."""
        self._written[layer.id()] = export

    def at(self, layer: QgsMapLayer, point: QgsPointXY) -> Export:
        """The layer's export around a point of the map; raises EngineFailure where none was written."""
        export = self._written.get(layer.id())
        if export is None or not export.is_here:
            raise EngineFailure(
                "outside", tr("“{layer}” is in no file.").format(layer=layer.name()), tr("Embed an area of it first.")
            )
        if not export.extent.contains(self._context.point_from_map(point, export.crs)):
            raise EngineFailure(
                "outside",
                tr("This place is outside the area of “{layer}” that was embedded.").format(layer=layer.name()),
                tr("Embed it first."),
            )
        return export

    def inside(self, crs: QgsCoordinateReferenceSystem, whole: QgsRectangle) -> QgsRectangle:
        """The chosen area of a layer with this CRS and extent; raises EngineFailure where it has no part of it."""
        if self._section.area is Area.WHOLE:
            return whole
        rectangle = self._context.canvas.extent() if self._section.area is Area.VISIBLE else self.area.rectangle
        if rectangle is None:
            raise EngineFailure("parameter", DRAW_FIRST)
        try:
            inside = self._context.from_map(crs).transformBoundingBox(rectangle).intersect(whole)
        except QgsCsException as error:
            raise EngineFailure("outside", NOT_ON_MAP) from error
        if inside.isEmpty():
            raise EngineFailure("outside", NOT_ON_MAP)
        return inside

    def _shown_metres(self) -> float | None:
        """The metres on the ground of a pixel of the map; None where the map's CRS is unknown."""
        canvas = self._context.canvas
        side = canvas.mapUnitsPerPixel()
        return pixel_metres(RasterSource("", "", canvas.mapSettings().destinationCrs(), canvas.extent(), (side, side)))
