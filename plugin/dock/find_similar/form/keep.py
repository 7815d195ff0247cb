"""The button that keeps an embedding layer that lies in a temporary file."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QInputDialog, QMenu, QToolButton

from ....translation import tr
from ...widgets.forms import named

TIP = tr("Keep this embedding layer in a file: so far it is a temporary one, which goes when QGIS ends")


class KeepButton(QToolButton):
    """Emits the path that the user chose; hidden while there is nothing to keep."""

    wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._proposed = ""
        self.setText(tr("Keep…"))
        named(self, "landprintKeep", tr("Keep"), TIP)
        menu = QMenu(self)
        self.stac = menu.addAction(tr("With a STAC &item, which tells other tools what they are"))
        self.stac.setCheckable(True)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.clicked.connect(lambda _checked: self._choose())
        self.offer("")

    def offer(self, proposed: str) -> None:
        """Offer to keep the layer, by default in the proposed file; an empty path hides the button."""
        self._proposed = proposed
        self.setVisible(bool(proposed))

    def ask_day(self, why: str) -> str:
        """The day of the image that the user types; empty for none. ``why`` is what the engine said."""
        question = tr("{why}\n\nThe day of the image, as 2023-07-14:").format(why=why)
        text, is_given = QInputDialog.getText(self, tr("Landprint: STAC item"), question)
        return str(text).strip() if is_given else ""

    def _choose(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self, tr("Keep the embeddings in"), self._proposed, tr("GeoTIFF (*.tif)")
        )
        if path:
            self.wanted.emit(path if path.lower().endswith((".tif", ".tiff")) else f"{path}.tif")
