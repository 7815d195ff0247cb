"""The line that says whose embeddings a raster holds; its menu says how their numbers are read."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ....resources import known_encoders
from ....translation import tr, tr_n, translated
from ...widgets.forms import LINE_STYLE, LineButton, named, narrow
from ...widgets.words import day, metres

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

    def show_kind(self, described: dict[str, Any], values: str) -> None:
        """Show the engine's description of the raster, whose embeddings are read by the choice ``values``."""
        kind, line = described["embedding"], kind_line(described, values)
        self.show_line(line)
        self.setToolTip("\n".join((line, translated(kind["decoding"]), *([] if kind["kind"] == OWN else [TIP]))))
        self.setAccessibleName(tr("Kind of embeddings: {line}").format(line=line))
        self._check(values)
        self._offer(is_offered=kind["kind"] != OWN)
        self.show()

    def show_problem(self, problem: str, values: str) -> None:
        """Say that the raster cannot be read by this choice."""
        self.show_line(tr("cannot be read: choose…"))
        self.setToolTip(f"{problem}\n{TIP}")
        self._check(values)
        self._offer(is_offered=True)
        self.show()

    def _offer(self, *, is_offered: bool) -> None:
        """Open the menu when pressed, or be a line of text alone."""
        self.setMenu(self._menu if is_offered else None)
        self.setFlat(not is_offered)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_offered else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_offered else Qt.CursorShape.ArrowCursor)
        self.setStyleSheet(LINE_STYLE if is_offered else f"{LINE_STYLE} border: none; background: transparent;")

    def _check(self, values: str) -> None:
        for name, action in self._actions.items():
            action.setChecked(name == values)

    def _choose(self, values: str, _checked: bool) -> None:
        self._check(values)
        self.values_chosen.emit(values)


def kind_line(described: dict[str, Any], values: str) -> str:
    """The engine's description of a raster in a few words: which model, how large a pixel is on the ground, which day.

    Of numbers of no known model how many there are; of codes that they are decoded, or left as they are by choice.
    """
    kind, tags, gsd = described["embedding"], described.get("tags", {}), described.get("gsd_m")
    model = known_encoders().get(kind["model"], {}).get("title", kind["model"])
    parts = [{OWN: model, "tessera": kind["model"]}.get(kind["kind"], translated(kind["title"]))]
    if kind["kind"] == "plain":
        parts.append(tr_n("{n} band", "{n} bands", kind["dim"]))
    if gsd:
        parts.append(metres(gsd))
    if date := day(tags.get("DATE", "")):
        parts.append(date)
    if kind["values"] != "plain":
        parts.append(tr("decoded"))
    elif values == "plain" and kind["kind"] != "plain":
        parts.append(tr("plain"))
    return " · ".join(parts)
