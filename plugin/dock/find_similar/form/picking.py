"""The buttons by which examples are picked: like, not like, a rectangle, selected features, coordinates."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from ....translation import tr
from ...widgets.flow_layout import FlowLayout
from ...widgets.forms import QuietLabel, column, named, widget_of
from .icons import rectangle_icon, sign_icon

LIKE_TIP = tr("Click the map to see where else looks like that place. Shift adds a place. Key: +")
UNLIKE_TIP = tr("Click a place that looks alike and is not meant. Alt does the same. Key: −")
RECTANGLE_TIP = tr("Draw a rectangle: all of it becomes one example, liked or not liked as the button beside says")
OTHERS_TIP = tr("More ways to give examples: selected features, coordinates")
WHOLE_CHIP_TIP = tr(
    "Click the image to embed all that the encoder sees at once around there. It needs no embedding layer."
)
TYPED_TIP = tr("Coordinates as 48.137, 11.575 or 48°08′N 11°34′E, or x, y of the map; Enter adds the place")


class Picking(QWidget):
    """Emits whether places are to be picked, by which sign they count, and the other ways to give examples."""

    tool_toggled = pyqtSignal(bool)
    sign_chosen = pyqtSignal(bool)
    rectangle_toggled = pyqtSignal(bool)
    selection_wanted = pyqtSignal()
    typed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.like = named(QToolButton(), "landprintPick", tr("Like"), LIKE_TIP)
        self.unlike = named(QToolButton(), "landprintUnlike", tr("Not like"), UNLIKE_TIP)
        for button, text in ((self.like, tr("Li&ke")), (self.unlike, tr("Not like"))):
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rectangle = named(QToolButton(), "landprintRectangle", tr("Rectangle"), RECTANGLE_TIP)
        self.others = named(QToolButton(), "landprintOthers", tr("More ways to give examples"), OTHERS_TIP)
        self.others.setText("…")
        self.others.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # The arrow of a menu would be drawn over the dots.
        self.others.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        self.selection = menu.addAction(tr("&Selected features of the active layer"))
        self.coordinates = menu.addAction(tr("&Coordinates…"))
        self.others.setMenu(menu)
        self.clear = named(QToolButton(), "landprintClear", tr("Clear"), tr("Remove all places"))
        self.clear.setText(tr("Clear"))
        self.clear.setAutoRaise(True)
        self.whole_chip = named(QPushButton(tr("Whole ch&ip")), "landprintWholeChip", tr("Whole chip"), WHOLE_CHIP_TIP)
        for button in (self.like, self.unlike, self.rectangle, self.whole_chip):
            button.setCheckable(True)
        self.line = named(QLineEdit(), "landprintTyped", tr("Coordinates"), TYPED_TIP)
        self.line.setPlaceholderText(tr("48.137, 11.575 or 48°08′N 11°34′E"))
        self.problem = QuietLabel()
        self._typing = widget_of(column(self.line, self.problem))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.like, self.unlike, self.rectangle, self.others, self.clear, self.whole_chip):
            flow.addWidget(button)
        self.setLayout(column(buttons, self._typing))
        self._show_icons()
        self.show_typing(shown=False)
        self._connect()

    def show_tool(self, *, picking: bool, drawing: bool, positive: bool) -> None:
        """Show which tool is active and by which sign its places count; no signal is emitted."""
        self.like.setChecked((picking or drawing) and positive)
        self.unlike.setChecked((picking or drawing) and not positive)
        self.rectangle.setChecked(drawing)

    def offer(self, *, unlike: bool, shapes: bool) -> None:
        """Whether places to be unlike count here, and examples that are no points."""
        self.unlike.setEnabled(unlike)
        for part in (self.rectangle, self.others):
            part.setEnabled(shapes)

    def fit(self, *, ready: bool, chips: bool, has_chip: bool, clearable: bool) -> None:
        """Show the buttons that can be used; the focus stays in the section."""
        for button in (self.like, self.unlike, self.rectangle, self.others):
            button.setVisible(ready)
        self.whole_chip.setVisible(chips)
        self.clear.setVisible(ready or has_chip)
        if self.clear.hasFocus() and not clearable:
            (self.like if ready else self.whole_chip).setFocus()
        self.clear.setEnabled(clearable)
        self.updateGeometry()

    def show_typing(self, *, shown: bool) -> None:
        """Show or hide the line for coordinates."""
        self._typing.setVisible(shown)
        self.say("")
        if shown:
            self.line.setFocus()

    def say(self, problem: str) -> None:
        """Say why the coordinates are no place; nothing takes it back."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _connect(self) -> None:
        self.like.clicked.connect(lambda checked: self._chosen(positive=True, checked=checked))
        self.unlike.clicked.connect(lambda checked: self._chosen(positive=False, checked=checked))
        self.rectangle.clicked.connect(self.rectangle_toggled)
        self.selection.triggered.connect(lambda _checked: self.selection_wanted.emit())
        self.coordinates.triggered.connect(lambda _checked: self.show_typing(shown=self._typing.isHidden()))
        self.line.returnPressed.connect(lambda: self.typed.emit(self.line.text()))
        self.line.textEdited.connect(lambda _text: self.say(""))

    def _chosen(self, *, positive: bool, checked: bool) -> None:
        """One of the two was pressed: it leaves the map where it was pressed before, and else takes it."""
        if checked:
            self.sign_chosen.emit(positive)
        self.tool_toggled.emit(checked)

    def _show_icons(self) -> None:
        side = self.fontMetrics().height()
        for button, positive in ((self.like, True), (self.unlike, False)):
            button.setIcon(sign_icon(side, positive=positive))
            button.setIconSize(QSize(side, side))
        self.rectangle.setIcon(rectangle_icon(side))
