"""The dock's menu and help: buttons in the upper right corner of a page."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QMenu, QToolButton, QWidget

from ..translation import tr
from .widgets.forms import named

ROOM = 4  # pixels to the page's right edge


class CornerButton(QToolButton):
    """A flat button in the upper right corner of ``page``, the more to the left the higher its ``place``."""

    def __init__(self, page: QWidget, icon: QIcon, place: int) -> None:
        super().__init__(page)
        self._index = place
        self.setIcon(icon)
        self.setAutoRaise(True)
        page.installEventFilter(self)
        self._place(page)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(page, QWidget):
            self._place(page)
        return super().eventFilter(page, event)

    def _place(self, page: QWidget) -> None:
        side = self.fontMetrics().height() + ROOM
        self.setGeometry(page.width() - (self._index + 1) * side - ROOM, 0, side, side)
        self.raise_()


class MenuButton(CornerButton):
    """Opens the dock's menu; ``items`` are texts with what they do, a text of None a line between two items."""

    def __init__(self, page: QWidget, items: dict[str, Callable[[], None] | None], icon: QIcon) -> None:
        super().__init__(page, icon, place=0)
        named(
            self,
            "landprintMenu",
            tr("Landprint's menu"),
            tr("Models, diagnosis, options and the set-up of the engine"),
        )
        self.setText("⚙")
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


class HelpButton(CornerButton):
    """Opens the guide."""

    def __init__(self, page: QWidget, show: Callable[[], None], icon: QIcon) -> None:
        super().__init__(page, icon, place=1)
        named(self, "landprintHelp", tr("Guide"), tr("What Landprint does, in pictures"))
        self.setText("?")
        self.clicked.connect(lambda _checked: show())
