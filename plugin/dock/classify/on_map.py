"""The examples on the map: a marker at each point, and the outline of each area in the colour of its class."""

from __future__ import annotations

from contextlib import suppress

from qgis.core import Qgis, QgsCoordinateTransform, QgsCsException, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ...tools.chip_outlines import outline_on
from ...tools.colours import HALO
from ...tools.markers import Mark, PlaceMarkers
from .examples import Example, Examples
from .table import KEYS

MOST_MARKERS = 300
MOST_OUTLINES = 300  # more would be drawn anew at each step of the map


class ExamplesOnMap:
    """Shows examples; ``marked`` are the positions of those that have a marker, in the order of the markers."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self.markers = PlaceMarkers(canvas)
        self.marked: list[int] = []
        self._outlines: dict[Example, QgsRubberBand] = {}
        self._shown: tuple[str, str] = ("", "")  # the CRS of examples and map for which the outlines are

    def show(self, examples: Examples, from_map: QgsCoordinateTransform) -> None:
        """Show exactly these; none where the map's CRS does not reach. ``from_map`` leads to their CRS."""
        points = [position for position, one in enumerate(examples.places) if not one.wkt]
        marks, self.marked = [], []
        for position in points[-MOST_MARKERS:]:
            one = examples.places[position]
            number = examples.index(one.of)
            colour, text = QColor(examples.classes[number].colour), str(number + 1) if number < KEYS else "•"
            with suppress(QgsCsException):
                point = from_map.transform(QgsPointXY(one.x, one.y), Qgis.TransformDirection.Reverse)
                marks.append(Mark(point, positive=True, colour=colour, text=text))
                self.marked.append(position)
        self.markers.show(marks)
        self._show_areas(examples, from_map)

    def _show_areas(self, examples: Examples, from_map: QgsCoordinateTransform) -> None:
        """Outline the areas; those that are there already only get the colour of their class."""
        crs = (from_map.sourceCrs().toWkt(), from_map.destinationCrs().toWkt())
        wanted = dict.fromkeys([one for one in examples.places if one.wkt][-MOST_OUTLINES:])
        for gone in [one for one in self._outlines if one not in wanted or crs != self._shown]:
            self._canvas.scene().removeItem(self._outlines.pop(gone))
        self._shown = crs
        colours = {one.name: QColor(one.colour) for one in examples.classes}
        for one in wanted:
            if one not in self._outlines:
                shape = QgsGeometry.fromWkt(one.wkt)
                try:
                    shape.transform(from_map, Qgis.TransformDirection.Reverse)
                except QgsCsException:
                    continue
                self._outlines[one] = outline_on(self._canvas, colours[one.of], HALO)
                self._outlines[one].setToGeometry(shape, None)
            self._outlines[one].setStrokeColor(colours[one.of])
            self._outlines[one].update()

    def clear(self) -> None:
        """Leave nothing on the map."""
        self.markers.clear()
        self.marked = []
        for outline in self._outlines.values():
            self._canvas.scene().removeItem(outline)
        self._outlines = {}
