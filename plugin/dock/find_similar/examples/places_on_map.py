"""The places on the map: the tools that pick them, their markers and the menu of one."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QWidget

from ....tools.active_tool import ActiveTool
from ....tools.chip_outlines import outline_on
from ....tools.colours import HALO, NEGATIVE, POSITIVE
from ....tools.markers import Mark, PlaceMarkers
from ....tools.place_tool import Pick, PlaceTool
from ....tools.rectangle_tool import RectangleTool
from ....translation import tr
from ...connections import Connections
from ..form.picking import Picking


class PlacesOnMap(QObject):
    """Emits what is done with places on the map, in map coordinates; connects the buttons with the tools."""

    picked = pyqtSignal(QgsPointXY, object)
    drawn = pyqtSignal(QgsRectangle)
    dragged = pyqtSignal(int, QgsPointXY)
    moved = pyqtSignal(int, QgsPointXY)
    switch_wanted = pyqtSignal(int)
    remove_wanted = pyqtSignal(int)
    copy_wanted = pyqtSignal(int)
    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    hovered = pyqtSignal(QgsPointXY, QPoint)

    def __init__(self, canvas: QgsMapCanvas, picking: Picking, section: QWidget) -> None:
        super().__init__()
        self.positive = True  # whether a plain click, a rectangle or coordinates are liked
        self._canvas = canvas
        self._picking = picking
        self._section = section
        self._marks: Sequence[Mark] = []
        self._markers = PlaceMarkers(canvas)
        self._outlines: list[QgsRubberBand] = []
        self._tool = PlaceTool(canvas, self._markers.at)
        self._tool.watch(section)
        self._active_tool = ActiveTool(canvas, self._tool)
        self._rectangle = RectangleTool(canvas)
        self._active_rectangle = ActiveTool(canvas, self._rectangle)
        self._menu: QMenu | None = None
        self._outside = Connections()
        self._connect()

    def close(self) -> None:
        """Leave nothing on the map."""
        self.leave()
        self._outside.close()

    def leave(self) -> None:
        """Give the map back: no tool, no markers."""
        self.leave_tool()
        self.show([], [], selected=None)

    def leave_tool(self) -> None:
        """Give the map back its tool."""
        self._active_rectangle.deactivate()
        self._active_tool.deactivate()

    def toggle(self, wanted: bool) -> None:
        """Let places be picked, or not."""
        if wanted and self._canvas.mapTool() is not self._rectangle:
            self._active_tool.activate()
        elif not wanted:
            self.leave_tool()
        self._show_tool()

    def show(self, marks: Sequence[Mark], areas: Sequence[QgsGeometry], selected: int | None) -> None:
        """Show exactly these places, and the outlines of those that are areas; keys act on the selected one."""
        self._marks = marks
        self._markers.show(marks)
        self._select(selected)
        for outline in self._outlines:
            self._canvas.scene().removeItem(outline)
        self._outlines = []
        for area, mark in zip(areas, marks):
            if not area.isNull():
                self._outlines.append(outline_on(self._canvas, POSITIVE if mark.positive else NEGATIVE, HALO))
                self._outlines[-1].setToGeometry(area, None)

    def _select(self, index: int | None) -> None:
        self._tool.selected = index
        self._markers.select(index)

    def _picked(self, point: QgsPointXY, pick: Pick) -> None:
        self.picked.emit(point, pick if self.positive else Pick.EXCLUDE)

    def _choose_sign(self, positive: bool) -> None:
        self.positive = positive
        self._show_tool()

    def _toggle_rectangle(self, wanted: bool) -> None:
        if wanted:
            self._active_tool.activate()  # which comes back after the rectangle
        self._active_rectangle.toggle(wanted)
        self._show_tool()

    def _show_tool(self, *_tools: QgsMapTool | None) -> None:
        """Keep the buttons in step with the active map tool."""
        tool = self._canvas.mapTool()
        is_drawing = tool is self._rectangle
        self._picking.show_tool(picking=tool is self._tool, drawing=is_drawing, positive=self.positive)

    def _take_rectangle(self, rectangle: QgsRectangle) -> None:
        self._active_rectangle.deactivate()
        if not rectangle.isEmpty():
            self.drawn.emit(QgsRectangle(rectangle))

    def _show_menu(self, index: int, position: QPoint) -> None:
        menu = self._menu = QMenu(self._canvas)
        is_liked = self._marks[index].positive
        switch = tr("Make it a place &not liked") if is_liked else tr("Make it a &liked place")
        for text, signal in (
            (switch, self.switch_wanted),
            (tr("&Remove"), self.remove_wanted),
            (tr("&Copy coordinates"), self.copy_wanted),
        ):
            menu.addAction(text).triggered.connect(lambda _checked, signal=signal: signal.emit(index))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)

    def _connect(self) -> None:
        picking, tool = self._picking, self._tool
        picking.sign_chosen.connect(self._choose_sign)
        picking.rectangle_toggled.connect(self._toggle_rectangle)
        tool.picked.connect(self._picked)
        tool.dragged.connect(self._markers.drag)
        for signal, own in (
            (tool.dragged, self.dragged),
            (tool.moved, self.moved),
            (tool.remove_wanted, self.remove_wanted),
            (tool.undo_wanted, self.undo_wanted),
            (tool.redo_wanted, self.redo_wanted),
            (tool.hovered, self.hovered),
            (self._rectangle.undo_wanted, self.undo_wanted),
            (self._rectangle.redo_wanted, self.redo_wanted),
        ):
            signal.connect(own)
        tool.touched.connect(self._select)
        tool.sign_wanted.connect(self._choose_sign)
        tool.menu_wanted.connect(self._show_menu)
        tool.left.connect(self.leave_tool)
        self._rectangle.left.connect(self._active_rectangle.deactivate)
        self._rectangle.extentChanged.connect(self._take_rectangle)
        self._outside.connect(self._canvas.mapToolSet, self._show_tool)
