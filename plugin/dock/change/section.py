"""The section *Change*: two embedding layers, and a button."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtWidgets import QGroupBox

from ...translation import tr
from ..widgets.elided_combo import ElidedNames
from ..widgets.forms import QuietLabel, add_row, form, named, narrow, section
from ..widgets.progress_button import ProgressButton


class ChangeSection(QGroupBox):
    """Shows from which embedding layer to which other one the change is mapped."""

    def __init__(self) -> None:
        super().__init__(tr("Change"))
        tip = tr("The embedding layer of the first date; the map has its patches")
        self.before = narrow(named(ElidedNames(), "landprintChangeBefore", tr("Before"), tip))
        tip = tr("The embedding layer of the second date, of the same encoder")
        self.after = narrow(named(ElidedNames(), "landprintChangeAfter", tr("After"), tip))
        tip = tr("Make a layer of how much each place differs between the two")
        self.run = ProgressButton("landprintChange", tr("M&ap the change"), tip)
        self.note = QuietLabel()
        layout = form()
        add_row(layout, tr("Before"), self.before)
        add_row(layout, tr("After"), self.after)
        self.setLayout(section(layout, self.run, self.note))
        self.show_note("")

    def offer(self, layers: Sequence[tuple[str, str]]) -> None:
        """Offer these layers, by title and id; the choice stays where it can, and two are different."""
        chosen = [self.before.currentData(), self.after.currentData()]
        ids = [layer_id for _title, layer_id in layers]
        for combo, wanted, default in ((self.before, chosen[0], 0), (self.after, chosen[1], 1)):
            combo.blockSignals(True)
            combo.clear()
            for title, layer_id in layers:
                combo.addItem(title, layer_id)
            combo.setCurrentIndex(ids.index(wanted) if wanted in ids else min(default, len(ids) - 1))
            combo.blockSignals(False)
        if self.before.currentIndex() == self.after.currentIndex():
            self.after.setCurrentIndex(0 if self.before.currentIndex() else len(ids) - 1)

    def show_note(self, text: str) -> None:
        """A line under the button: how much has changed."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
