"""Which bands are looked at: those of the shown layer, and of others, as a scene may have a file for each band."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure
from ....layers.outputs.export import is_picture, needs_export
from ....layers.sources.band import Band
from ....layers.sources.bands import band_file, image_bands, read_bands, read_levels
from ....layers.sources.pixel_size import pixel_metres
from ....layers.sources.scene import is_subdataset, part_files
from ....layers.sources.source import RasterSource, raster_path, read_source
from ...connections import Connections
from ...results import RESULT_PROPERTY
from ..form.section import LookAtSection
from .bands_dialog import BandsDialog
from .exports import Exports


class BandLayers(QObject):
    """Offers the project's other rasters under *More*, and those of the same scene where they are missing.

    Emits ``changed`` when other layers are looked at together with the shown one.
    """

    changed = pyqtSignal()
    bands_chosen = pyqtSignal()

    def __init__(self, section: LookAtSection, project: QgsProject, exports: Exports) -> None:
        super().__init__()
        self._section = section
        self._project = project
        self._exports = exports
        self._layer_id = ""  # of the shown layer
        self._chosen: dict[str, set[str]] = {}  # layer id: ids of the layers that it is put together with
        self._numbers: dict[str, list[int]] = {}  # layer id: the chosen band numbers, where not all
        self._outside = Connections()
        self._connect()

    def close(self) -> None:
        """Hear nothing more of the project."""
        self._outside.close()

    def show_layer(self, layer: QgsMapLayer | None) -> None:
        """Offer the layers that can be combined with this one from now on."""
        self._layer_id = layer.id() if isinstance(layer, QgsRasterLayer) else ""
        self._show()
        self._show_bands()

    # What is looked at

    def raster(self, layer: QgsMapLayer) -> str | list[str]:
        """The layer's file, with those of the others where there are some; raises EngineFailure where there is none."""
        if needs_export(layer):
            return self._exports.path(layer)
        files = [raster_path(one) for one in self._together(layer)]
        return files if len(files) > 1 else files[0]

    def is_written(self, layer: QgsRasterLayer) -> bool:
        """Whether the chosen part of a layer that is in no file was written before; raises EngineFailure."""
        return self._exports.plan(layer).is_here

    def given_crs(self, layer: QgsMapLayer) -> str | None:
        """The CRS that was set by hand, where all of them are in it; None where those of the files hold."""
        if needs_export(layer):
            return None
        sources = [read_source(one) for one in self._together(layer)]
        if any(source.crs != sources[0].crs for source in sources):
            return None
        return next((source.given_crs for source in sources if source.given_crs), None)

    def finest(self, layer: QgsMapLayer) -> RasterSource:
        """The layer whose pixels all others are put on, as the engine chooses it; raises EngineFailure."""
        if needs_export(layer):
            return self._exports.plan(layer).source
        return min(map(read_source, self._together(layer)), key=_fineness)

    def bands(self, layer: QgsRasterLayer) -> list[Band]:
        """The bands of all of them as the engine numbers them: those of the layer first."""
        together = self._together(layer)
        if len(together) == 1:
            return read_bands(layer)
        named, scenes = [], []
        for one in together:
            # The engine takes a scene once, however many of its parts are here.
            scene = part_files(_file(one)) if is_subdataset(_file(one)) else []
            if scene not in scenes:
                named += [(one, band) for band in read_bands(one, is_alone=False)]
                scenes += [scene] if scene else []
        return [
            Band(number, one.name() if one.bandCount() == 1 else f"{one.name()} {band.name}")
            for number, (one, band) in enumerate(named, start=1)
        ]

    def levels(self, layer: QgsRasterLayer) -> list[tuple[float, float]]:
        """Mean and standard deviation of each of these bands by a sample; none where one of the layers has none."""
        levels = [read_levels(one) for one in self._together(layer)]
        return [level for each in levels for level in each] if all(levels) else []

    def chosen_bands(self, layer: QgsMapLayer) -> list[int] | None:
        """The numbers of the chosen bands, None for all."""
        return self._numbers.get(layer.id())

    def _together(self, layer: QgsMapLayer) -> list[QgsMapLayer]:
        chosen = self._chosen.get(layer.id(), set())
        return [layer, *(other for other in self._others(layer) if other.id() in chosen)]

    def _others(self, layer: QgsMapLayer) -> list[QgsRasterLayer]:
        """The project's other rasters that are files, by path; one where several layers show a file."""
        own, others = _file(layer), dict[str, QgsRasterLayer]()
        for other in self._project.mapLayers().values():
            path = "" if other.customProperty(RESULT_PROPERTY) else _file(other)
            if own and path and path != own:
                others.setdefault(path, other)
        return [others[path] for path in sorted(others)]

    def _missing(self, layer: QgsRasterLayer) -> Iterator[QgsRasterLayer]:
        """The layers of the other bands of the same scene, one a band, that are not combined with it yet."""
        own = band_file(_file(layer)) if layer.bandCount() == 1 else None
        together = self._together(layer)
        # A band in an archive, if it is alone, is looked at as its scene with all bands.
        if own is None or (len(together) == 1 and part_files(_file(layer))):
            return
        known = {file.band for file in map(band_file, map(_file, together)) if file is not None}
        finest = dict[str, tuple[int, QgsRasterLayer]]()
        for other in self._others(layer):
            file = band_file(_file(other)) if other.bandCount() == 1 else None
            if file is None or file.scene != own.scene or file.band in known:
                continue
            if file.band not in finest or file.size < finest[file.band][0]:
                finest[file.band] = (file.size, other)
        yield from (other for _size, other in finest.values())

    # The bands

    def _layer(self) -> QgsRasterLayer | None:
        return self._project.mapLayer(self._layer_id) if self._layer_id else None

    def _show_bands(self) -> None:
        layer = self._layer()
        bands = self.bands(layer) if layer is not None and not is_picture(layer) else []
        numbers = self._numbers.get(self._layer_id, image_bands(bands))
        self._section.show_bands([band for band in bands if band.number in numbers], len(bands))

    def _choose_bands(self) -> None:
        layer = self._layer()
        if layer is None:
            return
        bands = self.bands(layer)
        numbers = self._numbers.get(layer.id(), image_bands(bands))
        dialog = BandsDialog(layer.name(), bands, numbers, self._section)
        dialog.accepted.connect(lambda: self._take_bands(layer.id(), dialog.numbers, image_bands(bands)))
        dialog.open()  # does not block, as exec would

    def _take_bands(self, layer_id: str, numbers: list[int], by_default: list[int]) -> None:
        self._numbers.pop(layer_id, None)
        if numbers != by_default:
            self._numbers[layer_id] = numbers
        self._show_bands()
        self.bands_chosen.emit()

    def _layers_changed(self) -> None:
        """Forget which bands were chosen: they have other numbers now."""
        self._numbers.pop(self._layer_id, None)
        self._show_bands()
        self.changed.emit()

    # The layers

    def _show(self) -> None:
        """Offer the layers as they are now."""
        layer = self._layer()
        others = self._others(layer) if layer is not None else []
        names = sorted(((other.name(), other.id()) for other in others), key=lambda one: one[0].lower())
        self._section.more.offer_layers(names, self._chosen.get(self._layer_id, set()))
        self._offer_scene(layer)

    def _offer_scene(self, layer: QgsRasterLayer | None) -> None:
        missing = sorted(other.name() for other in self._missing(layer)) if layer is not None else []
        self._section.offer_scene(missing)

    def _checked(self) -> None:
        self._take(set(self._section.more.chosen_layers))
        self._offer_scene(self._project.mapLayer(self._layer_id))

    def _take_scene(self) -> None:
        layer = self._project.mapLayer(self._layer_id)
        self._take(self._chosen.get(self._layer_id, set()) | {other.id() for other in self._missing(layer)})
        self._show()
        self._section.more.changed.emit()

    def _take(self, ids: set[str]) -> None:
        self._chosen[self._layer_id] = ids
        self._layers_changed()

    def _project_changed(self, *_what: object) -> None:
        """Offer the layers of the project, without those that were removed."""
        there, before = set(self._project.mapLayers()), self._chosen.get(self._layer_id, set())
        self._chosen = {own: ids & there for own, ids in self._chosen.items() if own in there}
        self._show()
        if self._layer_id in there and before - there:
            self._layers_changed()
            self._section.more.changed.emit()

    def _connect(self) -> None:
        self._section.more.layers_chosen.connect(self._checked)
        self._section.scene.clicked.connect(self._take_scene)
        self._section.bands.clicked.connect(self._choose_bands)
        for signal in (self._project.layersAdded, self._project.layersRemoved):
            self._outside.connect(signal, self._project_changed)
        self._outside.connect(self._project.layerTreeRoot().nameChanged, self._project_changed)


def _file(layer: QgsMapLayer) -> str:
    """The path of a raster layer's file; empty for what is not a raster in a file."""
    try:
        return raster_path(layer)
    except EngineFailure:
        return ""


def _fineness(source: RasterSource) -> tuple[bool, float]:
    """A sort key, smaller for smaller pixels; rasters without a CRS come last."""
    metres = pixel_metres(source)
    return (metres is None, metres if metres is not None else source.pixel_size[0])
