"""The use case of an image: the chosen part of it becomes an embedding raster, or a chip of it one embedding."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsPointXY, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .....engine.messages import Progress
from ....client.failure import EngineFailure
from ....client.requests import Question, Report, Step, Work
from ....client.work_task import IsCancelled
from ....layers.outputs.export import Export, needs_export
from ....layers.outputs.export_writer import ExportWriter
from ....layers.outputs.output import SUFFIXES, Provenance, describe, file_stem
from ....layers.sources.pixel_size import pixel_metres
from ....layers.sources.source import RasterSource, read_embeddings, read_source
from ....settings import auto_seconds, engine_speed
from ....translation import format_number, tr, tr_n
from ...choices import Area, Encoder
from ...context import ButtonTask, DockContext
from ...results import (
    BETWEEN,
    IMAGE_PROPERTY,
    add_layer,
    embedding_steps,
    new_name,
    open_picture,
    output_file,
    temporary_folder,
)
from ...widgets.words import elapsed, facts_line, metres, size, wait
from ..form.section import LookAtSection
from ..imagery.band_layers import BandLayers
from ..imagery.detail import DetailStep, StepTimes, steps_of
from ..imagery.exports import Exports
from ..imagery.masks import Masks
from ..imagery.sensor_line import SensorLine

TIMED_BY = ("recipe", "pool", "overlap", "runtime", "filters", "checkpoint")  # settings that decide how long it takes
FEW_POLYGONS = 1000  # of a mask that is copied while the window waits: hundredths of a second
EXPORT_SHARE = 0.2  # of the time, that writing the export takes


@dataclass(frozen=True)
class ChipQuestion:
    """The request of one chip's embedding; chips are comparable where ``encoder`` is equal.

    ``copy_mask`` is for a worker thread, before the request; None where the mask's file is there.
    """

    params: dict[str, Any]
    layer_id: str
    encoder: tuple[Any, ...]
    copy_mask: Callable[[], Any] | None = None


class EmbedImage(QObject):
    """Makes embedding rasters; ``started`` when the work begins, ``grown`` with a raster of what is done so far."""

    started = pyqtSignal()
    grown = pyqtSignal(str)
    made = pyqtSignal(QgsMapLayer)
    failed = pyqtSignal(object)

    def __init__(
        self,
        section: LookAtSection,
        mask_combo: QgsMapLayerComboBox,
        layers: BandLayers,
        exports: Exports,
        sensor: SensorLine,
        task: ButtonTask,
        context: DockContext,
    ) -> None:
        super().__init__()
        self._section = section
        self._mask_combo = mask_combo
        self._layers = layers
        self._exports = exports
        self._sensor = sensor
        self._task = task
        self._context = context
        self._masks = Masks(context.project)
        self._times = StepTimes()
        self._so_far = ""  # the newest raster of what is done

    def close(self) -> None:
        """Leave nothing on the map, and no layer watched."""
        self._masks.close()
        self._exports.area.close()

    def question(self, layer: QgsMapLayer, encoder: Encoder) -> Question | str:
        """The request of an estimate for the chosen part of the image; raises EngineFailure when it cannot be.

        What QGIS is to write before anything is known of its values has no estimate, but a sentence.
        """
        export = self._exports.plan(layer) if needs_export(layer) else None
        if export is not None and not (export.is_here or export.is_picture) and encoder.knows_sensors:
            return export.sentence
        self._masks.copy(self._mask_combo.currentLayer(), at_most=FEW_POLYGONS)
        return self._estimate_of(layer, encoder, export, {})

    def _estimate_of(
        self, layer: QgsMapLayer, encoder: Encoder, export: Export | None, known: dict[DetailStep, dict[str, Any]]
    ) -> Question:
        """The request for the step that looks best by what is ``known``."""
        step = self.step(layer, encoder, tries=True)
        params = {**self._params(layer, encoder), **step._asdict()}
        if not self._masks.is_ready(self._mask_combo.currentLayer()):
            # It is copied in the task, which takes seconds: an estimate does without.
            params = {name: value for name, value in params.items() if name != "mask"}
        pixel = pixel_metres(self._layers.finest(layer))

        def then(value: dict[str, Any]) -> Question | dict[str, Any]:
            known[step] = {**value, "side": None if pixel is None else pixel * step.side}  # metres
            self._times.learn(self._timed_by(encoder), step, value["seconds"], value["patches"])
            best = self.step(layer, encoder, tries=True)
            return known[best] if best in known else self._estimate_of(layer, encoder, export, known)

        return Question("estimate_embedding", params, partial(_caption, export), then)

    def step(self, layer: QgsMapLayer, encoder: Encoder, *, tries: bool = False) -> DetailStep:
        """How fine the result will be: what is set under *More*, or by *Detail*; raises EngineFailure.

        With ``tries`` as the next estimate is to measure it.
        """
        patch, detail = self._section.more.value("patch"), self._section.more.value("detail")
        if patch or detail:
            return DetailStep(patch or encoder.patch, detail or 1)
        source = self._layers.finest(layer)
        inside = source.extent if needs_export(layer) else self._exports.inside(source.crs, source.extent)
        pixels = inside.width() * inside.height() / (source.pixel_size[0] * source.pixel_size[1])
        return self._times.choose(
            self._section.fineness, steps_of(encoder), self._timed_by(encoder), pixels, auto_seconds(), tries=tries
        )

    def side(self, layer: QgsMapLayer, encoder: Encoder) -> float | None:
        """Metres on the ground of a pixel of the result; None where they are unknown; raises EngineFailure."""
        pixel = pixel_metres(self._layers.finest(layer))
        return None if pixel is None else pixel * self.step(layer, encoder).side

    def _timed_by(self, encoder: Encoder) -> tuple[Any, ...]:
        return *engine_speed(), encoder.name, *map(self._section.more.value, TIMED_BY)

    def check_place(self, layer: QgsMapLayer, place: QgsPointXY) -> None:
        """Raise EngineFailure where the area does not reach a place in the image's CRS."""
        source = self._layers.finest(layer)
        inside = source.extent if needs_export(layer) else self._exports.inside(source.crs, source.extent)
        if not inside.contains(place):
            raise EngineFailure(
                "outside", tr("The image does not reach there."), tr("Click inside, or choose a larger area.")
            )

    def embed(self, layer: QgsMapLayer, encoder: Encoder, start: QgsPointXY | None = None) -> bool:
        """Embed the chosen part of the image, unless the user keeps the file that would be replaced; whether it began.

        With a ``start`` in the image's CRS it begins there, and ``grown`` says how far it is. Raises EngineFailure.
        """
        export = self._exports.plan(layer) if needs_export(layer) else None
        source, params = export.source if export else read_source(layer), self._params(layer, encoder)
        if export is not None:
            params["raster"] = export.path
        name, chosen = f"{file_stem(source.name)}_{encoder.name}.tif", self._section.more.value("output")
        output = output_file(chosen, name, _files(params), self._context, SUFFIXES["rasterDestination"])
        if output is None:
            return False
        self.started.emit()
        params = {**params, **self.step(layer, encoder)._asdict(), "output": str(output)}
        self._so_far = ""
        if start is not None:
            params |= {"start_at": [start.x(), start.y()], "partial": str(temporary_folder())}
        steps: list[Step | Work]
        first, *others = embedding_steps("embed_raster", params, share=0.95)
        steps = [replace(first, prepare=self._masks.copying(self._mask_combo.currentLayer())), *others]
        made = partial(self._add, layer.id(), self._title(encoder, params), params, time.monotonic(), export)
        if export is not None:
            self._exports.remember(layer, export)
            steps.insert(0, Work(_writing(layer, export), share=EXPORT_SHARE))
        grown = None if start is None else partial(self._look, Path(params["partial"]))
        title = tr("Landprint: embed {source}").format(source=source.name)
        self._task.start(title, steps, made, self.failed.emit, grown, adds_layer=True)
        return True

    def _look(self, folder: Path, _progress: Progress) -> None:
        """Emit the newest raster of what is done so far, if it is another one."""
        newest = max(map(str, folder.glob("*.tif")), default="")
        if newest > self._so_far:
            self._so_far = newest
            self.grown.emit(newest)

    def chip_question(self, layer: QgsMapLayer, encoder: Encoder, point: QgsPointXY) -> ChipQuestion:
        """The request of the chip around a point of the map; raises EngineFailure when it cannot be."""
        more = self._section.more
        mask = self._mask_combo.currentLayer()
        self._masks.copy(mask, at_most=FEW_POLYGONS)
        export = self._exports.at(layer, point) if needs_export(layer) else None
        at = self._context.point_from_map(point, export.crs if export else self._layers.finest(layer).crs)
        params = self._image_params("chip_embedding_at", layer, encoder)
        patch = params["patch"] = more.value("patch") or encoder.patch
        if export is not None:
            params["raster"] = export.path
        return ChipQuestion(
            params={**params, "at": [at.x(), at.y()]},
            layer_id=layer.id(),
            encoder=(encoder.name, more.value("checkpoint"), patch),
            copy_mask=None if self._masks.is_ready(mask) else self._masks.copying(mask),
        )

    # The request

    def _params(self, layer: QgsMapLayer, encoder: Encoder) -> dict[str, Any]:
        """The parameters of the request, less the output."""
        extent = None if needs_export(layer) else self._extent(self._layers.finest(layer))
        return {**self._image_params("embed_raster", layer, encoder), "extent": extent}

    def _image_params(self, operation: str, layer: QgsMapLayer, encoder: Encoder) -> dict[str, Any]:
        """The parameters that the image, its mask, its sensor and the settings give."""
        more = self._section.more
        given_crs = self._layers.given_crs(layer)
        return {
            "raster": self._layers.raster(layer),
            **({"raster_crs": given_crs} if given_crs else {}),
            "encoder": encoder.name,
            "bands": None if encoder.knows_sensors else self._layers.chosen_bands(layer),
            **self._masks.params(self._mask_combo.currentLayer(), more.value("mask_classes")),
            **self._sensor.params(),
            **more.params(operation),
        }

    def _extent(self, source: RasterSource) -> list[float] | None:
        """The chosen area in the raster's CRS, as left, bottom, right, top; None for the whole."""
        inside = self._exports.inside(source.crs, source.extent)
        if inside == source.extent:
            return None
        return [inside.xMinimum(), inside.yMinimum(), inside.xMaximum(), inside.yMaximum()]

    # The result

    def _title(self, encoder: Encoder, params: dict[str, Any]) -> list[str]:
        """What the embedding layer is called after, its detail aside."""
        more, is_drawn = len(_files(params)) - 1, self._section.area is Area.DRAWN
        area = tr("drawn") if is_drawn else tr("part") if params["extent"] is not None else ""
        others = tr_n("with {n} more image", "with {n} more images", more) if more else ""
        return [encoder.title, area, others]

    def _add(
        self,
        image: str,
        title: list[str],
        params: dict[str, Any],
        started: float,
        export: Export | None,
        values: list[Any],
    ) -> None:
        *written, embedded, picture = values
        layer = open_picture(picture["output"], embedded["output"], "")
        layer.setCustomProperty(IMAGE_PROPERTY, image)
        layer.setName(new_name(self._context.project, layer, BETWEEN.join(filter(None, _with_detail(title, layer)))))
        facts = (
            tr("{valid} of {patches} patches with {dim} dimensions each.").format(
                valid=format_number(embedded["valid_patches"]),
                patches=format_number(embedded["patches"]),
                dim=embedded["dim"],
            ),
            tr("Shown by its first three principal components as red, green and blue."),
            *embedded["notes"],
            *([export.fact, *filter(None, written)] if export else []),
        )
        describe(layer, Provenance(tr("Embedding layer"), "embed_raster", ", ".join(_files(params)), params, facts))
        add_layer(self._context.project, layer)
        sentence = tr_n(
            "{n} patch embedded in {time}.", "{n} patches embedded in {time}.", embedded["valid_patches"]
        ).format(time=elapsed(time.monotonic() - started))
        said = " ".join([sentence, *filter(None, written)])
        self._context.notices.done(said, embedded["output"])
        self.made.emit(layer)


def _writing(layer: QgsRasterLayer, export: Export) -> Callable[[Report, IsCancelled], str]:
    """A function for the worker thread that writes the export."""
    writer, text = ExportWriter(layer, export), tr("Drawing") if export.is_picture else tr("Writing")
    return lambda report, is_cancelled: writer.write(lambda share: report(Progress(0, share, text)), is_cancelled)


def _caption(export: Export | None, estimate: dict[str, Any]) -> tuple[str, str]:
    """An estimate for an image as a line and its tool tip; above it, what QGIS is to write first."""
    ground = [] if estimate["side"] is None else [metres(estimate["side"])]
    parts = (*ground, wait(estimate["seconds"]), size(estimate["output_bytes"]))
    facts = tr_n(
        "{n} patch, {dim} dimensions each.", "{n} patches, {dim} dimensions each.", estimate["patches"]
    ).format(dim=estimate["dim"])
    if export is not None and not export.is_here:  # the notes are about what stands in its place
        return f"{export.sentence}\n{facts_line(parts)}", facts
    return facts_line(parts), "\n".join((facts, *estimate["notes"]))


def _with_detail(title: list[str], layer: QgsRasterLayer) -> list[str]:
    """The parts of an embedding layer's name, with the side of its pixels on the ground behind the encoder."""
    side = pixel_metres(read_embeddings(layer))
    return title if side is None else [title[0], metres(side), *title[1:]]


def _files(params: dict[str, Any]) -> list[str]:
    """The files that a request is about."""
    raster = params["raster"]
    return [raster] if isinstance(raster, str) else list(raster)
