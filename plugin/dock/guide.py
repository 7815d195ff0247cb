"""The user guide, as it lies in the plugin's folder: it needs no network."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QWidget

from ..resources import PLUGIN_ROOT
from ..translation import tr
from .widgets.forms import column, named

FOLDER = PLUGIN_ROOT / "docs" / "guide"
SIZE = (860, 720)


class GuideDialog(QDialog):
    """Shows the guide beside QGIS, which can be used meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landprintGuide")
        self.setWindowTitle(tr("Landprint: Guide"))
        self.text = named(QTextBrowser(), "landprintGuideText", tr("Guide"), "")
        self.text.setSearchPaths([str(FOLDER)])
        self.text.setOpenExternalLinks(True)
        self.text.setMarkdown((FOLDER / "README.md").read_text("utf-8"))
        self.setLayout(column(self.text))
        self.resize(*SIZE)


class Guide:
    """Opens the guide, one at a time."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._dialog: GuideDialog | None = None

    def show(self) -> None:
        """Show it, or bring it to the front."""
        if self._dialog is None:
            self._dialog = GuideDialog(self._parent)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
