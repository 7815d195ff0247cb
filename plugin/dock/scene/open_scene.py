"""The use case *Open a scene*: a .SAFE, a Landsat folder, their archives or a STAC item become a layer.

By choice or by drop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from qgis.core import QgsMapLayer, QgsMimeDataUtils, QgsTask
from qgis.PyQt.QtCore import QEvent, QMimeData, QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from ...client.failure import EngineFailure
from ...client.work_task import WorkTask
from ...layers.sources.scene import STAC_ITEM, scene_layer, shown_scene, write_scene
from ...translation import tr
from ..context import DockContext

FILES = tr("Scenes (*.zip *.tar *.tar.gz *.tgz MTD_MSI*.xml *_MTL.txt *_MTL.xml *.json *.geojson)")
# What may be a scene, by its name: folders and the files of FILES.
LIKE_A_SCENE = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$|^MTD_MSI\w+\.xml$|_MTL\.(?:txt|xml)$", re.IGNORECASE)

MOST_BYTES = 5_000_000  # of a STAC item, as the engine reads them


class OpenScene(QObject):
    """Opens the scene that is chosen by the button's menu or dropped onto ``page``; emits its layer."""

    opened = pyqtSignal(QgsMapLayer)

    def __init__(self, button: QToolButton, page: QWidget, context: DockContext) -> None:
        super().__init__()
        self._page = page
        self._context = context
        self._tasks: list[QgsTask] = []
        self._folder = ""  # of the last choice
        menu = QMenu(button)
        menu.addAction(tr("Open a scene's &folder…")).triggered.connect(lambda _checked: self._choose_folder())
        menu.addAction(tr("Open a scene's &archive or metadata…")).triggered.connect(
            lambda _checked: self._choose_file()
        )
        button.setMenu(menu)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def close(self) -> None:
        """Stop what is underway."""
        self._page.removeEventFilter(self)
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def open(self, path: str) -> None:
        """Make a layer of the scene in the background, or choose the one that the project has of it."""
        for layer in self._context.project.mapLayers().values():
            if shown_scene(layer) == path and layer.isValid():
                self.opened.emit(layer)
                return
        task = WorkTask(
            tr("Landprint: open {file}").format(file=Path(path).name), lambda _report, _is_cancelled: write_scene(path)
        )
        task.succeeded.connect(partial(self._add, task, path, self._context.storage.opened))
        task.failed.connect(partial(self._fail, task))
        self._tasks.append(task)
        self._context.tasks.addTask(task)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        """Take scenes that are dropped; all else goes on to QGIS."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and any(_scenes(event.mimeData())):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and (paths := list(_scenes(event.mimeData()))):
            event.acceptProposedAction()
            for path in paths:
                self.open(path)
            return True
        return super().eventFilter(page, event)

    def _choose_folder(self) -> None:
        title = tr("Open a scene: a Sentinel-2 .SAFE or a Landsat folder")
        self._take(str(QFileDialog.getExistingDirectory(self._page, title, self._folder)))

    def _choose_file(self) -> None:
        title = tr("Open a scene: a zip, a tar, its metadata, or a STAC item")
        self._take(str(QFileDialog.getOpenFileName(self._page, title, self._folder, FILES)[0]))

    def _take(self, path: str) -> None:
        if path:
            self._folder = str(Path(path).parent)
            self.open(path)

    def _add(self, task: QgsTask, path: str, opened: object, vrt: str) -> None:
        if task not in self._tasks:
            return
        self._tasks.remove(task)
        if opened is not self._context.storage.opened:  # another project was opened meanwhile
            return
        layer = scene_layer(path, vrt)
        self._context.project.addMapLayer(layer)
        self.opened.emit(layer)

    def _fail(self, task: QgsTask, failure: EngineFailure) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self._context.notices.failed(failure)


def _scenes(mime: QMimeData) -> Iterator[str]:
    """The paths of what may be scenes, of a file browser's files or of QGIS's own browser's."""
    paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if QgsMimeDataUtils.isUriList(mime):
        paths += [uri.uri for uri in QgsMimeDataUtils.decodeUriList(mime)]
    for path in dict.fromkeys(paths):
        file = Path(path)
        if file.is_dir() or (LIKE_A_SCENE.search(file.name) and file.is_file()) or _is_stac_item(file):
            yield str(file)


def _is_stac_item(file: Path) -> bool:
    """Whether a file is a STAC item; other GeoJSON is QGIS's own."""
    if not STAC_ITEM.search(file.name) or not file.is_file() or file.stat().st_size > MOST_BYTES:
        return False
    content = file.read_bytes()
    return b'"stac_version"' in content and b'"assets"' in content
