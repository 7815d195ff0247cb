"""The section *Classes* with its two pages, and the page *from my examples*."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGroupBox,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from ...translation import tr
from ..widgets.flow_layout import FlowLayout
from ..widgets.forms import QuietLabel, column, named, narrow, reveal, row, section, widget_of
from ..widgets.progress_button import ProgressButton
from .table import ExampleTable

UNDO = "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}"


class ExamplesPage(QWidget):
    """Shows the named classes, how good their map is, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self._add_examples()
        self._add_map()
        self._lay_out()
        self.show_hint("")
        self.show_score("")
        self.show_map(shown=False)

    def _add_examples(self) -> None:
        """What the classes and their examples are changed by."""
        self.pick = named(
            QPushButton(tr("Add e&xamples")),
            "landprintAddExamples",
            tr("Add examples"),
            tr("Click the map: each click is an example of the selected class. The keys 1 to 9 choose the class."),
        )
        self.pick.setCheckable(True)
        self.undo = named(
            QToolButton(), "landprintUndoExamples", tr("Undo"), tr("Take back the last change of classes or examples")
        )
        self.undo.setText(UNDO)
        self.clear = named(
            QPushButton(tr("Clear")), "landprintClearExamples", tr("Clear"), tr("Remove all examples; the classes stay")
        )
        self.table = ExampleTable()
        self.add = named(
            QPushButton(tr("+ Class")), "landprintAddClass", tr("Add a class"), tr("Add a class and type its name")
        )
        self.from_layer = named(
            QPushButton(tr("From a layer…")),
            "landprintFromLayer",
            tr("Examples from a layer"),
            tr("Take classes and examples from the points or polygons of a layer"),
        )
        self.hint = QuietLabel()

    def _add_map(self) -> None:
        """What is said of the class map, and done with it."""
        self.score = named(
            QuietLabel(),
            "landprintScore",
            tr("Score"),
            tr(
                "Some examples are left out in turn, and found again by what is learned from the others. "
                "Every class counts the same."
            ),
        )
        self.certainty = named(
            QCheckBox(tr("Certainty")),
            "landprintCertainty",
            tr("Certainty"),
            tr("Veil what the class map is not sure of"),
        )
        self.next = named(
            QPushButton(tr("Next unsure place")),
            "landprintNextPlace",
            tr("Next unsure place"),
            tr("Go where one more example would help most, and say which class is there"),
        )
        self.save = ProgressButton(
            "landprintSaveClasses", tr("Save as"), tr("Save the class map, its polygons or its model in a file")
        )
        self.menu = QMenu(self)
        self.save_map = self.menu.addAction(tr("&Class map…"))
        self.save_polygons = self.menu.addAction(tr("&Polygons…"))
        self.save_model = self.menu.addAction(tr("&Model, for other images…"))
        self.apply_model = named(
            QPushButton(tr("Apply a model…")),
            "landprintApplyModel",
            tr("Apply a saved model"),
            tr("Make a class map of this layer by a model that was saved before"),
        )
        self.save.button.setMenu(self.menu)
        self._of_map = widget_of(row(self.certainty, narrow(self.next), stretch=1))

    def _lay_out(self) -> None:
        more = row(narrow(self.add), narrow(self.from_layer))
        files = row(self.save, narrow(self.apply_model))
        for parts in (more, files):  # the texts on the right are the longer ones
            parts.setStretch(0, 2)
            parts.setStretch(1, 3)
        self.setLayout(
            column(
                row(narrow(self.pick), self.undo, self.clear, stretch=0),
                self.table,
                more,
                self.hint,
                self.score,
                self._of_map,
                files,
            )
        )

    def show_hint(self, text: str) -> None:
        """What to do next; empty for nothing."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def show_score(self, text: str, tip: str = "") -> None:
        """How good the class map is; empty while it is not known."""
        self.score.setText(text)
        self.score.setVisible(bool(text))
        if tip:
            self.score.setToolTip(tip)

    def reveal(self) -> None:
        """Bring the page into view."""
        reveal(self.pick, self.apply_model)

    def show_map(self, *, shown: bool, is_whole: bool = True, has_next: bool = False) -> None:
        """Whether there is a class map, whether it is the whole one or still grows, and has an unsure place."""
        if shown and self.pick.isChecked() and not self._of_map.isVisibleTo(self):
            self.reveal()
        self._of_map.setVisible(shown)
        self.next.setEnabled(has_next)
        self.save.setVisible(shown and is_whole)
        self.apply_model.setEnabled(is_whole)


class ClassesGroup(QGroupBox):
    """Two ways to classes: from the user's examples, or from the embeddings alone; ``switched`` between them."""

    switched = pyqtSignal()

    def __init__(self, examples: ExamplesPage, by_itself: QWidget) -> None:
        super().__init__(tr("Classes"))
        self.from_examples = named(
            QRadioButton(tr("from my examples")),
            "landprintFromExamples",
            tr("Classes from my examples"),
            tr("You name the classes and click examples of them"),
        )
        self.by_itself = named(
            QRadioButton(tr("by itself")),
            "landprintByItself",
            tr("Classes by itself"),
            tr("Classes are found in the embeddings without examples"),
        )
        self._pages = (examples, by_itself)
        self._choice = QButtonGroup(self)
        for index, button in enumerate((self.from_examples, self.by_itself)):
            self._choice.addButton(button, index)
        self._switch = QWidget()
        in_rows = FlowLayout(self._switch)  # in some languages they need two
        for button in (self.from_examples, self.by_itself):
            in_rows.addWidget(button)
        self._empty = QuietLabel(tr("Classes are made of an embedding layer."))
        self.setLayout(section(self._empty, self._switch, examples, by_itself))
        self.from_examples.setChecked(True)
        self.from_examples.toggled.connect(self._switch_page)
        self.show_ready(examples=False, by_itself=False)

    def show_ready(self, *, examples: bool, by_itself: bool) -> None:
        """Whether there is something to click examples on, and embeddings in which classes are found by themselves."""
        if by_itself and not examples:
            self.by_itself.setChecked(True)
        self.from_examples.setEnabled(examples)
        self.by_itself.setEnabled(by_itself)
        self._fit()

    @property
    def shows_examples(self) -> bool:
        """Whether the page of examples is the one that is shown."""
        return self.from_examples.isEnabled() and self.from_examples.isChecked()

    def _switch_page(self, _checked: bool) -> None:
        self._fit()
        self.switched.emit()

    def _fit(self) -> None:
        buttons = (self.from_examples, self.by_itself)
        shown = [button.isEnabled() and button.isChecked() for button in buttons]
        self._empty.setVisible(not any(shown))
        self._switch.setVisible(any(button.isEnabled() for button in buttons))
        for page, is_shown in zip(self._pages, shown):
            page.setVisible(is_shown)
