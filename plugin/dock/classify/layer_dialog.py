"""The dialog that asks for a layer of examples and its column of classes."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QWidget

from ...compat import LayerFilter, LayerFilters
from ...translation import format_number, tr
from ..widgets.forms import QuietLabel, add_row, form, named, section
from .from_layer import column_names

SHAPES = LayerFilters(LayerFilter.PointLayer | LayerFilter.PolygonLayer)


class LayerDialog(QDialog):
    """Asks for a layer of points or polygons and one of its columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Examples from a layer"))
        self._layers = named(
            QgsMapLayerComboBox(), "landprintExamplesLayer", tr("Layer"), tr("A layer of points or polygons")
        )
        self._layers.setFilters(SHAPES)
        self._columns = named(
            QComboBox(), "landprintExamplesColumn", tr("Column"), tr("Each of its values becomes a class")
        )
        self._note = QuietLabel()
        buttons = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(buttons)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        rows = form()
        add_row(rows, tr("&Layer"), self._layers)
        add_row(rows, tr("&Column"), self._columns)
        self.setLayout(section(rows, self._note, self._buttons))
        self._layers.layerChanged.connect(self._show_layer)
        self._show_layer()

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The chosen layer."""
        layer = self._layers.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) else None

    @property
    def column(self) -> str:
        """The chosen column."""
        return str(self._columns.currentText())

    def _show_layer(self, _layer: object = None) -> None:
        layer = self.layer
        self._columns.clear()
        if layer is None:
            self._note.setText(tr("This project has no layer of points or polygons."))
        else:
            self._columns.addItems(column_names(layer))
            selected = layer.selectedFeatureCount()
            chosen = tr("The {count} selected features are taken.").format(count=format_number(selected))
            self._note.setText(chosen if selected else tr("All features are taken; select some to take only those."))
        ready = layer is not None and self._columns.count() > 0
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)
