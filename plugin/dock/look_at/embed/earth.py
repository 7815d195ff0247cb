"""The use case *Anywhere on Earth*: the embeddings of the whole Earth, made once for each encoder and kept."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure
from ....client.requests import Question
from ....layers.outputs.output import Provenance, describe
from ....layers.sources.source import embeddings_path
from ....translation import tr, tr_n
from ...choices import Encoder
from ...context import ButtonTask, DockContext
from ...results import add_layer, embedding_steps, open_picture, picture_of
from ...widgets.words import facts_line, size, wait
from ..form.section import LookAtSection

DEGREES = 0.5  # finer than what the encoders tell apart
PLACES = round(360 / DEGREES) * round(180 / DEGREES)
WORLD = [-180.0, -90.0, 180.0, 90.0]
SHARE = 0.9  # of the time, for embedding; the rest is for the picture
FOLDER = "earth"  # in Landprint's cache folder, beside the checkpoints
LOCATION = "location"
EARTH_PROPERTY = "landprint/earth"  # on a picture of the Earth's embeddings: the encoder's name
TITLE = tr("Anywhere on Earth")


class EarthEmbeddings(QObject):
    """Makes or opens the embeddings of the Earth; ``known`` when it is known which exist already."""

    made = pyqtSignal(QgsMapLayer)
    failed = pyqtSignal(object)
    known = pyqtSignal()

    def __init__(self, section: LookAtSection, task: ButtonTask, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._task = task
        self._context = context
        self._wanted: Encoder | None = None  # before it was known what is there
        self._files: dict[str, Path] = {}  # by encoder: where its Earth is, or would be

    def refresh(self) -> None:
        """Ask which weights are here: each encoder's weights have an Earth of their own."""
        self._context.quick.ask("checkpoints", {}, self._take_checkpoints, lambda _failure: None)

    def plan(self, encoder: Encoder) -> str:
        """The line above the button; empty where an estimate is needed."""
        path = self._files.get(encoder.name)
        if path is not None and path.exists():
            return tr("The Earth is embedded already: {size}.").format(size=size(path.stat().st_size))
        return ""

    def question(self, encoder: Encoder) -> Question:
        """The request of an estimate for the whole Earth."""
        params = {"encoder": encoder.name, "bounds": WORLD, "resolution": DEGREES}
        return Question("estimate_locations", params, _caption)

    def want(self, encoder: Encoder) -> None:
        """Make the Earth's layer, from its file where there is one; ``made`` or ``failed`` follows."""
        if self._task.is_working:
            return
        path = self._files.get(encoder.name)
        if path is None:
            self._wanted = encoder
            return
        shown = self.layer(encoder.name)
        if shown is not None:
            self.made.emit(shown)
        elif path.exists() and picture_of(path).exists():
            self._add(encoder, path)
        else:
            self._make(encoder, path)

    def layer(self, encoder: str) -> QgsRasterLayer | None:
        """The layer of the Earth by this encoder in the project."""
        layers = self._context.project.mapLayers().values()
        found = (layer for layer in layers if layer.customProperty(EARTH_PROPERTY) == encoder)
        return next((layer for layer in found if embeddings_path(layer) == str(self._files.get(encoder))), None)

    def _make(self, encoder: Encoder, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            hint = tr("Choose another cache folder in QGIS's options, under Landprint.")
            self.failed.emit(
                EngineFailure(
                    "output",
                    tr("{folder} cannot be made: {reason}.").format(folder=path.parent, reason=error.strerror),
                    hint,
                )
            )
            return
        places = {"encoder": encoder.name, "bounds": WORLD, "resolution": DEGREES, "output": str(path)}
        steps = embedding_steps("embed_locations", places, share=SHARE)
        title = tr("Landprint: embed the Earth ({encoder})").format(encoder=encoder.title)
        self._task.start(title, steps, partial(self._came, encoder, path), self.failed.emit, adds_layer=True)

    def _came(self, encoder: Encoder, path: Path, _values: list[Any]) -> None:
        self._context.notices.done(
            tr_n("The Earth is embedded: {n} place.", "The Earth is embedded: {n} places.", PLACES), str(path)
        )
        self._add(encoder, path)
        self.known.emit()

    def _add(self, encoder: Encoder, path: Path) -> None:
        layer = open_picture(str(picture_of(path)), str(path), f"{TITLE} · {encoder.title}")
        layer.setCustomProperty(EARTH_PROPERTY, encoder.name)
        facts = (tr("One embedding every {degrees} degrees.").format(degrees=DEGREES), encoder.description)
        params = {"encoder": encoder.name, "resolution": DEGREES}
        describe(
            layer,
            Provenance(tr("Embeddings of the Earth"), "embed_locations", tr("longitude and latitude"), params, facts),
        )
        add_layer(self._context.project, layer)
        self.made.emit(layer)

    def _take_checkpoints(self, value: dict[str, Any]) -> None:
        folder = Path(value["folder"]).parent / FOLDER
        self._files = {}
        for one in value["checkpoints"]:
            if one["part"] == LOCATION:
                self._files[one["encoder"]] = folder / f"{one['encoder']}_{_state(one)}.tif"
        self.known.emit()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted.name in self._files:
            self.want(wanted)


def earth_encoder(layer: QgsMapLayer) -> str:
    """The encoder of a layer of the whole Earth; empty for any other layer."""
    return str(layer.customProperty(EARTH_PROPERTY, "") or "")


def _caption(estimate: dict[str, Any]) -> tuple[str, str]:
    line = facts_line(
        (
            tr_n("{n} place", "{n} places", estimate["places"]),
            tr("{wait}, once").format(wait=wait(estimate["seconds"] / SHARE)),
            size(estimate["output_bytes"]),
        )
    )
    every = tr("One place every {degrees}°, {dim} dimensions each. Measured on a few of them.").format(
        degrees=DEGREES, dim=estimate["dim"]
    )
    return line, tr(
        "{every}\nThe first heatmap waits for them; they are kept, and the next one takes a second."
    ).format(every=every)


def _state(checkpoint: dict[str, Any]) -> str:
    """A part of the file's name that changes with the weights."""
    changed = 0
    with suppress(OSError):  # it was removed meanwhile
        changed = Path(checkpoint["path"]).stat().st_mtime_ns
    return f"{changed:x}"
