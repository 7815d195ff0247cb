"""The examples: what is done on the map, in the list and by keys becomes places in the embedding layer's CRS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Optional

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication

from ....client.failure import EngineFailure
from ....tools.markers import Mark
from ....tools.place_tool import Pick
from ....translation import tr
from ...choices import PickedPlace
from ...connections import Connections
from ...context import DockContext
from ...embedding_layers import EmbeddingLayers
from ...history import History
from ...look_at.embed.earth import earth_encoder
from ..form.section import SimilarSection
from .places_on_map import PlacesOnMap
from .shapes import moved_place, on_map, place_of, selected_places
from .typed_place import points_of_text

ONLY_LIKE = tr("Points are found by those that they are like: Alt does nothing here.")
Click = tuple[QgsPointXY, Pick]
HandOn = Callable[[QgsPointXY, Pick], bool]


class PickedPlaces(QObject):
    """Emits ``changed`` with the place that is told about and the click that it came from, or None for either.

    ``dragged`` has the places as they would be. ``hand_on`` gets the clicks for which there are no embeddings to look
    in, and says whether it takes them.
    """

    changed = pyqtSignal(object, object)
    dragged = pyqtSignal(object)

    def __init__(
        self, section: SimilarSection, embeddings: EmbeddingLayers, context: DockContext, iface: QgisInterface
    ) -> None:
        super().__init__()
        self.crs = QgsCoordinateReferenceSystem()
        self.hand_on: Optional[HandOn] = None  # noqa: UP045 - Python 3.9
        self._section = section
        self._embeddings = embeddings
        self._context = context
        self._iface = iface
        self._history: History[list[PickedPlace]] = History([])
        self._is_new = False  # whether the places are those of the last change, and not of an undo
        self.map = PlacesOnMap(context.canvas, section.picking, section)
        self._outside = Connections()
        self._connect()

    @property
    def places(self) -> list[PickedPlace]:
        """The places as they are now."""
        return self._history.now

    @property
    def is_ready(self) -> bool:
        """Whether there is a layer, or the Earth, to pick a place in."""
        return self._embeddings.has_layer or self._embeddings.is_image

    def close(self) -> None:
        """Leave nothing on the map."""
        self.map.close()
        self._outside.close()

    def forget(self, places: Sequence[PickedPlace] = ()) -> None:
        """Begin anew with these places; nothing is said of them."""
        self._history = History(list(places))
        self._show()

    def change(
        self, places: Sequence[PickedPlace], newest: PickedPlace | None = None, click: Click | None = None
    ) -> None:
        """Have these places from now on."""
        self._history.change(list(places))
        self._is_new = True
        self._show(newest)
        self.changed.emit(newest or (places[-1] if places else None), click)

    def add(self, places: Sequence[PickedPlace]) -> None:
        """Have these places too."""
        self.change([*self.places, *places], newest=places[-1])

    def take_back(self) -> None:
        """The last click picked nothing: as before."""
        if self._is_new:
            self._is_new = False
            self._history.take_back()
            self._show()

    def clear(self) -> None:
        """Have none."""
        if self.places:
            self.change([])

    def show_on_map(self) -> None:
        """Show the markers; none where the map's CRS does not reach."""
        self._show_markers(None)

    def _show(self, newest: PickedPlace | None = None) -> None:
        self._section.show_places(self.places)
        self._show_markers(newest)

    def _show_markers(self, newest: PickedPlace | None) -> None:
        places, from_map = self.places, self._context.from_map(self.crs)
        to_map = Qgis.TransformDirection.Reverse
        try:
            marks = [Mark(from_map.transform(QgsPointXY(one.x, one.y), to_map), one.positive) for one in places]
            areas = [on_map(one, from_map) for one in places]
        except QgsCsException:  # the map's new CRS does not reach there
            marks, areas = [], []
        selected = places.index(newest) if newest in places else len(places) - 1
        self.map.show(marks, areas, selected=selected if marks else None)

    # What a person does

    def _picked(self, point: QgsPointXY, pick: Pick) -> None:
        if not self.is_ready:
            if self.hand_on is not None:
                self.hand_on(point, pick)
            return
        if pick is Pick.EXCLUDE and not self._may_exclude():
            return
        place = self._place(point, positive=pick is not Pick.EXCLUDE)
        if place is not None:
            before = [] if pick is Pick.REPLACE else self.places
            self.change([*before, place], newest=place, click=(point, pick))

    def _may_exclude(self) -> bool:
        if self._embeddings.points is not None:
            self._context.notices.say(ONLY_LIKE)
            return False
        return True

    def _place(self, point: QgsPointXY, *, positive: bool) -> PickedPlace | None:
        """The point of the map in the embedding layer's CRS; None where there is no layer or no such coordinates."""
        if not self.is_ready:
            return None
        try:
            inside = self._context.point_from_map(point, self.crs)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return None
        layer = self._embeddings.current
        if self._embeddings.is_earth or (layer is not None and earth_encoder(layer)):
            # The map may show the Earth more than once, side by side.
            return PickedPlace((inside.x() + 180) % 360 - 180, inside.y(), positive)
        return PickedPlace(inside.x(), inside.y(), positive)

    def _with_moved(self, index: int, point: QgsPointXY) -> list[PickedPlace] | None:
        """The places with this one moved to a point of the map; None where it cannot be."""
        target = self._place(point, positive=True) if index < len(self.places) else None
        if target is None:
            return None
        moved = moved_place(self.places[index], target.x, target.y)
        return [*self.places[:index], moved, *self.places[index + 1 :]]

    def _dragged(self, index: int, point: QgsPointXY) -> None:
        places = self._with_moved(index, point)
        if places is not None:
            self.dragged.emit(places)

    def _moved(self, index: int, point: QgsPointXY) -> None:
        places = self._with_moved(index, point)
        if places is not None:
            self.change(places, newest=places[index])

    def _switch(self, index: int) -> None:
        if self._may_exclude():
            one, places = self.places[index], list(self.places)
            places[index] = PickedPlace(one.x, one.y, not one.positive, one.area)
            self.change(places, newest=places[index])

    def _remove(self, index: int) -> None:
        self.change([*self.places[:index], *self.places[index + 1 :]])

    def _undo(self) -> None:
        if self._history.undo():
            self._went()

    def _redo(self) -> None:
        if self._history.redo():
            self._went()

    def _went(self) -> None:
        self._is_new = False
        self._show()
        self.changed.emit(self.places[-1] if self.places else None, None)

    def _add_rectangle(self, rectangle: QgsRectangle) -> None:
        shape = QgsGeometry.fromRect(rectangle)
        try:
            shape.transform(self._context.from_map(self.crs))
        except QgsCsException:
            self._context.notices.failed(EngineFailure("outside", tr("The rectangle has no place in the layer.")))
            return
        self.add([place_of(shape, positive=self.map.positive)])

    def _add_selection(self) -> None:
        layer, project = self._iface.activeLayer(), self._context.project
        try:
            self.add(selected_places(layer, self.crs, project, positive=self.map.positive))
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    def _add_typed(self, text: str) -> None:
        layer = self._embeddings.current or self._embeddings.points
        map_crs = self._context.canvas.mapSettings().destinationCrs()
        try:
            points = points_of_text(text, map_crs, self.crs, self._context.project)
            inside = [one for one in points if layer is None or layer.extent().contains(one)]
            if not inside and layer is not None:
                message = tr("“{place}” lies outside of “{layer}”.").format(place=text.strip(), layer=layer.name())
                raise EngineFailure("outside", message)
        except EngineFailure as failure:
            self._section.picking.say(str(failure))
            return
        self._section.picking.line.clear()
        positive = self.map.positive or self._embeddings.points is not None
        self.add([PickedPlace(inside[0].x(), inside[0].y(), positive)])

    def _copy(self, index: int) -> None:
        place = self.places[index]
        QApplication.clipboard().setText(f"{place.x:.9g}, {place.y:.9g}")

    def _connect(self) -> None:
        section, on_the_map = self._section, self.map
        section.pick_toggled.connect(on_the_map.toggle)
        section.clear.clicked.connect(self.clear)
        section.places.remove_wanted.connect(self._remove)
        section.picking.selection_wanted.connect(self._add_selection)
        section.picking.typed.connect(self._add_typed)
        on_the_map.picked.connect(self._picked)
        on_the_map.drawn.connect(self._add_rectangle)
        on_the_map.dragged.connect(self._dragged)
        on_the_map.moved.connect(self._moved)
        on_the_map.switch_wanted.connect(self._switch)
        on_the_map.remove_wanted.connect(self._remove)
        on_the_map.copy_wanted.connect(self._copy)
        on_the_map.undo_wanted.connect(self._undo)
        on_the_map.redo_wanted.connect(self._redo)
        self._outside.connect(self._context.canvas.destinationCrsChanged, self.show_on_map)
