"""Toolbox algorithms on a person's own points, opened from the dock with what it knows filled in."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QDialog

from ..client.failure import EngineFailure
from ..layers.sources.source import read_embeddings
from ..notices import Notices
from .embedding_layers import EmbeddingLayers


class PointTools:
    """Opens the dialogs of the toolbox: each stays beside the dock, and runs when it is told to."""

    def __init__(self, embeddings: EmbeddingLayers, notices: Notices, iface: QgisInterface) -> None:
        self._embeddings = embeddings
        self._notices = notices
        self._iface = iface
        self._dialogs: list[QDialog] = []  # QGIS keeps their windows, and nobody the Python that makes them work

    def embed_points(self) -> None:
        """Points get the embeddings of the chosen embedding layer, where there is one."""
        layer = self._embeddings.current
        try:
            raster = {} if layer is None else {"EMBEDDINGS": read_embeddings(layer).path}
        except EngineFailure as failure:
            self._notices.failed(failure)
            return
        self._open("landprint:embedpoints", raster)

    def fit_attribute(self) -> None:
        """An attribute is learned of points that have an embedding each."""
        self._open("landprint:fitattribute", {})

    def _open(self, algorithm: str, params: dict[str, Any]) -> None:
        # Part of QGIS, but a plugin: it is there when QGIS has started.
        import processing

        layer = self._embeddings.points or self._iface.activeLayer()
        if isinstance(layer, QgsVectorLayer) and layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry:
            params = {"INPUT": layer.id(), **params}
        self._dialogs = [dialog for dialog in self._dialogs if not sip.isdeleted(dialog) and dialog.isVisible()]
        self._dialogs.append(processing.createAlgorithmDialog(algorithm, params))
        self._dialogs[-1].show()
