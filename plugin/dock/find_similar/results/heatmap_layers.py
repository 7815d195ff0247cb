"""The heatmap of each embedding layer: one layer, refreshed in place, drawn above a threshold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsLayerMetadata, QgsMapLayer, QgsPointXY, QgsProject, QgsRasterLayer

from ....layers.outputs import result_files
from ....layers.outputs.output import Provenance, describe
from ....layers.styling.histogram import area_above
from ....layers.styling.styles import HeatmapRange, restyle_heatmap, style_heatmap
from ....translation import tr
from ...results import add_layer, find_layer, open_raster, show_alone, show_layer
from ...storage import Storage

OF_PROPERTY = result_files.OF_PROPERTY
NAME_PROPERTY = "landprint/name"  # on a heatmap: the name that it was given last
HIDDEN_BY_HEATMAP = ("similarity", "classes", "certainty", "embedding")
STEPS = 100  # of a threshold in a cosine of 1
ROUNDING = 1e-9
KEPT_FILES = 2  # the map may still be drawing the file before the one that is shown


@dataclass(frozen=True)
class Heatmap:
    """A heatmap, its statistics from the engine, and the layer that shows it."""

    layer: QgsRasterLayer
    limits: HeatmapRange
    histogram: list[int]
    pixel_area: float | None  # m²
    natural: float  # the threshold that parts it best and shows every liked place
    least_liked: float = 1.0  # the least similarity of a liked place

    @classmethod
    def of(cls, layer: QgsRasterLayer, value: dict[str, Any], liked: Iterable[Sequence[float]] = ()) -> Heatmap:
        """The heatmap from the engine's answer, which ``layer`` shows already; ``liked`` are positions in its CRS."""
        values = [value_at(layer, QgsPointXY(*place)) for place in liked]
        least = min((one for one in values if one is not None), default=1.0)
        natural = value["threshold"]
        limits = HeatmapRange.of(value["percentiles"], natural, value["maximum"]).with_value(least)
        return cls(layer, limits, value["histogram"], value["pixel_area_m2"], natural, least)

    @classmethod
    def kept(cls, layer: QgsRasterLayer, value: Any) -> Heatmap | None:
        """The heatmap that was kept with the project as this value; None for anything else."""
        try:
            low, high = map(float, value["limits"])
            counts, area = list(map(int, value["histogram"])), value["pixel_area"]
            natural, least = float(value["natural"]), float(value["least_liked"])
            return cls(layer, HeatmapRange(low=low, high=high), counts, area, natural, least)
        except (TypeError, KeyError, ValueError):
            return None

    @property
    def to_keep(self) -> dict[str, Any]:
        """What is kept with the project."""
        return {
            "limits": [self.limits.low, self.limits.high],
            "histogram": self.histogram,
            "pixel_area": self.pixel_area,
            "natural": self.natural,
            "least_liked": self.least_liked,
        }

    @property
    def path(self) -> str:
        """Its file, which moves when the project is saved."""
        return str(self.layer.source())

    @property
    def most(self) -> float:
        """The highest threshold at which every liked place is still drawn."""
        return max(min(self.limits.high, self.least_liked), self.limits.low)

    def within(self, threshold: float | None) -> float:
        """The threshold, moved into the range that is drawn, in steps; the natural one where none is wanted."""
        wanted = self.natural if threshold is None else threshold
        # Rounded down: above it, the place that is least like all others would not be drawn.
        return math.floor(min(max(wanted, self.limits.low), self.most) * STEPS + ROUNDING) / STEPS

    def draw(self, threshold: float) -> None:
        """Draw the part above the threshold."""
        restyle_heatmap(self.layer, self.limits, threshold)

    def area(self, threshold: float) -> float | None:
        """The area above the threshold in m², None where it is not known."""
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

    def of(self, embedding: QgsMapLayer) -> QgsRasterLayer | None:
        """The layer with the heatmap of these embeddings; None where there is none."""
        found = find_layer(self._project, OF_PROPERTY, embedding.id())
        return found if isinstance(found, QgsRasterLayer) and found.isValid() else None

    def show(
        self,
        embedding: QgsRasterLayer,
        params: dict[str, Any],
        value: dict[str, Any],
        wanted: float | None,
        name: str,
        *,
        raises: bool = True,
    ) -> Heatmap:
        """The heatmap in its layer of this name, added above the image when it is not there.

        A layer that the user has named otherwise keeps that name. One that is there becomes visible if it ``raises``.
        """
        layer = self.of(embedding)
        is_new = layer is None
        if layer is None:
            layer = open_raster(value["output"], name, "similarity")
            layer.setCustomProperty(OF_PROPERTY, embedding.id())
            heatmap = Heatmap.of(layer, value, params["at"])
            style_heatmap(layer, heatmap.limits, heatmap.within(wanted))  # before it is drawn for the first time
        else:
            heatmap = self.refresh(layer, params, value, wanted)
            layer.setMetadata(QgsLayerMetadata())
        describe(layer, Provenance(tr("Similarity to places"), "similarity_map", params["embeddings"], params))
        if is_new or layer.name() == layer.customProperty(NAME_PROPERTY):
            layer.setName(name)
            layer.setCustomProperty(NAME_PROPERTY, name)
        node = self._project.layerTreeRoot().findLayer(layer.id())
        if is_new:
            add_layer(self._project, layer)
        elif not raises:
            return heatmap
        # Embeddings and classes go when it becomes visible, but not at every click.
        becomes_visible = node is None or not node.isVisible()
        show_alone(self._project, layer, HIDDEN_BY_HEATMAP if becomes_visible else ("similarity",))
        return heatmap

    def refresh(
        self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], wanted: float | None
    ) -> Heatmap:
        """The heatmap in a layer that is there, and nothing more: while a marker is dragged, many come a second."""
        layer.setDataSource(value["output"], layer.name(), "gdal", False)
        heatmap = Heatmap.of(layer, value, params["at"])
        heatmap.draw(heatmap.within(wanted))
        self._remove_old_files()
        return heatmap

    def hand_over(self, before: QgsMapLayer, layer: QgsMapLayer) -> None:
        """Let the heatmap of one layer be that of another one."""
        found = self.of(before)
        if found is not None:
            found.setCustomProperty(OF_PROPERTY, layer.id())

    def hide(self, layer: QgsRasterLayer) -> None:
        """Take it off the map."""
        show_layer(self._project, layer.id(), shown=False)

    def is_shown(self, heatmap: Heatmap) -> bool:
        """Whether its layer is still in the project."""
        return any(layer is heatmap.layer for layer in self._project.mapLayers().values())

    def _remove_old_files(self) -> None:
        while len(self._files) > KEPT_FILES:
            with suppress(OSError):  # held on Windows: QGIS removes the folder when it ends
                self._files.pop(0).unlink()


def value_at(layer: QgsRasterLayer, point: QgsPointXY) -> float | None:
    """The heatmap's similarity at a position in its CRS; None where there is none."""
    value, is_there = layer.dataProvider().sample(point, 1)
    return float(value) if is_there and math.isfinite(value) else None
