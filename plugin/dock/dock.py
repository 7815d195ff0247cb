"""The dock widget: shown at once, its body is loaded in the background."""

from __future__ import annotations

import sys
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QWidget

from ..client.session import Session
from ..notices import Notices

if TYPE_CHECKING:
    from ..client.requests import NewSession
    from .body import Body

BODY = f"{__package__}.body"


class LandprintDock(QgsDockWidget):
    """Landprint's dock widget; emits ``ready`` when ``body`` is there; ``shut_down`` before it goes.

    Loading and building the body in one go would hold up the window for 200 ms: it is loaded in a thread and built in
    steps.
    """

    ready = pyqtSignal()
    _loaded = pyqtSignal()

    def __init__(
        self,
        *,
        iface: QgisInterface,
        project: QgsProject,
        session: Session,
        new_session: NewSession,
        notices: Notices,
    ) -> None:
        super().__init__("Landprint", iface.mainWindow())
        self.setObjectName("LandprintDock")
        self.setWidget(QWidget())
        self.body: Body | None = None
        self._surroundings = (iface, project, session, new_session, notices)
        self._is_open = True
        self._loaded.connect(self._build, Qt.ConnectionType.QueuedConnection)
        self.visibilityChanged.connect(self._visibility_changed)
        if BODY in sys.modules:
            self._loaded.emit()
        else:
            Thread(target=self._load, name="landprint-load", daemon=True).start()

    def shut_down(self) -> None:
        """Stop everything and leave nothing behind on the map."""
        self._is_open = False
        self.visibilityChanged.disconnect(self._visibility_changed)
        if self.body is not None:
            self.body.close_down()

    def _load(self) -> None:
        import_module(BODY)
        if self._is_open:
            self._loaded.emit()

    @pyqtSlot()
    def _build(self) -> None:
        if self._is_open:
            from .body import Body

            self._steps = Body.build(self._show, *self._surroundings)
            self._next_step()

    def _show(self, body: Body) -> None:
        self.setWidget(body)
        self.body = body

    def _next_step(self) -> None:
        """Do one step, and the next one after Qt has handled its events."""
        if not self._is_open:
            return
        if next(self._steps, None) is not None:
            QTimer.singleShot(0, self._next_step)
        else:
            self.ready.emit()

    def _visibility_changed(self, _visible: bool) -> None:
        """Take everything off the map when the dock is closed; one behind another tab is still open."""
        if self.body is not None:
            self.body.set_open(is_open=not self.isHidden())
