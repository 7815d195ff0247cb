"""What QGIS is told of Landprint's page at its start; the page itself is loaded when the options are opened."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page; ``changed`` is called when other options were chosen."""

    def __init__(self, icon: QIcon, changed: Callable[[], None]) -> None:
        super().__init__("Landprint", icon)
        self._icon = icon
        self._changed = changed

    def icon(self) -> QIcon:
        """Beside the page's title."""
        return self._icon

    def createWidget(self, parent: QWidget | None) -> QgsOptionsPageWidget:
        """The page."""
        from .page import OptionsPage

        return OptionsPage(self._changed, parent)
