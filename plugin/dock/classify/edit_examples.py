"""Classes and examples are changed: in the table, by clicks on the map, by keys, and out of a layer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Optional

from qgis.core import QgsPointXY, QgsVectorLayer
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ...client.failure import EngineFailure
from ...layers.sources.vector_source import wkt
from ...tools.active_tool import ActiveTool
from ...tools.example_tool import ExampleTool
from ...tools.place_tool import Pick
from ...translation import tr
from ..connections import Connections
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..first_click import FirstClick
from ..history import History
from .examples import MOST_CLASSES, Example, Examples
from .from_layer import joined, read_examples
from .layer_dialog import LayerDialog
from .next_place import NextPlace
from .on_map import ExamplesOnMap
from .positions import ExamplePositions
from .section import ExamplesPage
from .table import KEYS

KEPT_EXAMPLES = "class_examples"


class EditExamples(QObject):
    """Holds the examples, which the project keeps; ``changed`` after each change, ``dragged`` on the way to one.

    The examples are the project's and not one layer's: two images of a place share them, and so do the embeddings
    of one image in two sizes of patches. Of each layer those inside of it are used.
    """

    changed = pyqtSignal()
    dragged = pyqtSignal(object)
    selected = pyqtSignal()  # another class
    hinted = pyqtSignal(str)  # what to do at the unsure place

    def __init__(
        self, page: ExamplesPage, embeddings: EmbeddingLayers, first: FirstClick, context: DockContext
    ) -> None:
        super().__init__()
        self._page = page
        self._first = first
        self._context = context
        self.positions = ExamplePositions(embeddings, first, context)
        self._outside = Connections()
        self._history = History(Examples())
        self.current = 0  # the position of the class that a click is an example of
        self._dragging: Optional[Examples] = None  # noqa: UP045 - Python 3.9; as they would be if the mouse were let go
        self._on_map = ExamplesOnMap(context.canvas)
        self._tool = ExampleTool(context.canvas, self._on_map.markers.at)
        self._active_tool = ActiveTool(context.canvas, self._tool)
        self.next = NextPlace(context)
        self._connect()
        self.take_up()

    def close(self) -> None:
        """Leave nothing on the map."""
        self.leave_map()
        self._outside.close()

    @property
    def examples(self) -> Examples:
        """The classes and examples as they are."""
        return self._history.now

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._history.can_undo

    def take_up(self) -> None:
        """Go on with the examples that the project keeps; two empty classes where it keeps none."""
        examples = Examples.of(self._context.kept.read(KEPT_EXAMPLES))
        if not examples.classes:
            examples = examples.with_class(_class_name(1)).with_class(_class_name(2))
        self._history, self._dragging = History(examples), None
        self.current = 0

    def set(self, examples: Examples) -> None:
        """Go on with these, and keep them."""
        if examples != self.examples:
            self._history.change(examples)
        self._keep()

    def _keep(self) -> None:
        self._dragging = None
        self._context.kept.write(KEPT_EXAMPLES, self.examples.value)
        self.current = min(max(self.current, 0), max(len(self.examples.classes) - 1, 0))
        self.changed.emit()

    def _undo(self) -> None:
        if self._history.undo():
            self._keep()

    def _fail(self, message: str, hint: str) -> None:
        self._context.notices.failed(EngineFailure("parameter", message, hint))

    # Classes

    def _add_class(self) -> None:
        examples = self.examples
        if len(examples.classes) >= MOST_CLASSES:
            self._fail(tr("At most {most} classes are told apart.").format(most=MOST_CLASSES), tr("Remove one first."))
            return
        number = len(examples.classes) + 1
        while examples.index(_class_name(number)) >= 0:
            number += 1
        self.current = len(examples.classes)
        self.set(examples.with_class(_class_name(number)))
        self._page.table.edit_name(self.current)

    def _rename(self, index: int, name: str) -> None:
        other = self.examples.index(name)
        if name and other < 0:
            self.set(self.examples.renamed(index, name))
            return
        if other not in (-1, index):
            self._fail(tr("There is a class “{name}” already.").format(name=name), tr("Give this one another name."))
        self.selected.emit()  # shows the name again

    def _choose(self, index: int) -> None:
        self.current = index
        self.selected.emit()

    def _class_wanted(self, number: int) -> None:
        """A key with the number of a class: it is the one from now on, and that of the unsure place that is shown."""
        if number <= len(self.examples.classes):
            self._choose(number - 1)
            place = self.next.take()
            if place is not None:
                self._add(place)

    # Examples

    def _picked(self, point: QgsPointXY, _pick: Pick) -> None:
        self.next.forget()
        self._add(point)

    def _add(self, point: QgsPointXY) -> None:
        """One more example of the chosen class, at a point of the map."""
        examples = self.examples if self.examples.classes else self.examples.with_class(_class_name(1))
        of = examples.classes[self.current].name
        try:
            try:
                place = self.positions.example(point, of, self.examples)
            except EngineFailure:
                if self._first.take(point) is None:
                    raise
                # The image goes on beside what is embedded of it.
                place = self.positions.example(point, of, self.examples)
            self.positions.embed_from(place, self.examples)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        crs = self.positions.crs(self.examples)
        self.set(examples.with_places((*examples.places, place), wkt(crs) if crs.isValid() else ""))
        self._touch(len(self._on_map.marked) - 1)

    def _touch(self, index: int) -> None:
        """Let keys act on this marker."""
        self._tool.selected = index
        self._on_map.markers.select(index)

    def _drag(self, index: int, point: QgsPointXY) -> None:
        self._on_map.markers.drag(index, point)
        with suppress(EngineFailure):  # the end of the drag says so
            self._dragging = self._replaced(index, self.positions.example(point, self._at(index).of, self.examples))
            self.dragged.emit(self._dragging)

    def _move(self, index: int, point: QgsPointXY) -> None:
        self._dragging = None
        try:
            place = self.positions.example(point, self._at(index).of, self.examples)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            self.changed.emit()  # back to where it was
        else:
            self.set(self._replaced(index, place))

    def _remove(self, index: int) -> None:
        self.set(self._replaced(index))

    def _at(self, index: int) -> Example:
        """The example of this marker."""
        return self.examples.places[self._on_map.marked[index]]

    def _replaced(self, index: int, *new: Example) -> Examples:
        """The examples with others, or none, in place of that of this marker."""
        places, position = self.examples.places, self._on_map.marked[index]
        return self.examples.with_places((*places[:position], *new, *places[position + 1 :]), self.examples.crs)

    def _open_menu(self, index: int, where: QPoint) -> None:
        menu = QMenu(self._page)
        for one in self.examples.classes[:KEYS]:
            changed = self._replaced(index, replace(self._at(index), of=one.name))
            # A name may have an ampersand of its own.
            menu.addAction(one.name.replace("&", "&&"), partial(self.set, changed))
        menu.addSeparator()
        menu.addAction(tr("&Remove this example"), partial(self._remove, index))
        menu.popup(where)

    def _take_layer(self) -> None:
        dialog = LayerDialog(self._page)
        if dialog.exec() and dialog.layer is not None:
            self.take_examples(dialog.layer, dialog.column)

    def take_examples(self, layer: QgsVectorLayer, column: str) -> None:
        """Add the features of a vector layer as examples of the classes in its column."""
        try:
            crs, base = self.positions.crs(self.examples), self.positions.base
            examples = joined(self.examples, read_examples(layer, column, crs, self._context.project), crs)
            inside = [] if base is None else self.positions.within(examples, base)
            if inside:
                self.positions.embed_from(inside[-1], examples)
            self.set(examples)
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    # The map

    def leave_layer(self) -> None:
        """Another layer is chosen: the tool stays while there is one to click on."""
        self.next.forget()
        if self.positions.base is None:
            self.leave_map()

    def leave_map(self) -> None:
        """Give the map back: no tool, no markers."""
        self._active_tool.deactivate()
        self.next.forget()
        self._on_map.clear()

    def show_on_map(self) -> None:
        """Show markers and outlines; none where the map's CRS does not reach."""
        self._on_map.show(self._dragging or self.examples, self._context.from_map(self.positions.crs(self.examples)))

    def _tool_set(self, tool: QgsMapTool | None, _before: QgsMapTool | None) -> None:
        """Keep the button in step with the active map tool."""
        self._page.pick.setChecked(tool is self._tool)
        if tool is not self._tool:
            self.next.forget()

    def _go_next(self) -> None:
        self._active_tool.activate()
        try:
            self.hinted.emit(self.next.go())
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    def _connect(self) -> None:
        page, tool = self._page, self._tool
        page.pick.toggled.connect(self._active_tool.toggle)
        page.pick.clicked.connect(lambda _checked: page.reveal())
        page.undo.clicked.connect(lambda _checked: self._undo())
        page.clear.clicked.connect(lambda _checked: self.set(self.examples.with_places((), "")))
        page.add.clicked.connect(lambda _checked: self._add_class())
        page.from_layer.clicked.connect(lambda _checked: self._take_layer())
        page.next.clicked.connect(lambda _checked: self._go_next())
        page.table.chosen.connect(self._choose)
        page.table.renamed.connect(self._rename)
        page.table.recoloured.connect(lambda index, colour: self.set(self.examples.recoloured(index, colour)))
        page.table.remove_wanted.connect(lambda index: self.set(self.examples.without_class(index)))
        tool.picked.connect(self._picked)
        tool.touched.connect(self._touch)
        tool.dragged.connect(self._drag)
        tool.moved.connect(self._move)
        tool.remove_wanted.connect(self._remove)
        tool.menu_wanted.connect(self._open_menu)
        tool.undo_wanted.connect(self._undo)
        tool.class_wanted.connect(self._class_wanted)
        tool.left.connect(self._active_tool.deactivate)
        self._outside.connect(self._context.canvas.mapToolSet, self._tool_set)


def _class_name(number: int) -> str:
    return tr("Class {number}").format(number=number)
