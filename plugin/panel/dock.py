"""The dock: its sections, and the use cases that bring them to life."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface, QgsDockWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QComboBox, QFrame, QMessageBox, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ..client.failure import EngineFailure
from ..client.session import Session
from ..cluster import Cluster
from ..desk import Desk
from ..embed_layer import EmbedLayer
from ..embedding_layers import EmbeddingLayers
from ..find_similar import FindSimilar
from ..notices import Notices
from ..requests import QuickRequests
from ..settings import engine_environment, set_engine_python
from .choices import Encoder
from .classes import ClassesSection
from .look_at import LookAtSection
from .setup import SetupPage
from .similar import SimilarSection

LOOK_AGAIN_MS = 3000  # while there is no engine: someone may be setting it up right now


class LandprintDock(QgsDockWidget):
    """Landprint's dock widget; ``shut_down`` before it goes."""

    def __init__(self, *, iface: QgisInterface, project: QgsProject, session: Session, notices: Notices) -> None:
        super().__init__("Landprint", iface.mainWindow())
        self.setObjectName("LandprintDock")
        self._iface = iface
        self._quick = QuickRequests(session)
        desk = Desk(
            canvas=iface.mapCanvas(),
            project=project,
            tasks=QgsApplication.taskManager(),
            quick=self._quick,
            new_session=_new_session,
            notices=notices,
            confirm=self._confirm,
        )
        self._add_widgets()
        self._add_use_cases(desk)
        self._choose_active_layer()
        self._ask_encoders()

    def shut_down(self) -> None:
        """Stop everything and leave nothing behind on the map."""
        self._look_again.stop()
        self.visibilityChanged.disconnect(self._visibility_changed)
        for use_case in (self.cluster, self.find_similar, self.embed_layer, self.embeddings):
            use_case.close()
        self._quick.close()

    def _add_widgets(self) -> None:
        self._layer_combo = QgsMapLayerComboBox()
        self._layer_combo.setFilters(_RASTER_LAYERS)
        self.look_at = LookAtSection(self._layer_combo)
        self._embeddings_combo = QComboBox()
        self._embeddings_combo.setPlaceholderText("no embedding layer yet")
        self.similar = SimilarSection(self._embeddings_combo)
        self.classes = ClassesSection()
        self.setup = SetupPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(_scrolled(self.look_at, self.similar, self.classes))
        self._pages.addWidget(_scrolled(self.setup))
        self.setWidget(self._pages)
        self._look_again = QTimer(self)
        self._look_again.setInterval(LOOK_AGAIN_MS)

    def _add_use_cases(self, desk: Desk) -> None:
        self.embeddings = EmbeddingLayers(self._embeddings_combo, desk.project)
        self.embed_layer = EmbedLayer(self.look_at, self._layer_combo, desk)
        self.find_similar = FindSimilar(self.similar, self.embeddings, desk)
        self.cluster = Cluster(self.classes, self.embeddings, desk)
        self.embed_layer.made.connect(self.embeddings.choose)
        self.setup.python_chosen.connect(self._use_python)
        self.visibilityChanged.connect(self._visibility_changed)
        self._look_again.timeout.connect(self._ask_encoders)

    def _choose_active_layer(self) -> None:
        """Begin with the layer that the person is at."""
        layer = self._iface.activeLayer()
        if isinstance(layer, QgsRasterLayer):
            self._layer_combo.setLayer(layer)

    # The engine

    def _ask_encoders(self) -> None:
        self._look_again.stop()
        self._quick.ask("encoders", {}, self._show_encoders, self._show_no_engine)

    def _show_encoders(self, value: dict[str, Any]) -> None:
        self._pages.setCurrentIndex(0)
        rasters = [one for one in value["encoders"] if one["takes"] == "rasters"]
        self.embed_layer.show_encoders([Encoder.of(one) for one in rasters])

    def _show_no_engine(self, failure: EngineFailure) -> None:
        if failure.is_cancelled:
            return
        self.setup.show_reason(failure.message, failure.hint)
        self._pages.setCurrentIndex(1)
        if failure.code == "setup":
            self._look_again.start()

    def _use_python(self, python: str) -> None:
        set_engine_python(python)
        self._ask_encoders()

    # The window

    def _visibility_changed(self, _visible: bool) -> None:
        """Take everything off the map when the dock is closed; one behind another tab is still open."""
        if self.isHidden():
            self.find_similar.leave_map()
            self.embed_layer.leave_map()
            self._look_again.stop()
        else:
            self.find_similar.return_to_map()
            if self._pages.currentIndex() == 1:
                self._ask_encoders()

    def _confirm(self, question: str) -> bool:
        return QMessageBox.question(self, "Landprint", question) == QMessageBox.StandardButton.Yes


try:
    from qgis.core import Qgis

    _RASTER_LAYERS = Qgis.LayerFilter.RasterLayer
except AttributeError:  # before QGIS 3.32
    _RASTER_LAYERS = QgsMapLayerProxyModel.Filter.RasterLayer


def _new_session() -> Session:
    """A session with an engine of its own for long work."""
    return Session(engine_environment)


def _scrolled(*sections: QWidget) -> QScrollArea:
    """The sections one under another, which scroll when the window is low and never sideways."""
    body = QWidget()
    layout = QVBoxLayout(body)
    for section in sections:
        layout.addWidget(section)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
