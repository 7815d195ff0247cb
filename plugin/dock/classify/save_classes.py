"""Class map, polygons and model saved in files, and a saved model applied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtWidgets import QFileDialog

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...layers.outputs.output import Provenance, check_output, describe, file_stem
from ...layers.sources.source import raster_path, read_embeddings
from ...layers.styling.point_styles import LayerClass, style_point_classes
from ...layers.styling.styles import classes_of, style_classes
from ...translation import tr, tr_n
from ..context import ButtonTask, DockContext
from ..embedding_layers import EmbeddingLayers
from ..results import (
    EXAMPLES_PROPERTY,
    add_layer,
    new_name,
    open_raster,
    open_vector,
    output_file,
    show_alone,
    temporary_folder,
)
from .class_layers import HIDDEN_BY_CLASSES, ClassLayers
from .section import ExamplesPage

CLASS_FIELD = "class"
RASTERS, VECTORS, MODELS = (".tif", ".tiff"), (".gpkg",), (".json",)
MODEL = "model"  # of a class map: not the examples here but a saved model made it


class SaveClasses:
    """Connects the menu of the page; ``params`` gives the request of the class map without the files to write."""

    def __init__(
        self,
        page: ExamplesPage,
        embeddings: EmbeddingLayers,
        layers: ClassLayers,
        params: Callable[[], dict[str, Any]],
        context: DockContext,
    ) -> None:
        self._page = page
        self._embeddings = embeddings
        self._layers = layers
        self._params = params
        self._context = context
        self._task = ButtonTask(context, page.save)
        page.save_map.triggered.connect(lambda _checked: self._guarded(self._save_map))
        page.save_polygons.triggered.connect(lambda _checked: self._guarded(self._save_polygons))
        page.save_model.triggered.connect(lambda _checked: self._guarded(self._save_model))
        page.apply_model.clicked.connect(lambda _checked: self._guarded(self._apply_model))

    def close(self) -> None:
        """Stop what is underway."""
        self._task.close()

    def _guarded(self, save: Callable[[QgsRasterLayer], None]) -> None:
        layer = self._embeddings.current
        if layer is not None and not self._task.is_working:
            try:
                save(layer)
            except EngineFailure as failure:
                self._context.notices.failed(failure)

    def _save_map(self, layer: QgsRasterLayer) -> None:
        params = self._params()
        path = self._ask(tr("Save the class map"), layer, "classes", RASTERS, [params["embeddings"]])
        if path is not None:
            step = Step("classify", {**params, "output": path})
            self._task.start(tr("Landprint: save classes"), [step], lambda _values: self._say_saved(path), self._fail)

    def _save_model(self, layer: QgsRasterLayer) -> None:
        params = self._params()
        path = self._ask(tr("Save the model"), layer, "model", MODELS, [])
        if path is not None:
            unwanted = str(temporary_folder() / "classes.tif")
            step = Step("classify", {**params, "output": unwanted, "save_model": path})
            self._task.start(tr("Landprint: save the model"), [step], lambda _values: self._say_saved(path), self._fail)

    def _save_polygons(self, layer: QgsRasterLayer) -> None:
        shown = self._layers.of(layer)
        if shown is None:
            return
        classes = classes_of(shown)
        path = self._ask(tr("Save polygons of the classes"), layer, "classes", VECTORS, [])
        if path is None:
            return
        names = [f"{one.value}={one.title}" for one in classes]
        params: dict[str, Any] = {"classes": raster_path(shown), "names": names, "output": path}

        def add(values: list[dict[str, Any]]) -> None:
            polygons = open_vector(path, "", "polygons")
            polygons.setName(new_name(self._context.project, polygons, Path(path).stem))
            style_point_classes(polygons, CLASS_FIELD, classes)
            describe(polygons, Provenance(tr("Polygons of classes"), "class_polygons", params["classes"], params))
            add_layer(self._context.project, polygons, beside=layer)
            made = tr_n("{n} polygon drawn.", "{n} polygons drawn.", values[0]["polygons"])
            self._context.notices.done(made, path)

        step = Step("class_polygons", params)
        self._task.start(tr("Landprint: polygons of classes"), [step], add, self._fail, adds_layer=True)

    def _apply_model(self, layer: QgsRasterLayer) -> None:
        embeddings = read_embeddings(layer).embeddings
        title, kinds = tr("Apply a saved model"), _filter(MODELS)
        model, _kind = QFileDialog.getOpenFileName(self._page, title, self._folder(), kinds)
        if not model:
            return
        name = f"{file_stem(layer.name())}_{file_stem(Path(model).stem)}.tif"
        params = {**embeddings, "model": model, "output": str(self._context.storage.new_file(name))}

        def add(values: list[dict[str, Any]]) -> None:
            value = values[0]
            classes = [LayerClass(one["label"], one["name"], one["colour"]) for one in value["classes"]]
            made = open_raster(value["output"], Path(model).stem, "classes")
            made.setCustomProperty(EXAMPLES_PROPERTY, MODEL)
            style_classes(made, classes)
            describe(made, Provenance(tr("Classes by a saved model"), "classify", params["embeddings"], params))
            add_layer(self._context.project, made, beside=layer)
            show_alone(self._context.project, made, HIDDEN_BY_CLASSES)
            said = tr("The model is applied to “{layer}”.").format(layer=layer.name())
            self._context.notices.done(" ".join([said, *value["notes"]]), value["output"])

        step = Step("classify", params)
        self._task.start(tr("Landprint: apply a model"), [step], add, self._fail, adds_layer=True)

    def _ask(
        self, title: str, layer: QgsRasterLayer, what: str, suffixes: tuple[str, ...], inputs: list[str]
    ) -> str | None:
        """The file that the user chose, None for none; raises EngineFailure for one that cannot be written."""
        proposed = Path(self._folder()) / f"{file_stem(layer.name())}_{what}{suffixes[0]}"
        chosen, _kind = QFileDialog.getSaveFileName(self._page, title, str(proposed), _filter(suffixes))
        if not chosen:
            return None
        if not chosen.lower().endswith(suffixes):
            path = output_file(f"{chosen}{suffixes[0]}", "", inputs, self._context, suffixes)
            return None if path is None else str(path)
        # The file dialog has asked whether it may be replaced.
        check_output(chosen, inputs, self._context.project.mapLayers().values(), suffixes)
        return chosen

    def _folder(self) -> str:
        return str(self._context.project.homePath() or Path.home())

    def _say_saved(self, path: str) -> None:
        self._context.notices.done(tr("Saved in {name}.").format(name=Path(path).name), path)

    def _fail(self, failure: EngineFailure) -> None:
        self._context.notices.failed(failure)


def _filter(suffixes: tuple[str, ...]) -> str:
    """The file dialog's filter."""
    titles = {RASTERS: "GeoTIFF", VECTORS: "GeoPackage", MODELS: tr("Model of classes")}
    return f"{titles[suffixes]} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
