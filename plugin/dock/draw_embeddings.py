"""Embedding rasters that are opened from anywhere are drawn by their principal components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QTimer

from ..client.failure import EngineFailure
from ..client.requests import EngineTask, Step
from ..layers.sources.bands import ZARR_EMBEDDINGS, holds_embeddings
from ..layers.sources.source import embeddings_path, read_embeddings
from ..layers.styling.styles import style_bands, style_components, style_grey
from ..translation import tr
from .connections import Connections
from .context import DockContext
from .results import RESULT_PROPERTY, open_raster, picture_of

FIRST_BANDS = (1, 2, 3)  # which QGIS draws as red, green and blue where nobody says otherwise
GREY = (1,)  # the band by which an embedding raster is drawn until its colours are known
WAITS_PROPERTY = "landprint/waits_for_colours"  # on an embedding layer that is drawn in grey until then
STYLES = (".qml", ".sld")  # beside a raster, by which a user wants it drawn
PICTURE = "components"  # the result that a picture of an opened embedding raster is
PICTURE_OF = "landprint/components_of"  # on a picture: the id of the embedding layer
BANDS_PROPERTY = "landprint/components_bands"  # on a picture: the bands by which the embedding layer is drawn itself
MOST_VALUES = 150_000_000  # of a raster that is read whole for its picture: some 8 s on two cores


class DrawEmbeddings(QObject):
    """Gives embedding rasters that people add a style, as long as they have the one that QGIS gives to any raster.

    The layer itself is drawn by the three bands that are closest to its principal components. The components are a
    layer of their own right under it, which is shown in its place: a renderer has the bands of its own raster only,
    and one written in Python would run in every thread that draws, and be lost in a QGIS without Landprint. The user's
    own styles, and those of a project that is opened, stay.
    """

    def __init__(self, context: DockContext) -> None:
        super().__init__()
        self._context = context
        self._is_opening = False
        self._tasks: list[EngineTask] = []
        self._outside = Connections()
        project = context.project
        self._outside.connect(project.loadingLayer, self._begin)
        self._outside.connect(project.readProject, self._end)
        self._outside.connect(project.cleared, self._clear)
        self._outside.connect(project.layersAdded, self._added)
        self._outside.connect(project.layersWillBeRemoved, self._removed)
        self._follow_pictures()
        if not project.fileName():
            self._added(list(project.mapLayers().values()))

    def close(self) -> None:
        """Follow the project no longer, and draw nothing more."""
        self._outside.close()
        self._unfollow_pictures()
        self._cancel()

    def _cancel(self) -> None:
        """Draw no more of what is underway."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()

    def _clear(self) -> None:
        """Another project comes; if it is this one again, its layers have the same ids, and it is not to be changed."""
        self._cancel()
        self._end()

    def _begin(self, _text: str) -> None:
        self._is_opening = True

    def _end(self, *_what: object) -> None:
        self._is_opening = False
        self._follow_pictures()
        for layer in self._context.project.mapLayers().values():
            if _waits(layer):  # the project was saved, or closed, before its colours were known
                with suppress(EngineFailure):
                    self._choose(layer, read_embeddings(layer).embeddings)

    def _added(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            if not self._is_opening and _is_plain(layer):
                with suppress(EngineFailure):  # the engine cannot read it
                    params = read_embeddings(layer).embeddings
                    style_grey(layer)  # three bands of many are loud, and mean nothing
                    layer.setCustomProperty(WAITS_PROPERTY, True)
                    self._choose(layer, params)

    def _choose(self, layer: QgsRasterLayer, params: dict[str, Any]) -> None:
        self._run(layer, Step("choose_bands", params), partial(self._chosen, layer.id(), params))

    def _run(self, layer: QgsRasterLayer, step: Step, take: Callable[[dict[str, Any]], None]) -> None:
        """Do the step in the background and hand on what it says, unless the dock was closed meanwhile."""
        title = tr("Landprint: draw {name}").format(name=layer.name())
        task = EngineTask(title, self._context.new_session, [step])

        def succeeded(values: list[Any]) -> None:
            if task in self._tasks:
                self._tasks.remove(task)
                take(values[0])

        def failed(failure: EngineFailure) -> None:
            if task in self._tasks:
                self._tasks.remove(task)
                self._context.notices.keep(failure)

        task.succeeded.connect(succeeded)
        task.failed.connect(failed)
        self._tasks.append(task)
        self._context.tasks.addTask(task)

    def _chosen(self, layer_id: str, params: dict[str, Any], value: dict[str, Any]) -> None:
        layer, bands = self._context.project.mapLayer(layer_id), value["bands"]
        if layer is None or not _waits(layer):
            return
        layer.removeCustomProperty(WAITS_PROPERTY)
        if not bands:
            return
        style_bands(layer, [(band["number"], band["low"], band["high"]) for band in bands])
        numbers = layer.renderer().usesBands()
        if len(bands) == len(FIRST_BANDS) and layer.width() * layer.height() * layer.bandCount() <= MOST_VALUES:
            output = self._context.storage.new_file(picture_of(Path(params["embeddings"])).name)
            step = Step("principal_components", {**params, "output": str(output)})
            self._run(layer, step, partial(self._show_picture, layer_id, numbers))

    def _show_picture(self, layer_id: str, numbers: list[int], value: dict[str, Any]) -> None:
        """Show the picture in the layer's place, unless the layer went or has another style by now."""
        project = self._context.project
        layer, node = project.mapLayer(layer_id), project.layerTreeRoot().findLayer(layer_id)
        # While a project is read, its tree is there before its layers.
        if node is None or layer is None or not _has_bands(layer, numbers):
            with suppress(OSError):  # it goes with the session
                Path(value["output"]).unlink()
            return
        name = tr("{name} · principal components").format(name=layer.name())
        picture = open_raster(value["output"], name, PICTURE)
        picture.setCustomProperty(PICTURE_OF, layer_id)
        picture.setCustomProperty(BANDS_PROPERTY, ",".join(map(str, numbers)))
        style_components(picture)
        picture.setOpacity(layer.opacity())
        project.addMapLayer(picture, False)
        shown = node.parent().insertLayer(node.parent().children().index(node) + 1, picture)
        shown.setExpanded(False)
        shown.setItemVisibilityChecked(node.itemVisibilityChecked())
        node.setItemVisibilityChecked(False)
        layer.rendererChanged.connect(self._restyled)
        text = tr("“{name}” is switched off, and its principal components are shown, in the layer under it.")
        self._context.notices.say(text.format(name=layer.name()))

    # What becomes of the pictures

    def _pictures(self) -> list[tuple[QgsMapLayer, str]]:
        """The project's pictures, each with the id of the layer that it is shown in place of."""
        every = ((layer, layer.customProperty(PICTURE_OF)) for layer in self._context.project.mapLayers().values())
        return [(layer, str(of)) for layer, of in every if of]

    def _follow_pictures(self) -> None:
        """Hear of new styles of layers that have a picture."""
        self._unfollow_pictures()
        for layer_id in {of for _picture, of in self._pictures()}:
            layer = self._context.project.mapLayer(layer_id)
            if layer is not None:
                layer.rendererChanged.connect(self._restyled)

    def _unfollow_pictures(self) -> None:
        for _picture, of in self._pictures():
            with suppress(TypeError, AttributeError):  # it was not connected, or is not there
                self._context.project.mapLayer(of).rendererChanged.disconnect(self._restyled)

    def _restyled(self) -> None:
        """Show a layer itself once someone has given it another style."""
        for picture, of in self._pictures():
            layer = self._context.project.mapLayer(of)
            numbers = [int(number) for number in str(picture.customProperty(BANDS_PROPERTY)).split(",")]
            if layer is not None and layer is self.sender() and not _has_bands(layer, numbers):
                layer.rendererChanged.disconnect(self._restyled)
                self._switch_on(of, picture.id())

    def _removed(self, ids: Sequence[str]) -> None:
        """A picture goes with its layer; a layer whose picture goes is shown itself."""
        project = self._context.project
        for picture, of in self._pictures():
            if of in ids and picture.id() not in ids:
                QTimer.singleShot(0, partial(project.removeMapLayer, picture.id()))
            elif picture.id() in ids and of not in ids:
                self._switch_on(of, picture.id())

    def _switch_on(self, layer_id: str, picture_id: str) -> None:
        """Show the layer in place of its picture, unless the user has switched that off; it may be gone already."""
        root = self._context.project.layerTreeRoot()
        node, shown = root.findLayer(layer_id), root.findLayer(picture_id)
        if node is not None and (shown is None or shown.itemVisibilityChecked()):
            node.setItemVisibilityChecked(True)
            if shown is not None:
                shown.setItemVisibilityChecked(False)


def _has_bands(layer: QgsMapLayer, numbers: Sequence[int]) -> bool:
    """Whether the layer is drawn by these bands: three as red, green and blue, one in grey or by a ramp."""
    return isinstance(layer, QgsRasterLayer) and list(layer.renderer().usesBands()) == list(numbers)


def _waits(layer: QgsMapLayer) -> bool:
    """Whether it is drawn in grey until its colours are known, or as the toolbox draws results once they are added."""
    is_drawn_so = any(_has_bands(layer, bands) for bands in (GREY, FIRST_BANDS))
    return bool(layer.customProperty(WAITS_PROPERTY)) and layer.isValid() and is_drawn_so


def _is_plain(layer: QgsMapLayer) -> bool:
    """Whether it is an embedding raster in a file on this computer, drawn as QGIS draws any raster."""
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid() or layer.providerType() != "gdal":
        return False
    if layer.customProperty(RESULT_PROPERTY) or embeddings_path(layer) or not holds_embeddings(layer):
        return False
    path, is_default = Path(str(layer.source()).split("|")[0]), _has_bands(layer, FIRST_BANDS)
    store = ZARR_EMBEDDINGS.match(str(layer.source()))
    is_here = Path(store[1]).is_dir() if store else path.is_file()
    # What is fetched over a network is drawn as it is: several bands of it would be read once more.
    return is_default and is_here and not any(path.with_suffix(suffix).exists() for suffix in STYLES)
