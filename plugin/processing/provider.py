"""Landprint's provider: its algorithms in the toolbox, in models and in qgis_process."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider, QgsVectorFileWriter
from qgis.PyQt.QtGui import QIcon

from ..layers.outputs.output import version
from ..translation import tr
from .analysis.attributes import FitAttribute, MapAttribute, PredictAttribute
from .analysis.change_map import ChangeMap
from .analysis.classes import ApplyClasses, ClassPolygons, MergeClasses, SieveClasses, TypicalPatches
from .analysis.classify import Classify
from .analysis.kmeans import KmeansClusters, KmeansPoints
from .analysis.locate_image import LocateImage
from .analysis.principal_components import PrincipalComponents
from .analysis.similar_points import SimilarPoints
from .analysis.similarity_map import SimilarityMap
from .base.algorithm import ICON, NewSession
from .embed.chip_embedding_at import ChipEmbeddingAt
from .embed.embed_locations import EmbedLocations
from .embed.embed_points import EmbedPoints
from .embed.embed_raster import EmbedRaster
from .embed.embedding_at import EmbeddingAt
from .embed.import_embeddings import ImportEmbeddings
from .embed.tiles import EmbedTiles, IndexTiles, PlanTiles
from .embed.weights import CheckWeights, DownloadWeights, ImportWeights

ALGORITHMS = (
    *(EmbedRaster, EmbedPoints, EmbedLocations, EmbeddingAt, ChipEmbeddingAt, ImportEmbeddings),
    *(PlanTiles, EmbedTiles, IndexTiles),
    *(SimilarityMap, Classify, KmeansClusters, SimilarPoints, KmeansPoints, LocateImage),
    *(ChangeMap, PrincipalComponents, ApplyClasses, SieveClasses, MergeClasses, TypicalPatches, ClassPolygons),
    *(FitAttribute, PredictAttribute, MapAttribute),
    *(DownloadWeights, ImportWeights, CheckWeights),
)


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
        return tr("Landprint (embeddings of satellite images)")

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

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        """The engine writes GeoPackage and GeoParquet; what QGIS writes for it may be anything that QGIS knows."""
        own = ["gpkg", "parquet", "geoparquet"]
        others = QgsVectorFileWriter.supportedFormatExtensions()
        return [*own, *(extension for extension in others if extension not in own)]

    def loadAlgorithms(self) -> None:
        """Add each algorithm."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm(self._new_session))
