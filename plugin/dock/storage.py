"""Where results lie: beside the project once it is saved, and until then in a folder of this session.

The folder of a session is Landprint's own and not one of QGIS's temporary ones: QGIS would warn at closing that what
is in them is lost, when saving the project keeps it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsMapLayer, QgsProcessingUtils, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QLockFile, QObject, QStandardPaths, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QProgressDialog

from ..client.failure import EngineFailure
from ..layers.outputs.result_files import (
    FILE_PROPERTY,
    OF_PROPERTY,
    OURS,
    RESULT_PROPERTY,
    carry,
    files_of,
    free_file,
    is_being_edited,
    is_within,
    layer_file,
    project_folder,
    show_file,
    write_sources,
)
from ..layers.sources.source import EMBEDDINGS_PROPERTY, embeddings_path
from ..settings import option
from ..translation import tr
from .connections import Connections

if TYPE_CHECKING:
    from qgis.PyQt.QtXml import QDomDocument

    from ..notices import Notices

LOCK = "lock"
LARGE_BYTES = 50_000_000  # of files that are copied while the window waits without saying so
STEP_MS = 50
MADE_AGAIN = ("similarity", "components")  # by a click, and by opening the embedding raster


class Lost(NamedTuple):
    """What would be lost: a layer's name and its files."""

    name: str
    files: tuple[Path, ...]

    @property
    def byte_count(self) -> int:
        """Bytes of the files that are still there."""
        return sum(file.stat().st_size for file in self.files if file.is_file())


class Storage(QObject):
    """Gives new results their files, and brings them into the project's folder when it is saved.

    A project that is saved under another name gets files of its own, so that either can be moved or deleted. Nothing
    in a project's folder is ever deleted or replaced, except the file of a layer by a newer one of the same layer.
    """

    left = pyqtSignal()  # a project with results was closed without being saved

    def __init__(self, project: QgsProject, notices: Notices) -> None:
        super().__init__()
        self._project = project
        self._notices = notices
        self._session: Path | None = None
        self._lock: QLockFile | None = None
        self._given: set[Path] = set()  # files that are to be written
        self._folder = project_folder(project)  # of the project as it was opened or saved last
        self.opened = object()  # another one for each project that is opened
        self._path = project.absoluteFilePath()
        self._closed_last: tuple[str, object] = ("", self.opened)
        self._going: list[Lost] = []
        self.closed: list[Lost] = []  # results of projects that were closed without being saved
        self._outside = Connections()
        self._outside.connect(project.writeProject, self._write)
        self._outside.connect(project.readProject, self._look)
        self._outside.connect(project.layersWillBeRemoved, self._layers_go)
        self._outside.connect(project.cleared, self._clear)

    def close(self) -> None:
        """Follow the project no longer; what no layer shows of the session is deleted."""
        self._outside.close()
        is_used = any(is_within(file, self._session) for layer in self._results() for file in files_of(layer))
        if self._lock is not None:
            self._lock.unlock()
        if self._session is not None and not is_used:
            shutil.rmtree(self._session, ignore_errors=True)

    # Where a result is written

    def new_file(self, name: str) -> Path:
        """A file of this name, or numbered, for a new result."""
        folder = project_folder(self._project)
        if folder is not None:
            try:
                folder.mkdir(exist_ok=True)
            except OSError:  # the project was opened from where nothing can be written
                folder = None
        path = free_file(folder or self.session_folder(), name, self._given)
        self._given.add(path)
        return path

    def session_folder(self) -> Path:
        """The folder of what is not yet kept with a project; made when it is first wanted."""
        if self._session is None:
            root = unsaved_folder()
            root.mkdir(parents=True, exist_ok=True)
            self._session = Path(mkdtemp(prefix="results_", dir=root))
            self._lock = QLockFile(str(self._session / LOCK))
            self._lock.setStaleLockTime(0)  # however long this session lasts
            self._lock.tryLock(0)
        return self._session

    def leave(self, name: str, files: Sequence[Path]) -> None:
        """Count a result, which was made for a project that is closed by now, among those that can still be kept."""
        if any(map(self._is_unsaved, files)):
            self.closed.append(Lost(name, tuple(files)))

    def is_own(self, path: str) -> bool:
        """Whether the file lies where Landprint put it, and not where the user chose."""
        return bool(path) and (self._is_unsaved(Path(path)) or is_within(Path(path), project_folder(self._project)))

    # What would be lost

    def unsaved(self) -> list[Lost]:
        """The results of the project that lie in no project's folder, but for those that are made again at once."""
        return self._lost(self._results())

    def move_closed(self, folder: Path) -> None:
        """Move the results of closed projects into a folder; raises OSError."""
        for lost in list(self.closed):
            for file in lost.files:
                if file.is_file():
                    carry(file, free_file(folder, file.name))
                    file.unlink()
            self.closed.remove(lost)

    def _lost(self, layers: Iterable[QgsMapLayer]) -> list[Lost]:
        found = [
            Lost(layer.name(), tuple(files_of(layer)))
            for layer in layers
            if layer.customProperty(RESULT_PROPERTY) not in MADE_AGAIN
        ]
        return [lost for lost in found if any(map(self._is_unsaved, lost.files))]

    def _is_unsaved(self, file: Path) -> bool:
        """Whether the file waits for its project to be saved, or QGIS deletes it when it ends."""
        places = (self._session, unsaved_folder(), Path(QgsProcessingUtils.tempFolder()))
        return any(is_within(file, place) for place in places)

    # What no project shows

    def left_files(self) -> list[Path]:
        """Files that no layer shows: in the project's folder, of closed projects, and of sessions that have ended."""
        folder = project_folder(self._project)
        in_use = {file for layer in self._project.mapLayers().values() for file in files_of(layer)}
        coming = tuple(str(path) for path in self._given if not path.exists())
        own = [file for file in _files_in(folder) if file not in in_use and not str(file).startswith(coming)]
        ended = [one for one in _folders_in(unsaved_folder()) if one != self._session and _has_ended(one)]
        closed = {file for lost in self.closed for file in lost.files if file.is_file() and file not in in_use}
        return [
            *own,
            *sorted(closed),
            *(file for one in ended for file in _files_in(one) if file.name != LOCK and file not in in_use),
        ]

    def delete(self, files: Iterable[Path]) -> None:
        """Delete these of the files that no layer shows; raises OSError."""
        for file in set(files) & set(self.left_files()):
            file.unlink()
        for folder in _folders_in(unsaved_folder()):
            if folder != self._session and _has_ended(folder) and not any(one.name != LOCK for one in folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)

    def _results(self) -> list[QgsMapLayer]:
        return [layer for layer in self._project.mapLayers().values() if layer.customProperty(RESULT_PROPERTY)]

    # The project is saved

    def _look(self, _document: QDomDocument) -> None:
        self._folder, self._path = project_folder(self._project), self._project.absoluteFilePath()
        if self._path == self._closed_last[0]:  # the same once more
            self.opened = self._closed_last[1]

    def _write(self, document: QDomDocument) -> None:
        """The project is about to be written: bring its results into its folder first."""
        self._path = self._project.absoluteFilePath()
        folder, before = project_folder(self._project), self._folder
        if folder is None:
            return
        self._folder = folder
        left = before if before != folder else None  # the folder of the project that this is a copy of
        plans = [plan for layer in self._results() if (plan := self._plan(layer, folder, left, is_copy=bool(left)))]
        if not plans:
            return
        try:
            _carry_all([pair for _layer, pairs in plans for pair in pairs])
        except OSError as error:
            self._folder = before
            reason = error.strerror or str(error)
            self._notices.failed(
                EngineFailure(
                    "output",
                    tr("Results could not be kept in {folder}: {reason}.").format(folder=folder, reason=reason),
                    tr("Save the project in another folder."),
                )
            )
            return
        for layer, pairs in plans:
            self._repoint(layer, dict(pairs))
        write_sources(document, self._project, [layer for layer, _pairs in plans])

    def _plan(
        self, layer: QgsMapLayer, folder: Path, left: Path | None, *, is_copy: bool
    ) -> tuple[QgsMapLayer, list[tuple[Path, Path]]] | None:
        """The layer's files and where they are to be; None where they stay."""
        files = [file for file in files_of(layer) if self._is_unsaved(file) or is_within(file, left)]
        if not files or is_being_edited(layer):
            return None
        own = "" if is_copy else str(layer.customProperty(FILE_PROPERTY, "") or "")
        if own and any(layer_file(other) == folder / own for other in self._results() if other is not layer):
            own = ""  # a copy of this layer shows it
        taken: set[Path] = set()
        pairs = []
        for file in files:
            is_shown = file == layer_file(layer)
            target = folder / own if is_shown and own else free_file(folder, self._name(layer, file), taken)
            taken.add(target)
            pairs.append((file, target))
        return layer, pairs

    def _name(self, layer: QgsMapLayer, file: Path) -> str:
        """The name of a layer's file in the project's folder; that of a heatmap says of what it is one."""
        of = self._project.mapLayer(str(layer.customProperty(OF_PROPERTY, "") or ""))
        embeddings = None if of is None else Path(embeddings_path(of) or layer_file(of) or file)
        is_heatmap = layer.customProperty(RESULT_PROPERTY) == "similarity" and file == layer_file(layer)
        return f"{embeddings.stem}_similar.tif" if is_heatmap and embeddings is not None else file.name

    def _repoint(self, layer: QgsMapLayer, targets: dict[Path, Path]) -> None:
        """Have the layer show its file in the project's folder, and its properties name those beside it."""
        shown, embeddings = layer_file(layer), Path(embeddings_path(layer))
        for key in layer.customPropertyKeys():
            for source, target in targets.items():
                if key.startswith(OURS) and layer.customProperty(key) == source.name:
                    layer.setCustomProperty(key, target.name)
        if embeddings in targets:
            layer.setCustomProperty(EMBEDDINGS_PROPERTY, targets[embeddings].name)
        if shown in targets:
            show_file(layer, targets[shown])
            layer.setCustomProperty(FILE_PROPERTY, targets[shown].name)
        # A heatmap is small, and what is made of it may be underway.
        if layer.customProperty(RESULT_PROPERTY) != "similarity":
            for source in filter(self._is_unsaved, targets):
                with suppress(OSError):  # held on Windows: it goes with the session
                    source.unlink()

    # The project is closed

    def _layers_go(self, ids: Sequence[str]) -> None:
        """Remember the results that go now: if all of the project goes, they are offered to be kept."""
        self._going += self._lost(layer for layer in self._results() if layer.id() in ids)
        QTimer.singleShot(0, self._forget_going)

    def _forget_going(self) -> None:
        self._going = []

    def _clear(self) -> None:
        if self._path:  # QGIS clears twice when a project is closed and another is opened
            self._closed_last = (self._path, self.opened)
        self._folder, self._path, self.opened = None, "", object()
        going, self._going = self._going, []
        if going:
            self.closed += going
            self.left.emit()


def unsaved_folder() -> Path:
    """The folder that has a folder for each session with results that are in no project's folder."""
    chosen = option("cache_folder")
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Path(chosen) / "unsaved" if chosen else Path(cache) / "landprint" / "unsaved"


def _files_in(folder: Path | None) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder is not None and folder.is_dir() else []


def _folders_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def _has_ended(session: Path) -> bool:
    """Whether the QGIS of this session's folder runs no longer."""
    lock = QLockFile(str(session / LOCK))
    lock.setStaleLockTime(0)
    has_ended = bool(lock.tryLock(0))
    if has_ended:
        lock.unlock()
    return has_ended


def _carry_all(pairs: list[tuple[Path, Path]]) -> None:
    """Have the files at their targets; raises OSError. Large ones are copied in a thread, while the window says so."""
    problems: list[OSError] = []

    def work() -> None:
        try:
            for source, target in pairs:
                carry(source, target)
        except OSError as error:
            problems.append(error)

    if sum(source.stat().st_size for source, _target in pairs) < LARGE_BYTES:
        work()
    else:
        thread = Thread(target=work, name="landprint-keep")
        thread.start()
        for _step in _waiting(thread.is_alive):
            thread.join(STEP_MS / 1000)
    if problems:
        raise problems[0]


def _waiting(is_underway: Callable[[], bool]) -> Iterator[None]:
    """Steps of waiting, during which the window is drawn and says what it waits for."""
    dialog = QProgressDialog(QApplication.activeWindow())
    dialog.setLabelText(tr("Keeping results with the project…"))
    dialog.setRange(0, 0)
    dialog.setCancelButton(None)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumDuration(500)
    while is_underway():
        dialog.setValue(0)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        yield
    dialog.close()
