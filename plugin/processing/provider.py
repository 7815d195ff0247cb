"""Landprint's provider: its algorithms in the toolbox, in models and in qgis_process."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..layers.output import version
from .algorithm import ICON, NewSession
from .embed_raster import EmbedRaster
from .embedding_at import EmbeddingAt
from .kmeans_clusters import KmeansClusters
from .similarity_map import SimilarityMap

ALGORITHMS = (EmbedRaster, EmbeddingAt, SimilarityMap, KmeansClusters)


class LandprintProvider(QgsProcessingProvider):
    """The bundle; each run of an algorithm asks ``new_session`` for a conversation with an engine of its own."""

    def __init__(self, new_session: NewSession) -> None:
        super().__init__()
        self._new_session = new_session

    def id(self) -> str:
        """Its name in algorithm ids."""
        return "landprint"

    def name(self) -> str:
        """Its name in the toolbox."""
        return "Landprint"

    def longName(self) -> str:
        """Its name where there is room."""
        return "Landprint (embeddings of satellite images)"

    def versionInfo(self) -> str:
        """Landprint's version."""
        return version()

    def icon(self) -> QIcon:
        """Its icon in the toolbox."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        """Its icon where QGIS wants a path."""
        return str(ICON)

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        """The engine writes GeoTIFF only."""
        return ["tif", "tiff"]

    def loadAlgorithms(self) -> None:
        """Add each algorithm."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm(self._new_session))
