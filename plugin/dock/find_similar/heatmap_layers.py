"""The heatmap of each embedding layer: one layer, refreshed in place, drawn above a threshold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsLayerMetadata, QgsProject, QgsRasterLayer

from ...layers.histogram import area_above
from ...layers.output import Provenance, describe
from ...layers.styles import HeatmapRange, style_heatmap
from ..results import RESULT_PROPERTY, add_layer, find_layer, open_raster, show_layer
from ..storage import Storage

OF_PROPERTY = "landprint/similar_of"  # on a heatmap: the id of the embedding layer that it is of
HIDDEN_BY_HEATMAP = ("embedding", "classes")
KEPT_FILES = 2  # the map may still be drawing the file before the one that is shown


@dataclass(frozen=True)
class Heatmap:
    """A heatmap, its statistics from the engine, and the layer that shows it."""

    layer: QgsRasterLayer
    path: str
    limits: HeatmapRange
    histogram: list[int]
    pixel_area: float | None  # m²
    natural: float  # the threshold that parts it best and shows every liked place

    @classmethod
    def of(cls, layer: QgsRasterLayer, value: dict[str, Any]) -> Heatmap:
        """The heatmap from the engine's answer."""
        threshold = value["threshold"]
        limits = HeatmapRange.of(value["percentiles"], threshold, value["maximum"])
        return cls(layer, value["output"], limits, value["histogram"], value["pixel_area_m2"], threshold)

    def within(self, threshold: float | None) -> float:
        """The threshold, moved into the range that is drawn; the natural one where none is wanted."""
        wanted = self.natural if threshold is None else threshold
        return min(max(wanted, self.limits.low), self.limits.high)

    def draw(self, threshold: float) -> float | None:
        """Draw the part above the threshold; its area in m², None where it is not known."""
        style_heatmap(self.layer, self.limits, threshold)
        return None if self.pixel_area is None else area_above(self.histogram, self.pixel_area, threshold)


class HeatmapLayers:
    """Adds and refreshes the heatmap layers of a project."""

    def __init__(self, project: QgsProject, storage: Storage) -> None:
        self._project = project
        self._storage = storage
        self._folder: Path | None = None
        self._files: list[Path] = []
        self._count = 0

    def prepare(self) -> Path:
        """The heatmaps' folder, made before the first click has to wait for it."""
        if self._folder is None:
            self._folder = self._storage.session_folder()
        return self._folder

    def next_file(self) -> str:
        """A new path for the next heatmap: QGIS and Windows hold the file that is shown."""
        self._count += 1
        self._files.append(self.prepare() / f"similar_{self._count}.tif")
        return str(self._files[-1])

    def show(
        self, embedding: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], wanted: float | None
    ) -> Heatmap:
        """The heatmap in its layer, added above the image when it is not there."""
        found = find_layer(self._project, OF_PROPERTY, embedding.id())
        is_new = found is None
        layer: QgsRasterLayer = found
        if is_new:
            layer = open_raster(value["output"], f"Similar · {embedding.name()}", "similarity")
            layer.setCustomProperty(OF_PROPERTY, embedding.id())
        else:
            layer.setDataSource(value["output"], layer.name(), "gdal", False)
            layer.setMetadata(QgsLayerMetadata())
        heatmap = Heatmap.of(layer, value)
        heatmap.draw(heatmap.within(wanted))  # before the map draws it for the first time
        describe(layer, Provenance("Similarity to places", "similarity_map", params["embeddings"], params))
        self._hide_others(layer)
        if is_new:
            add_layer(self._project, layer)
        show_layer(self._project, layer.id(), shown=True)
        self._remove_old_files()
        return heatmap

    def is_shown(self, heatmap: Heatmap) -> bool:
        """Whether its layer is still in the project."""
        return any(layer is heatmap.layer for layer in self._project.mapLayers().values())

    def _hide_others(self, layer: QgsRasterLayer) -> None:
        """Uncheck embeddings and classes when the heatmap becomes visible, but not at every click."""
        node = self._project.layerTreeRoot().findLayer(layer.id())
        if node is not None and node.isVisible():
            return
        for other in self._project.mapLayers().values():
            if other.customProperty(RESULT_PROPERTY) in HIDDEN_BY_HEATMAP:
                show_layer(self._project, other.id(), shown=False)

    def _remove_old_files(self) -> None:
        while len(self._files) > KEPT_FILES:
            with suppress(OSError):  # held on Windows: QGIS removes the folder when it ends
                self._files.pop(0).unlink()
