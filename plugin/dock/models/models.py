"""The use case of models and storage: weights downloaded, checked and removed, and scratches removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...resources import known_encoders
from ...translation import tr, tr_n
from ..choices import Encoder
from ..context import ButtonTask, DockContext
from ..look_at.embed.encoder_weights import question
from ..widgets.words import size
from .dialog import KeptModel, ModelsDialog


class Models(QObject):
    """Connects the dialog with the engine; emits when an encoder became ready or is not any more."""

    changed = pyqtSignal()

    def __init__(self, context: DockContext, parent: QWidget) -> None:
        super().__init__()
        self._context = context
        self._parent = parent
        self._dialog: ModelsDialog | None = None
        self._task: ButtonTask | None = None
        self._kept: dict[str, Any] = {}

    def show(self) -> None:
        """Open the dialog."""
        if self._dialog is None:
            self._dialog = dialog = ModelsDialog(self._parent.window())
            self._task = ButtonTask(self._context, dialog.download)
            dialog.download_wanted.connect(self._download)
            dialog.check_wanted.connect(self._check)
            dialog.remove_wanted.connect(self._remove)
            dialog.scratches_unwanted.connect(self._remove_scratches)
            dialog.left_results.unwanted.connect(self._remove_results)
        self._dialog.say("")
        self._dialog.show()
        self._dialog.raise_()
        self._refresh()

    def close(self) -> None:
        """Stop what is underway, and take the dialog away."""
        if self._task is not None:
            self._task.close()
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _refresh(self) -> None:
        if self._dialog is not None:
            self._dialog.left_results.show_files(self._context.storage.left_files())
        self._ask("checkpoints", {}, self._take_kept)

    def _take_kept(self, kept: dict[str, Any]) -> None:
        self._kept = kept
        self._ask("encoders", {}, self._show_models)
        self._ask("scratches", {}, self._show_scratches)

    def _show_models(self, value: dict[str, Any]) -> None:
        sizes = {(one["encoder"], one["part"]): one["bytes"] for one in self._kept["checkpoints"]}
        models = [Encoder.of(one) for one in value["encoders"]]
        if self._dialog is not None:
            self._dialog.show_models([KeptModel(one, sizes.get(_part(one.name), 0)) for one in models])

    def _show_scratches(self, found: dict[str, Any]) -> None:
        if self._dialog is not None:
            titles = {name: row["title"] for name, row in known_encoders().items()}
            runs = [{**one, "encoder": titles.get(one["encoder"], one["encoder"])} for one in found["scratches"]]
            self._dialog.show_scratches(runs)
            folder = str(Path(self._kept["folder"]).parent)
            self._dialog.show_place(folder, self._kept["bytes"], found["bytes"])

    def _download(self, encoder: Encoder) -> None:
        if self._context.confirm(question(encoder)):
            self._start(
                tr("Landprint: download {encoder}").format(encoder=encoder.title),
                Step("download", {"encoder": encoder.name}),
            )

    def _check(self, encoder: Encoder) -> None:
        self._start(
            tr("Landprint: check {encoder}").format(encoder=encoder.title), Step("check", {"encoder": encoder.name})
        )

    def _start(self, title: str, step: Step) -> None:
        if self._task is not None and not self._task.is_working:
            self._task.start(title, [step], self._came, self._fail)

    def _came(self, values: list[dict[str, Any]]) -> None:
        self._changed(values[0]["sentence"])

    def _remove(self, encoder: Encoder) -> None:
        if self._context.confirm(
            tr("Delete the weights of {encoder} from this computer?").format(encoder=encoder.title)
        ):
            removed = partial(self._freed, tr("The weights of {encoder} are removed").format(encoder=encoder.title))
            self._ask("remove_checkpoint", {"encoder": encoder.name}, removed)

    def _remove_scratches(self, keys: list[str]) -> None:
        question = tr_n(
            "Delete what this interrupted run did? Started again, it begins from the beginning.",
            "Delete what these {n} interrupted runs did? Started again, they begin from the beginning.",
            len(keys),
        )
        if self._context.confirm(question):
            self._ask("remove_scratches", {"keys": keys}, partial(self._freed, tr("Removed")))

    def _remove_results(self, files: list[str]) -> None:
        freed = sum(Path(file).stat().st_size for file in files if Path(file).is_file())
        question = tr_n("Delete this file ({size})?", "Delete these {n} files ({size})?", len(files)).format(
            size=size(freed)
        )
        if self._context.confirm(question):
            try:
                self._context.storage.delete(map(Path, files))
            except OSError as error:
                reason = error.strerror or str(error)
                self._fail(EngineFailure("disk", tr("Not all could be deleted: {reason}.").format(reason=reason)))
            else:
                self._freed(tr("Removed"), {"bytes": freed})

    def _freed(self, what: str, value: dict[str, Any]) -> None:
        self._changed(tr("{what}: {size} are free again.").format(what=what, size=size(value["bytes"])))

    def _changed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.say(text)
        self._refresh()
        self.changed.emit()

    def _ask(self, method: str, params: dict[str, Any], answered: Callable[[Any], None]) -> None:
        self._context.quick.ask(method, params, answered, self._fail)

    def _fail(self, failure: EngineFailure) -> None:
        if self._dialog is not None and not failure.is_cancelled:
            self._context.notices.keep(failure)
            self._dialog.say(str(failure))


def _part(name: str) -> tuple[str, str]:
    """The checkpoint and the part of it that an encoder's weights are."""
    row = known_encoders()[name]
    return row.get("checkpoint", name), row.get("part", "")
