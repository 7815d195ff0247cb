"""The line that says whose embeddings a raster holds; its menu says how their numbers are read."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ....resources import known_encoders
from ....translation import tr, tr_n
from ...widgets.forms import LineButton, named, narrow

TIP = tr("Whose embeddings these are, and how their numbers are read; press to correct it")
AUTO, OWN = "auto", "landprint"  # what the engine calls what it recognises, and embeddings of Landprint's
CHOICES = {
    AUTO: tr("As the &file says"),
    "plain": tr("&Plain numbers"),
    "alphaearth": tr("&AlphaEarth's codes"),
    "tessera": tr("&TESSERA's codes with their scales"),
}


class KindLine(LineButton):
    """Emits the ``values`` that the user chose; hidden while there is nothing to tell."""

    values_chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        narrow(named(self, "landprintKind", tr("Kind of embeddings"), TIP))
        self._menu = QMenu(self)
        self._actions = {}
        for values, title in CHOICES.items():
            action = self._actions[values] = self._menu.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, values))
        self.setMenu(self._menu)
        self.hide()

    def show_kind(self, kind: dict[str, Any], values: str) -> None:
        """Show the engine's description of the embeddings, which are read by the choice ``values``."""
        line = kind_line(kind, values)
        self.show_line(line)
        self.setToolTip("\n".join((kind["model"], kind["decoding"], *([] if kind["kind"] == OWN else [TIP]))))
        self.setAccessibleName(tr("Kind of embeddings: {line}").format(line=line))
        self._check(values)
        self.setEnabled(kind["kind"] != OWN)
        self.show()

    def show_problem(self, problem: str, values: str) -> None:
        """Say that the raster cannot be read by this choice."""
        self.show_line(tr("cannot be read: choose…"))
        self.setToolTip(f"{problem}\n{TIP}")
        self._check(values)
        self.setEnabled(True)
        self.show()

    def _check(self, values: str) -> None:
        for name, action in self._actions.items():
            action.setChecked(name == values)

    def _choose(self, values: str, _checked: bool) -> None:
        self._check(values)
        self.values_chosen.emit(values)


def kind_line(kind: dict[str, Any], values: str) -> str:
    """The kind in a few words: whose, how many dims, and whether codes are decoded, or left as they are by choice."""
    model = known_encoders().get(kind["model"], {}).get("title", kind["model"])
    whose = {OWN: f"Landprint · {model}", "tessera": kind["model"]}.get(kind["kind"], kind["title"])
    read = [tr("decoded")] if kind["values"] != "plain" else [tr("plain")] if values == "plain" else []
    return " · ".join([whose, tr_n("{n} dimension", "{n} dimensions", kind["dim"]), *read])
