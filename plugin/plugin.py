"""The plugin as QGIS sees it: what ``initGui`` adds, ``unload`` removes in reverse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon

from .processing.provider import LandprintProvider
from .resources import PLUGIN_ROOT
from .translation import tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface
    from qgis.PyQt.QtWidgets import QAction

    from .client.session import Session
    from .dock.dock import LandprintDock

ICON = PLUGIN_ROOT / "resources" / "icons" / "landprint.svg"


class LandprintPlugin:
    """Landprint in one QGIS; ``iface`` is None in qgis_process, which calls ``initProcessing`` alone."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._undo: list[Callable[[], None]] = []
        self.provider: LandprintProvider | None = None
        self.action: QAction | None = None
        self.dock: LandprintDock | None = None

    def initProcessing(self) -> None:
        """Add the algorithms."""
        registry = QgsApplication.processingRegistry()
        provider = LandprintProvider(new_session=new_session)
        if registry.addProvider(provider):  # else another copy of the plugin has added its own
            self.provider = provider
            self._undo.append(lambda: registry.removeProvider(provider))

    def initGui(self) -> None:
        """Add the algorithms and the button that opens the dock."""
        self.initProcessing()
        if self._iface is not None:
            self._add_action(self._iface)

    def unload(self) -> None:
        """Take away everything that was added."""
        while self._undo:
            self._undo.pop()()
        self.provider = self.action = self.dock = None

    def _add_action(self, iface: QgisInterface) -> None:
        from qgis.PyQt.QtWidgets import QAction

        action = QAction(QIcon(str(ICON)), "Landprint", iface.mainWindow())
        action.setObjectName("LandprintAction")
        action.setToolTip(tr("Landprint: what else looks like this place?"))
        action.setCheckable(True)
        action.toggled.connect(self._show_dock)
        from .options.factory import OptionsFactory

        options = OptionsFactory(action.icon(), self._options_changed)
        iface.registerOptionsWidgetFactory(options)
        iface.addPluginToMenu("Landprint", action)
        iface.addToolBarIcon(action)
        self.action = action

        def remove() -> None:
            iface.removeToolBarIcon(action)
            iface.removePluginMenu("Landprint", action)
            action.deleteLater()
            iface.unregisterOptionsWidgetFactory(options)

        self._undo.append(remove)
        from .settings import DOCK_OPEN, option

        if option(DOCK_OPEN):  # when QGIS was left
            iface.initializationCompleted.connect(self._open_dock)
            self._undo.append(lambda: iface.initializationCompleted.disconnect(self._open_dock))

    def _open_dock(self) -> None:
        if self.action is not None:
            self.action.setChecked(True)

    def _options_changed(self) -> None:
        if self.dock is not None and self.dock.body is not None:
            self.dock.body.restart_engine()

    def _show_dock(self, shown: bool) -> None:
        """Show or hide the dock; it is made when it is shown for the first time, so that QGIS starts without it."""
        if self.dock is None and shown and self._iface is not None:
            self.dock = self._add_dock(self._iface)
        if self.dock is not None:
            self.dock.setUserVisible(shown)
        _remember_dock(is_open=shown)

    def _add_dock(self, iface: QgisInterface) -> LandprintDock:
        from .dock.dock import LandprintDock
        from .notices import Notices, TaskMessages

        session = new_session()
        self._undo += [session.close, TaskMessages(iface).close]
        dock = LandprintDock(
            iface=iface,
            project=QgsProject.instance(),
            session=session,
            new_session=new_session,
            notices=Notices(iface),
        )
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        if self.action is not None:
            # Closing the dock by its own cross unchecks the button.
            dock.visibilityChanged.connect(self._follow_dock)

        dock.closed.connect(_forget_dock)

        def remove() -> None:
            dock.closed.disconnect(_forget_dock)
            dock.shut_down()  # its map tools, markers and connections
            iface.removeDockWidget(dock)
            dock.close()
            dock.deleteLater()

        self._undo.append(remove)
        return dock

    def _follow_dock(self, _visible: bool) -> None:
        """Keep the button as the dock is; a dock behind another tab is still open."""
        if self.action is not None and self.dock is not None:
            self.action.blockSignals(True)
            self.action.setChecked(not self.dock.isHidden())
            self.action.blockSignals(False)


def _remember_dock(*, is_open: bool) -> None:
    """Have the dock open at the next start, or not."""
    from .settings import DOCK_OPEN, set_option

    set_option(DOCK_OPEN, "yes" if is_open else "")


def _forget_dock() -> None:
    """The user has closed it."""
    _remember_dock(is_open=False)


def new_session() -> Session:
    """A session with an engine of its own, which starts with the first request."""
    from .client.session import Session  # QGIS starts without it
    from .settings import engine_environment

    return Session(engine_environment)
