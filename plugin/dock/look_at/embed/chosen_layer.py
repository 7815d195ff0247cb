"""The layer that *Look at* looks at: chosen in its box, or by what becomes active, comes and goes in the project."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgisInterface, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....translation import tr
from ...choices import InputKind
from ...connections import Connections
from ...results import RESULT_PROPERTY

ANYWHERE = tr("Anywhere on Earth")
FIXED_ITEMS = 2  # of the box of layers: "choose a layer" and "anywhere on Earth"


class ChosenLayer(QObject):
    """Offers the project's layers but for Landprint's results; ``changed`` when another one, or other data, is chosen.

    The first layer that is added is chosen where there was none, and no other when the chosen one is removed.
    """

    changed = pyqtSignal()

    def __init__(self, combo: QgsMapLayerComboBox, project: QgsProject) -> None:
        super().__init__()
        self._combo = combo
        self._project = project
        self._outside = Connections()
        self._of_layer = Connections()  # to the chosen layer
        self._shown: tuple[InputKind, str] | None = None  # what is looked at; None before the first
        self._shown_before = ""  # id of the layer that was shown until just now
        self._came_from = ""  # id of the layer that was shown before this one
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._leave_results_out)

    @property
    def layer(self) -> QgsMapLayer | None:
        """The layer; None where none is chosen, or any place on Earth."""
        return self._combo.currentLayer()

    @property
    def kind(self) -> InputKind:
        """What it is."""
        if isinstance(self.layer, QgsVectorLayer):
            return InputKind.POINTS
        is_earth = self.layer is None and self._combo.currentText() == ANYWHERE
        return InputKind.EARTH if is_earth else InputKind.IMAGE

    def begin(self) -> None:
        """Offer the layers from now on, and emit the one that is chosen."""
        self._outside.connect(self._combo.layerChanged, self._layer_changed)
        self._outside.connect(self._combo.currentIndexChanged, self._layer_changed)
        self._outside.connect(self._project.layersAdded, self._leave_results_out)
        # The toolbox says that a layer is a result after it has added it.
        self._outside.connect(self._project.layersAdded, self._leave_results_out_soon)
        self._outside.connect(self._project.layersWillBeRemoved, self._layers_go)
        self._outside.connect(self._project.layersRemoved, self._leave_results_out)
        self._leave_results_out()
        self._layer_changed()

    def follow(self, iface: QgisInterface) -> None:
        """Choose the image that is active in the layer tree, now and whenever it is another one."""
        self._outside.connect(iface.currentLayerChanged, self._choose_active)
        self._choose_active(iface.activeLayer())

    def close(self) -> None:
        """Follow nothing any more."""
        self._soon.stop()
        self._of_layer.close()
        self._outside.close()

    def _choose_active(self, layer: QgsMapLayer | None) -> None:
        if isinstance(layer, QgsRasterLayer) and not layer.customProperty(RESULT_PROPERTY):
            self._combo.setLayer(layer)

    def _layer_changed(self, *_what: object) -> None:
        if self._combo.currentIndex() < 0:  # QGIS was told to choose a layer that is not offered
            self._combo.setCurrentIndex(1 if self._combo.count() > FIXED_ITEMS else 0)
        layer = self.layer
        shown = (self.kind, "" if layer is None else layer.id())
        if shown == self._shown:
            return  # QGIS emits it also when its list of layers changes
        self._shown_before = self._came_from = self._shown[1] if self._shown is not None else ""
        QTimer.singleShot(0, self._forget_before)  # but not what the user chooses later
        self._shown = shown
        self._of_layer.close()
        if layer is not None:
            for signal in (layer.crsChanged, layer.dataSourceChanged):
                self._of_layer.connect(signal, self._look_again)
            self._of_layer.connect(layer.customPropertyChanged, self._property_changed)
        self.changed.emit()

    def _look_again(self) -> None:
        """The layer has another file or CRS."""
        self._shown = None
        self._layer_changed()

    def _property_changed(self, name: str) -> None:
        """Look again at what was looked at before, where the layer turns out to be a result of the toolbox."""
        if name == RESULT_PROPERTY:
            self._combo.setLayer(self._project.mapLayer(self._came_from))
            self._leave_results_out()

    def _forget_before(self) -> None:
        self._shown_before = ""

    def _leave_results_out(self, *_layers: object) -> None:
        """Offer no layer that Landprint made; choose the first one that is added where there was none."""
        layers = list(self._project.mapLayers().values())
        had_none = self.layer is None and self.kind is not InputKind.EARTH
        self._combo.setExceptedLayerList([layer for layer in layers if layer.customProperty(RESULT_PROPERTY)])
        if had_none and self._combo.count() > FIXED_ITEMS:
            self._combo.setCurrentIndex(1)

    def _leave_results_out_soon(self, _layers: object) -> None:
        self._soon.start()

    def _layers_go(self, ids: list[str]) -> None:
        """Choose no layer where QGIS chose the next entry, the Earth, in place of a removed layer."""
        if self._shown is not None and self._shown[1] in ids:
            self._of_layer.close()
        if self.kind is InputKind.EARTH and self._shown_before in ids:
            self._combo.setCurrentIndex(0)
