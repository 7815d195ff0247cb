"""The dock's menu: a button in the upper right corner of a page."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ..translation import tr
from .widgets.forms import named

ROOM = 4  # pixels to the page's right edge


class MenuButton(QToolButton):
    """Stays in the upper right corner of ``page``, beside its title; ``items`` are texts with what they do.

    A text of None is a line between two items.
    """

    def __init__(self, page: QWidget, items: dict[str, Callable[[], None] | None], icon: QIcon) -> None:
        super().__init__(page)
        named(
            self, "landprintMenu", tr("Landprint's menu"), tr("Models, diagnosis, options and the set-up of the engine")
        )
        self.setIcon(icon)
        self.setText("⚙")
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # The arrow of a menu would be drawn over the icon.
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        for text, act in items.items():
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        self.setMenu(menu)
        page.installEventFilter(self)
        self._place(page)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(page, QWidget):
            self._place(page)
        return super().eventFilter(page, event)

    def _place(self, page: QWidget) -> None:
        side = self.fontMetrics().height() + ROOM
        self.setGeometry(page.width() - side - ROOM, 0, side, side)
        self.raise_()
