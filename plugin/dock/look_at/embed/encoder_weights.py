"""The use case of an encoder's weights: downloaded after a yes, or taken from a file, then checked."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure
from ....client.requests import Step
from ....notices import log
from ....translation import tr
from ...choices import Encoder
from ...context import ButtonTask, DockContext
from ...widgets.words import size
from ..form.section import LookAtSection


class EncoderWeights(QObject):
    """Connects the line of missing weights with the engine; emits when an encoder became ready."""

    arrived = pyqtSignal()

    def __init__(self, section: LookAtSection, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._context = context
        self._task = ButtonTask(context, section.weights.download)
        section.weights.download.started.connect(self._download)
        section.weights.file_chosen.connect(self._import)

    def close(self) -> None:
        """Stop the download; the part that was downloaded is kept."""
        self._task.close()

    def _download(self) -> None:
        encoder = self._section.encoder
        if encoder is not None and not self._task.is_working and self._context.confirm(question(encoder)):
            self._start(
                tr("Landprint: download {encoder}").format(encoder=encoder.title),
                encoder,
                Step("download", {"encoder": encoder.name}),
            )

    def _import(self, path: str) -> None:
        encoder = self._section.encoder
        if encoder is not None and not self._task.is_working:
            self._start(
                tr("Landprint: import {encoder}").format(encoder=encoder.title),
                encoder,
                Step("import_checkpoint", {"encoder": encoder.name, "path": path}),
            )

    def _start(self, title: str, encoder: Encoder, step: Step) -> None:
        self._task.start(title, [step], partial(self._came, encoder), self._context.notices.failed)

    def _came(self, encoder: Encoder, values: list[dict[str, Any]]) -> None:
        value = values[0]
        if value["agrees"] is False:
            self._context.notices.failed(EngineFailure("checkpoint", value["sentence"]))
        else:
            # One line for the message bar; the check's whole sentence stands with the encoder and in the log.
            self._context.notices.done(
                tr("{encoder} is ready: its numbers agree with those published.").format(encoder=encoder.title)
                if value["agrees"]
                else tr("{encoder} is ready. Nothing was published to check its numbers by.").format(
                    encoder=encoder.title
                )
            )
        log(value["sentence"], Qgis.MessageLevel.Info)
        self._section.encoders.tell_check(encoder.name, value["sentence"])
        self.arrived.emit()


def question(encoder: Encoder) -> str:
    """What is asked before weights are downloaded."""
    return tr(
        "Download the weights of {encoder}, {size}?\n\nFrom {address}\nLicence: {licence}\n\nThey are kept in"
        " Landprint's cache folder and checked when they are there."
    ).format(
        encoder=encoder.title, size=size(encoder.download_bytes), address=encoder.source_url, licence=encoder.licence
    )
