"""Goes to the places where one more example would help most."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsCsException, QgsPointXY, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtGui import QColor

from ...client.failure import EngineFailure
from ...tools.markers import Mark, PlaceMarkers
from ...translation import tr
from ..context import DockContext
from .summary import UnsurePlace

SEEN_PATCHES = 60  # at most that many are seen beside each other around the place
COLOUR = QColor("#ffffff")


class NextPlace:
    """Shows one unsure place after the other on the map, each with a question mark."""

    def __init__(self, context: DockContext) -> None:
        self._context = context
        self._marker = PlaceMarkers(context.canvas)
        self._layer: QgsRasterLayer | None = None
        self._places: Sequence[UnsurePlace] = ()
        self._index = 0
        self._shown: QgsPointXY | None = None  # on the map

    def offer(self, places: Sequence[UnsurePlace], layer: QgsRasterLayer | None) -> None:
        """From now on go to these, which are in the CRS of the layer."""
        self._places, self._layer, self._index = places, layer, 0

    def go(self) -> str:
        """Show the next place on the map; what is to be said of it, empty where there is none."""
        self.forget()
        if self._layer is None or not self._places:
            return ""
        place = self._places[self._index % len(self._places)]
        self._index += 1
        to_map, back = self._context.from_map(self._layer.crs()), Qgis.TransformDirection.Reverse
        reach = SEEN_PATCHES / 2 * max(self._layer.rasterUnitsPerPixelX(), self._layer.rasterUnitsPerPixelY())
        around = QgsRectangle(place.x - reach, place.y - reach, place.x + reach, place.y + reach)
        try:
            self._shown = to_map.transform(QgsPointXY(place.x, place.y), back)
            around = to_map.transformBoundingBox(around, back)
        except QgsCsException as error:
            raise EngineFailure("outside", tr("This place has no coordinates in the map's CRS.")) from error
        canvas = self._context.canvas
        if canvas.extent().width() > around.width():
            canvas.setExtent(around)
        else:
            canvas.setCenter(self._shown)
        canvas.refresh()
        canvas.setFocus()  # so that the number of a class reaches the tool
        self._marker.show([Mark(self._shown, False, COLOUR, "?")])
        if not place.other:
            return tr("Which class is at the question mark? Press its number, or click there.")
        said = tr("“{one}” or “{other}” at the question mark? Press the number of its class, or click there.")
        return said.format(one=place.of, other=place.other)

    def take(self) -> QgsPointXY | None:
        """The place on the map that is shown, which is then answered; None where none is."""
        shown = self._shown
        self.forget()
        return shown

    def forget(self) -> None:
        """Show none."""
        self._shown = None
        self._marker.clear()
