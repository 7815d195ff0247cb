"""The use case *Keep*: an embedding layer's temporary files are copied to a folder of the user's choice.

QGIS's own *Make permanent* would keep the picture of the embeddings and lose the embeddings.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ....client.failure import EngineFailure, cancelled
from ....client.work_task import WorkTask
from ....layers.outputs.output import check_output
from ....layers.sources.source import EMBEDDINGS_PROPERTY, embeddings_path, raster_path
from ....layers.styling.styles import style_components
from ....translation import tr
from ...connections import Connections
from ...context import DockContext
from ...embedding_layers import EmbeddingLayers
from ...results import picture_of
from ...widgets.words import size
from ..form.keep import KeepButton


class Copy(NamedTuple):
    """A file and where it is to be."""

    source: Path
    target: Path


class KeepEmbeddings(QObject):
    """Connects the button with the chosen embedding layer."""

    def __init__(self, button: KeepButton, embeddings: EmbeddingLayers, context: DockContext) -> None:
        super().__init__()
        self._button = button
        self._embeddings = embeddings
        self._context = context
        self._task: WorkTask | None = None
        self._outside = Connections()
        self._outside.connect(embeddings.changed, self._offer)
        button.wanted.connect(self._keep)
        self._offer()

    def close(self) -> None:
        """Hear nothing more."""
        self._task = None
        self._outside.close()

    def _offer(self) -> None:
        layer = self._embeddings.current
        path = "" if layer is None else embeddings_path(layer)
        folder = Path(self._context.project.homePath() or Path.home())
        self._button.offer(str(folder / Path(path).name) if self._context.storage.is_own(path) else "")

    def _keep(self, chosen: str) -> None:
        layer = self._embeddings.current
        if layer is None or self._task is not None:
            return
        path = Path(chosen)
        picture = picture_of(path)
        try:
            check_output(chosen, [embeddings_path(layer)], self._context.project.mapLayers().values())
            copies = [Copy(Path(embeddings_path(layer)), path), Copy(Path(raster_path(layer)), picture)]
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        # The file dialog has asked for the embeddings' file, not for its picture's.
        if picture.exists() and not self._context.confirm(
            tr("“{picture}” exists. Replace it?").format(picture=picture.name)
        ):
            return
        self._button.setEnabled(False)
        title = tr("Landprint: keep {layer}").format(layer=layer.name())
        self._task = WorkTask(title, lambda _report, is_cancelled: copy_all(copies, is_cancelled))
        self._task.succeeded.connect(lambda _value: self._end(partial(self._kept, layer.id(), path, picture)))
        self._task.failed.connect(lambda failure: self._end(partial(self._context.notices.failed, failure)))
        self._context.tasks.addTask(self._task)

    def _end(self, say: Callable[[], None]) -> None:
        if self._task is not None:  # else the dock is gone
            self._task = None
            self._button.setEnabled(True)
            say()

    def _kept(self, layer_id: str, path: Path, picture: Path) -> None:
        layer = self._context.project.mapLayer(layer_id)
        if isinstance(layer, QgsRasterLayer):
            layer.setCustomProperty(EMBEDDINGS_PROPERTY, path.name)  # beside its picture
            metadata = layer.metadata()
            layer.setDataSource(str(picture), layer.name(), "gdal", False)
            layer.setMetadata(metadata)  # QGIS 3.40 takes the file's, which has none
            style_components(layer)
        self._offer()
        self._context.notices.done(
            tr("Kept in {path}, {size}.").format(path=path.name, size=size(path.stat().st_size)), str(path)
        )
        if self._button.stac.isChecked():
            self._write_item({"embeddings": str(path)})

    def _write_item(self, params: dict[str, str]) -> None:
        """Write the STAC item of a kept file; its day is asked for where the engine does not know it."""

        def failed(failure: EngineFailure) -> None:
            day = self._button.ask_day(failure.message) if failure.code == "parameter" else ""
            if day:
                self._write_item({**params, "date": day})
            else:
                self._context.notices.failed(failure)

        self._context.quick.ask("stac_item", params, lambda _value: None, failed)


def copy_all(copies: Sequence[Copy], is_cancelled: Callable[[], bool]) -> None:
    """Copy the files, each whole or not at all; raises EngineFailure, also for a stop."""
    for one in copies:
        if is_cancelled():
            raise cancelled()
        try:
            copy_whole(one)
        except OSError as error:
            said = tr("{path} could not be written: {problem}.")
            problem = error.strerror or str(error)
            raise EngineFailure(
                "output", said.format(path=copies[0].target.name, problem=problem), tr("Choose another folder.")
            ) from error


def copy_whole(one: Copy) -> None:
    """Copy the file beside its target and rename it; raises OSError and then leaves nothing."""
    partial_file = one.target.with_name(f"{one.target.name}.partial")
    try:
        shutil.copyfile(one.source, partial_file)
        partial_file.replace(one.target)
    except OSError:
        with suppress(OSError):
            partial_file.unlink()
        raise
