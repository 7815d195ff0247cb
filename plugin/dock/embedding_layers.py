"""Which layers hold embeddings: the dock's list of them, kept as the project is."""

from __future__ import annotations

from contextlib import suppress

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox

from ..layers.sources.bands import could_hold_embeddings, holds_embeddings
from ..layers.sources.source import embeddings_path
from ..translation import tr
from .connections import Connections
from .look_at.embed.embed_points import holds_point_embeddings
from .results import RESULT_PROPERTY, titled

CHOOSE = tr("Choose an embedding layer…")
OTHERS = tr("Other rasters, taken as embeddings:")
IMAGE = "image"  # in place of a layer's id: an image that is not embedded yet
EARTH = "earth"  # in place of a layer's id: any place on Earth, before there is a layer of it


class EmbeddingLayers(QObject):
    """Fills ``combo`` with the embedding layers first, then with other rasters that could be some; emits ``changed``.

    Only an embedding layer is chosen by itself; another raster is the user's own choice.
    """

    changed = pyqtSignal()

    def __init__(self, combo: QComboBox, project: QgsProject) -> None:
        super().__init__()
        self._combo = combo
        self._project = project
        self._current = ""
        self._earth = ""  # how the Earth is called while it has no layer
        self._image = ("", "")  # id and title of the image that can be embedded by a click
        self._outside = Connections()
        self._outside.connect(project.layersAdded, self._refresh)
        self._outside.connect(project.layersRemoved, self._refresh)
        combo.currentIndexChanged.connect(self._chosen)
        self._refresh()

    @property
    def current(self) -> QgsRasterLayer | None:
        """The chosen raster, None where there is none."""
        layer = self._project.mapLayer(self._current)
        return layer if isinstance(layer, QgsRasterLayer) else None

    @property
    def points(self) -> QgsVectorLayer | None:
        """The chosen layer of embedded points, None where there is none."""
        layer = self._project.mapLayer(self._current)
        return layer if isinstance(layer, QgsVectorLayer) else None

    @property
    def has_layer(self) -> bool:
        """Whether a layer or the Earth is chosen."""
        return self.current is not None or self.points is not None or self.is_earth

    @property
    def is_earth(self) -> bool:
        """Whether any place on Earth is chosen, and there is no layer of it yet."""
        return self._current == EARTH

    def offer_earth(self, title: str) -> None:
        """Offer the Earth by this title and choose it; an empty title takes it back."""
        if title != self._earth:
            self._earth = title
            self._refresh()
        if title:
            self._combo.setCurrentIndex(self._combo.findData(EARTH))

    @property
    def is_image(self) -> bool:
        """Whether an image is chosen that is not embedded yet."""
        return self._current == IMAGE

    def offer_image(self, image: QgsRasterLayer | None) -> None:
        """Offer an image and choose it; None takes it back."""
        title = "" if image is None else tr("{image} (not embedded here)").format(image=image.name())
        offered = ("" if image is None else image.id(), title)
        if offered != self._image:
            is_another = self.is_image and image is not None and offered[0] != self._image[0]
            self._image = offered
            self._refresh()
            if is_another:
                self.changed.emit()
        if image is not None:
            self._combo.setCurrentIndex(self._combo.findData(IMAGE))

    def choose(self, layer: QgsMapLayer) -> None:
        """Work on this layer."""
        self._combo.setCurrentIndex(self._combo.findData(layer.id()))

    def close(self) -> None:
        """Follow the project no longer."""
        self._outside.close()
        for layer in self._project.mapLayers().values():
            self._follow_name(layer, follow=False)

    def _refresh(self, *_layers: object) -> None:
        layers = sorted(self._project.mapLayers().values(), key=lambda layer: layer.name().casefold())
        embeddings = [layer for layer in layers if is_embedding_layer(layer)]
        rasters = [layer for layer in layers if isinstance(layer, QgsRasterLayer) and layer not in embeddings]
        others = [one for one in rasters if not one.customProperty(RESULT_PROPERTY) and could_hold_embeddings(one)]
        self._combo.blockSignals(True)
        self._combo.clear()
        self._fill(embeddings, others)
        index = self._combo.findData(self._current) if self._current else -1
        self._combo.setCurrentIndex(max(index, 0))
        self._combo.setVisible(self._combo.count() > 0)
        self._combo.blockSignals(False)
        self._chosen()

    def _fill(self, embeddings: list[QgsMapLayer], others: list[QgsRasterLayer]) -> None:
        image, title = self._image
        if image:
            self._combo.addItem(title, IMAGE)
        if self._earth:
            self._combo.addItem(self._earth, EARTH)
        elif others and not embeddings and not image:
            self._combo.addItem(CHOOSE, "")
        for layer in (*embeddings, *others):
            if layer in others and layer is others[0]:
                self._combo.addItem(OTHERS)
                self._combo.model().item(self._combo.count() - 1).setEnabled(False)
            self._combo.addItem(titled(self._project, layer), layer.id())
            self._follow_name(layer, follow=True)

    def _follow_name(self, layer: QgsMapLayer, *, follow: bool) -> None:
        with suppress(TypeError):  # it was not connected
            layer.nameChanged.disconnect(self._refresh)
        if follow:
            layer.nameChanged.connect(self._refresh)

    def _chosen(self, _index: int = -1) -> None:
        chosen = self._combo.currentData() or ""
        if chosen != self._current:
            self._current = chosen
            self.changed.emit()


def is_embedding_layer(layer: QgsMapLayer) -> bool:
    """Whether the layer is an embedding raster or the picture of one, or points with an embedding each."""
    if isinstance(layer, QgsRasterLayer):
        return bool(embeddings_path(layer)) or holds_embeddings(layer)
    return layer.customProperty(RESULT_PROPERTY) != "classes" and holds_point_embeddings(layer)
