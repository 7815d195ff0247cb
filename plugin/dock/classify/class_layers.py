"""The class map of each embedding layer and the certainty over it: one layer each, refreshed in place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Optional

from qgis.core import QgsColorRampShader, QgsLayerMetadata, QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

from ...layers.outputs.output import Provenance, describe
from ...layers.styling.point_styles import LayerClass, draw_colours
from ...layers.styling.styles import style_classes
from ...translation import tr
from ..results import EXAMPLES_PROPERTY, add_layer, find_layer, new_name, open_raster, show_alone, show_layer
from ..storage import Storage

CERTAINTY_PROPERTY = "landprint/certainty_of"  # on a certainty: the id of the embedding layer that it is of
HIDDEN_BY_CLASSES = ("embedding", "similarity", "classes")
KEPT_FILES = 4  # the map may still be drawing the two before those that are shown
VEIL = 230  # the opacity of what is not certain at all


class Files(NamedTuple):
    """Where the next class map goes, and its certainty where it is wanted."""

    classes: str
    certainty: Optional[str]  # noqa: UP045 - Python 3.9


class ClassLayers:
    """Adds and refreshes the layers of class maps in a project."""

    def __init__(self, project: QgsProject, storage: Storage) -> None:
        self._project = project
        self._storage = storage
        self._files: list[Path] = []
        self._count = 0

    def next_files(self, *, certainty: bool) -> Files:
        """New paths: QGIS and Windows hold the files that are shown."""
        self._count += 1
        names = [f"classes_{self._count}.tif", *([f"certainty_{self._count}.tif"] if certainty else [])]
        new = [self._storage.session_folder() / name for name in names]
        self._files.extend(new)
        return Files(str(new[0]), str(new[1]) if certainty else None)

    def of(self, embedding: QgsRasterLayer) -> QgsRasterLayer | None:
        """The class map of the embedding layer."""
        return find_layer(self._project, EXAMPLES_PROPERTY, embedding.id())

    def certainty_of(self, embedding: QgsRasterLayer) -> QgsRasterLayer | None:
        """The certainty of that class map."""
        return find_layer(self._project, CERTAINTY_PROPERTY, embedding.id())

    def show(
        self,
        embedding: QgsRasterLayer,
        params: dict[str, Any],
        value: dict[str, Any],
        classes: Sequence[LayerClass],
        *,
        raises: bool = True,
    ) -> QgsRasterLayer:
        """The class map in its layer, and its certainty in another where there is one.

        One that is there becomes visible if it ``raises``.
        """
        layer, is_new = self._refresh(self.of(embedding), value["output"], "classes", EXAMPLES_PROPERTY, embedding)
        style_classes(layer, classes)
        describe(layer, _provenance(tr("Classes from examples"), params))
        node = self._project.layerTreeRoot().findLayer(layer.id())
        was_seen = node is not None and node.itemVisibilityChecked()
        if is_new:
            add_layer(self._project, layer)
        if is_new or (raises and not was_seen):  # not at every click
            show_alone(self._project, layer, HIDDEN_BY_CLASSES)
        if value["certainty"]:
            self._show_certainty(embedding, params, value["certainty"])
        self._remove_old_files()
        return layer

    def hide(self, embedding: QgsRasterLayer) -> None:
        """Uncheck the class map: there are no examples any more."""
        layer = self.of(embedding)
        if layer is not None:
            show_layer(self._project, layer.id(), shown=False)
        self.drop_certainty(embedding)

    def hand_over(self, before: QgsRasterLayer, embedding: QgsMapLayer) -> None:
        """Let the class map of one layer, and its certainty, be those of another one."""
        for name in (EXAMPLES_PROPERTY, CERTAINTY_PROPERTY):
            found = find_layer(self._project, name, before.id())
            if found is not None:
                found.setCustomProperty(name, embedding.id())

    def drop_certainty(self, embedding: QgsRasterLayer) -> None:
        """Remove the certainty, which the next class map would leave behind."""
        layer = self.certainty_of(embedding)
        if layer is not None:
            self._project.removeMapLayer(layer.id())

    def _show_certainty(self, embedding: QgsRasterLayer, params: dict[str, Any], path: str) -> None:
        found = self.certainty_of(embedding)
        layer, is_new = self._refresh(found, path, "certainty", CERTAINTY_PROPERTY, embedding)
        if is_new:
            style_certainty(layer)
        describe(layer, _provenance(tr("Certainty of classes"), params))
        if is_new:
            add_layer(self._project, layer)
        show_layer(self._project, layer.id(), shown=True)

    def _refresh(
        self, layer: QgsRasterLayer | None, path: str, result: str, property_name: str, embedding: QgsRasterLayer
    ) -> tuple[QgsRasterLayer, bool]:
        """The layer with the file of this path, and whether it is a new one."""
        if layer is None:
            layer = open_raster(path, "", result)
            layer.setCustomProperty(property_name, embedding.id())
            title = tr("Classes from examples") if result == "classes" else tr("Certainty of the classes")
            layer.setName(new_name(self._project, layer, title))
            return layer, True
        opacity = layer.opacity()
        layer.setDataSource(path, layer.name(), "gdal", False)
        layer.setOpacity(opacity)
        layer.setMetadata(QgsLayerMetadata())
        return layer, False

    def _remove_old_files(self) -> None:
        while len(self._files) > KEPT_FILES:
            with suppress(OSError):  # held on Windows, where it goes with the session's folder
                path = self._files.pop(0)
                path.unlink()
                path.with_name(f"{path.name}.aux.xml").unlink()


def _provenance(title: str, params: dict[str, Any]) -> Provenance:
    """How the map came about, without the examples, of which there may be thousands."""
    settings = {name: value for name, value in params.items() if name != "places"}
    return Provenance(title, "classify", params["embeddings"], settings)


def style_certainty(layer: QgsRasterLayer) -> None:
    """Veil in white what is not certain; what is certain stays as it is drawn below."""
    veil = QgsColorRampShader(0.0, 1.0)
    veil.setColorRampItemList(
        [
            QgsColorRampShader.ColorRampItem(0.0, QColor(255, 255, 255, VEIL), tr("not certain")),
            QgsColorRampShader.ColorRampItem(1.0, QColor(255, 255, 255, 0), tr("certain")),
        ]
    )
    draw_colours(layer, veil)
