"""The heatmap of the picked places as the section shows it: threshold, area, polygons and the value under the mouse."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsPointXY, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtWidgets import QToolTip

from ....client.failure import EngineFailure
from ....translation import format_number
from ...context import DockContext
from ..form.section import SimilarSection
from .heatmap_layers import Heatmap, HeatmapLayers, value_at
from .similar_outlines import SimilarOutlines


class ShownHeatmap(QObject):
    """Connects the section with the heatmap's layer; ``settled`` when the user has moved the threshold."""

    settled = pyqtSignal()

    def __init__(self, section: SimilarSection, layers: HeatmapLayers, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._row = section.threshold
        self._layers = layers
        self._context = context
        self._outlines = SimilarOutlines(section.polygons, context)
        self.heatmap: Heatmap | None = None  # its layer may have been removed
        self.threshold: float | None = None  # None: the natural one
        self._row.changed.connect(self._slid)
        self._row.slider.sliderReleased.connect(self.settled)
        section.polygons.started.connect(self._make_polygons)

    def close(self) -> None:
        """Stop making polygons."""
        self._outlines.close()

    @property
    def on_map(self) -> Heatmap | None:
        """The heatmap while its layer is in the project."""
        return self.heatmap if self.heatmap is not None and self._layers.is_shown(self.heatmap) else None

    def show(
        self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], name: str, *, raises: bool
    ) -> None:
        """Show the answer of a search in the layer; its heatmap becomes visible if it ``raises``."""
        self.take(self._layers.show(layer, params, value, self.threshold, name, raises=raises))

    def refresh(self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any]) -> None:
        """Show the answer in the heatmap's layer, and nothing more: while a marker is dragged."""
        self.take(self._layers.refresh(layer, params, value, self.threshold))

    def take(self, heatmap: Heatmap) -> None:
        """Show the heatmap's threshold and area: its layer shows the rest."""
        self.heatmap = heatmap
        self._row.show_threshold(heatmap.within(self.threshold), heatmap.limits.low, heatmap.most)
        self._row.show_area(heatmap.area(self._row.threshold))
        self._section.show_results_ready(ready=True)

    def forget(self) -> None:
        """There is no heatmap of these places: that of the ones before goes off the map."""
        if self.on_map is not None:
            self._layers.hide(self.on_map.layer)
        self.heatmap = None
        self._section.show_results_ready(ready=False)

    def tell_value(self, point: QgsPointXY, position: QPoint) -> None:
        """Show the similarity at a point of the map beside the mouse."""
        heatmap = self.on_map
        if heatmap is None:
            return
        try:
            value = value_at(heatmap.layer, self._context.point_from_map(point, heatmap.layer.crs()))
        except EngineFailure:  # the map shows more than the layer's CRS reaches
            value = None
        if value is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(position, format_number(value, 2), self._context.canvas)

    def _slid(self, threshold: float) -> None:
        self.threshold = threshold
        heatmap = self.on_map
        if heatmap is not None:
            heatmap.draw(threshold)
            self._row.show_area(heatmap.area(threshold))
        if not self._row.slider.isSliderDown():  # by a key or the wheel; the mouse lets go of it later
            self.settled.emit()

    def _make_polygons(self) -> None:
        heatmap = self.on_map
        if heatmap is not None:
            self._outlines.make(heatmap.path, self._row.threshold, heatmap.layer)
