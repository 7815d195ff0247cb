"""Writing an export: runs in a worker thread, which QGIS's own code leaves to the window."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsDataProvider,
    QgsNetworkAccessManager,
    QgsNetworkReplyContent,
    QgsProviderRegistry,
    QgsRasterBlockFeedback,
    QgsRasterFileWriter,
    QgsRasterLayer,
    QgsRasterPipe,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...client.failure import EngineFailure, cancelled
from ...compat import WRITTEN, create_options
from ...translation import format_number, tr
from .downloads import unread, why_not
from .export import Export, is_picture
from .tile_grid import ARCGIS
from .tile_writer import TileWriter

PART = 1024  # pixels on the side of what is written at once
MOST_PIXELS = re.compile(r">maxImage(?:Width|Height)</td><td>(\d+)</td>")  # on QGIS's page about a service
WATCH_S = 0.1  # between looks at whether it was cancelled
OPTIONS = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
WINDOW_S = 5.0  # that the window's thread may be busy
ALPHA_BAND = 4
NOT_FOUND = 404  # how services of tiles say that there is nothing to show


class ExportWriter:
    """Writes one export; made in the window's thread, where the layer lives."""

    def __init__(self, layer: QgsRasterLayer, export: Export) -> None:
        self._export = export
        # No pipe takes it over before it is needed: a pipe that goes deletes it first and Python's object of it then,
        # which another thread may take meanwhile for the raster that it creates at the same place in memory.
        self._provider = layer.dataProvider().clone()
        self._pipe = QgsRasterPipe()
        self._replies = _Replies(layer)
        self._tiles = TileWriter(layer, export, export.tiles) if export.tiles else None
        # QGIS leaves blank what is a whole number of the largest maps that a service of ArcGIS draws.
        most = MOST_PIXELS.findall(layer.htmlMetadata()) if layer.providerType() == ARCGIS else []
        self._part = min([PART, *(int(pixels) - 1 for pixels in most if int(pixels) > 1)])

    def write(self, progressed: Callable[[float], None], is_cancelled: Callable[[], bool]) -> str:
        """Write the file unless it is there; a sentence about what it lacks, empty for nothing; raises EngineFailure.

        Another thread than the window's may call it; ``progressed`` is told the share that is done.
        """
        export = self._export
        if export.is_here:
            return ""
        folder = Path(export.path).parent
        _require_room(folder, export.byte_count)
        part = str(folder / f"part_{os.getpid()}_{threading.get_ident()}.tif")
        feedback, replies = QgsRasterBlockFeedback(), self._replies
        tiles = self._tiles
        try:
            replies.refused.clear()
            if tiles is not None and not tiles.can_write(is_cancelled):
                tiles = None
            if tiles is not None:
                is_written = tiles.write(part, progressed, is_cancelled)
                replies.refused.clear()  # what was refused at first, or of the map
            else:
                with _watched(feedback, is_cancelled):
                    feedback.progressChanged.connect(lambda percent: progressed(percent / 100))
                    is_written = self._written(part, feedback) == WRITTEN
                replies.catch_up()
            if is_cancelled():
                raise cancelled()
            if not is_written:
                raise EngineFailure(
                    "disk",
                    tr("QGIS could not write “{export}” into {folder}.").format(export=export.name, folder=folder),
                    tr("Is the disk full?"),
                )
            share = self._valid_share(part, tiles)
            # A whole picture is one, whatever else was asked of the service, as by the map.
            if replies.refused and (share < 1 or not export.is_picture):
                raise replies.failure(export.name)
            if share == 0:
                raise _nothing(export)
            Path(part).replace(export.path)
        except OSError as error:
            raise EngineFailure(
                "disk", tr("{folder} cannot be written.").format(folder=folder), detail=str(error)
            ) from error
        finally:
            Path(part).unlink(missing_ok=True)
        return (
            tr("{share} % of the picture is blank and left out.").format(share=format_number(100 * (1 - share)))
            if share < 1
            else ""
        )

    def _valid_share(self, path: str, tiles: TileWriter | None) -> float:
        """The share of a picture's pixels that are not fully transparent."""
        if tiles is not None:
            return tiles.valid_share
        return _opaque_share(path, self._export) if self._export.is_picture else 1.0

    def _written(self, path: str, feedback: QgsRasterBlockFeedback) -> object:
        export = self._export
        writer = QgsRasterFileWriter(path)
        writer.setOutputFormat("GTiff")
        create_options(writer, OPTIONS)
        writer.setMaxTileWidth(self._part)
        writer.setMaxTileHeight(self._part)
        context = QgsCoordinateTransformContext()
        self._pipe.set(self._provider)
        return writer.writeRaster(self._pipe, export.columns, export.rows, export.extent, export.crs, context, feedback)


class _Replies(QObject):
    """What a layer's service refused, heard in the window's thread: QGIS tells there of the requests of all threads."""

    _marked = pyqtSignal()

    def __init__(self, layer: QgsRasterLayer) -> None:
        super().__init__()
        self.refused: dict[str, str] = {}  # by address: why
        self._source = unquote(layer.source())
        self._of_picture = is_picture(layer)
        self._caught_up = threading.Event()
        # Here, in the window's thread, and until this object goes: two threads that change connections may wait for
        # each other.
        self._marked.connect(self._caught_up.set, Qt.ConnectionType.QueuedConnection)
        QgsNetworkAccessManager.instance().finished[QgsNetworkReplyContent].connect(self._heard)

    def catch_up(self) -> None:
        """Hear all that was answered until now."""
        if QThread.currentThread() == self.thread():
            QCoreApplication.processEvents()
        else:
            self._marked.emit()  # comes after what is under way to the window's thread
            self._caught_up.wait(WINDOW_S)

    def failure(self, name: str) -> EngineFailure:
        """That the layer of this name could not be read, and why."""
        return unread(name, next(iter(self.refused.values())), len(self.refused))

    def _heard(self, reply: QgsNetworkReplyContent) -> None:
        address, host = reply.request().url().toString(), reply.request().url().host()
        # Names of a service's computers differ in their first parts.
        if ".".join(host.split(".")[-2:]) not in self._source:
            return
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if reply.error() == QNetworkReply.NetworkError.NoError:
            self.refused.pop(address, None)
        elif self._of_picture and status == NOT_FOUND:
            return
        elif reply.error() != QNetworkReply.NetworkError.OperationCanceledError:
            self.refused[address] = why_not(host, status)


def _nothing(export: Export) -> EngineFailure:
    return EngineFailure(
        "source",
        tr("“{export}” shows nothing in this area with pixels of this size.").format(export=export.name),
        tr("Choose another area or larger pixels."),
    )


def _opaque_share(path: str, export: Export) -> float:
    """The share of pixels that are not fully transparent."""
    picture = QgsProviderRegistry.instance().createProvider("gdal", path, QgsDataProvider.ProviderOptions())
    valid, height = 0, export.extent.height() / export.rows
    for row in range(0, export.rows, PART):
        rows = min(PART, export.rows - row)
        top = export.extent.yMaximum() - row * height
        strip = QgsRectangle(export.extent.xMinimum(), top - rows * height, export.extent.xMaximum(), top)
        block = picture.block(ALPHA_BAND, strip, export.columns, rows)
        valid += int(np.count_nonzero(np.frombuffer(block.data(), np.uint8)))
    return valid / (export.columns * export.rows)


@contextmanager
def _watched(feedback: QgsRasterBlockFeedback, is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Cancel the work as soon as someone wants it: a service may let QGIS wait for a minute."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(WATCH_S):
            if is_cancelled():
                feedback.cancel()
                return

    watcher = threading.Thread(target=watch, name="landprint-export", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _require_room(folder: Path, byte_count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < byte_count:
        raise EngineFailure(
            "disk",
            tr("The export needs {megabytes} MB of {folder}, and {free} MB are free.").format(
                megabytes=format_number(byte_count / 1e6), folder=folder, free=format_number(free / 1e6)
            ),
        )
