"""The question before QGIS ends, and the offer after a project was closed: results that are saved with no project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsApplicationExitBlockerInterface
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QWidget

from ..client.failure import EngineFailure
from ..notices import Notices
from ..translation import tr, tr_n
from .storage import Lost, Storage
from .widgets.words import size

SHOWN = 8  # lines of a question


class Closing:
    """Lets nobody lose results unasked."""

    def __init__(
        self, storage: Storage, iface: QgisInterface, project: QgsProject, notices: Notices, parent: QWidget
    ) -> None:
        self._storage = storage
        self._iface = iface
        self._project = project
        self._notices = notices
        self._parent = parent
        self._blocker = _Blocker(self.may_exit)
        iface.registerApplicationExitBlocker(self._blocker)
        storage.left.connect(self._offer)

    def close(self) -> None:
        """Ask nothing more."""
        self._iface.unregisterApplicationExitBlocker(self._blocker)
        self._storage.left.disconnect(self._offer)

    def may_exit(self) -> bool:
        """Whether QGIS may end: nothing would be lost, or the user has kept it or wants it to go."""
        lost = self._lost()
        if not lost:
            return True
        buttons = QMessageBox.StandardButton
        text = tr("These results of Landprint are not saved and would be lost:\n\n{results}\n\nKeep them?")
        answer = QMessageBox.question(
            self._parent.window(),
            "Landprint",
            text.format(results=listed(lost)),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            if self._storage.unsaved():
                self._iface.actionSaveProject().trigger()
            if self._storage.closed:
                self._keep_closed()
            return not self._lost()
        return bool(answer == buttons.Discard)

    def _lost(self) -> list[Lost]:
        every = [*self._storage.unsaved(), *self._storage.closed]
        return [one for one in every if one.byte_count]

    def _offer(self) -> None:
        lost = [one for one in self._storage.closed if one.byte_count]
        if lost:
            text = tr("The project was closed without being saved. Its results are still here: {results}.")
            names = ", ".join(one.name for one in lost)
            every = f"{names} ({size(sum(one.byte_count for one in lost))})"
            self._notices.offer(text.format(results=every), tr("Keep…"), self._keep_closed)

    def _keep_closed(self) -> None:
        """Move the results of closed projects into a folder that the user chooses."""
        folder = QFileDialog.getExistingDirectory(self._parent.window(), tr("Keep the results in"), str(Path.home()))
        if not folder:
            return
        count = len(self._storage.closed)
        try:
            self._storage.move_closed(Path(folder))
        except OSError as error:
            reason = error.strerror or str(error)
            text = tr("Results could not be kept in {folder}: {reason}.").format(folder=folder, reason=reason)
            self._notices.failed(EngineFailure("output", text, tr("Choose another folder.")))
        else:
            self._notices.done(tr_n("{n} result is kept.", "{n} results are kept.", count), str(Path(folder) / "."))


class _Blocker(QgsApplicationExitBlockerInterface):
    """What QGIS asks before it ends."""

    def __init__(self, may_exit: Callable[[], bool]) -> None:
        super().__init__()
        self._may_exit = may_exit

    def allowExit(self) -> bool:
        """Whether QGIS may end."""
        return self._may_exit()


def listed(lost: Sequence[Lost]) -> str:
    """The results with their sizes, one a line, and all of it."""
    lines = [f"    {one.name}   {size(one.byte_count)}" for one in lost[:SHOWN]]
    if len(lost) > SHOWN:
        rest = lost[SHOWN:]
        more = tr_n("{n} more", "{n} more", len(rest))
        lines.append(f"    {more}   {size(sum(one.byte_count for one in rest))}")
    return "\n".join(lines)
