"""Encoders made ready for one raster, from what a request asks for and what the raster shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..encoders import random_features
from ..encoders.catalogue import entry_named
from ..encoders.encoder import ChipEncoder
from ..errors import ParameterError, SourceError
from ..progress import Reporter
from ..rasters.raster import Raster
from ..weights import checkpoints
from .context import EmbeddingContext
from .embedding_raster import FILTERS_NAMESPACE, FILTERS_TAG
from .scratch import fingerprint

if TYPE_CHECKING:
    from torch import Tensor

    from ..encoders.clay import encoder as clay_encoder
    from ..encoders.clay import model as clay
    from ..encoders.clay.model import Transformer
    from ..encoders.galileo import model as galileo
    from ..runtimes.calibration import Calibration
    from ..runtimes.choice import Running, Sample, Work
    from ..runtimes.runtimes import Mode
    from ..sensors.recognise import Imagery


CALIBRATED_ON = 4  # chips; of a trained model one or two show too little of what there is


@dataclass(frozen=True, kw_only=True)
class Made:
    """An encoder that is ready for one raster."""

    encoder: ChipEncoder
    band_numbers: list[int]
    tags: dict[str, str]
    notes: list[str] = field(default_factory=list)
    filters: str | None = None


def _make_random_features(context: EmbeddingContext, reporter: Reporter) -> Made:
    """Random features with filters of another embedding raster, or new ones from this raster."""
    request, raster = context.request, context.raster
    band_numbers = raster.checked_bands(request.bands)
    if request.filters_from:
        filters = _read_filters(request.filters_from, band_numbers)
    else:
        filters = random_features.fit_filters(
            raster, band_numbers, count=request.filters, seed=request.seed, reporter=reporter
        )
    return Made(
        encoder=random_features.RandomFeatures(filters, context.patch),
        band_numbers=band_numbers,
        tags={"SEED": str(request.seed)},
        filters=filters.to_text(),
    )


def _make_galileo(context: EmbeddingContext, reporter: Reporter) -> Made:
    """Galileo on the bands that were recognised."""
    from ..encoders.galileo import encoder as galileo_encoder
    from ..encoders.galileo import (  # here, because torch takes seconds that no other encoder should wait
        model as galileo,
    )

    request = context.request
    weights = entry_named(request.encoder).weights(request.checkpoint)
    imagery = _recognised(context, reporter)
    imagery = _with_whole_groups(imagery)
    chosen = galileo_encoder.GalileoChipEncoder if request.pool == "chip" else galileo_encoder.GalileoEncoder
    model = galileo.load(weights.torch())
    running = _run_galileo(model, context, weights, reporter)
    encoder = chosen(
        model.with_transform(lambda tokens: running.transform(tokens, reporter.check)),
        imagery,
        context.patch,
        mode=running.mode,
        workers=1 if running.is_on_gpu else None,
        check=reporter.check,
    )
    return _made_of(encoder, imagery, weights, running)


def _run_galileo(
    model: galileo.GalileoNano, context: EmbeddingContext, weights: checkpoints.Weights, reporter: Reporter
) -> Running:
    """What runs Galileo; it is too small for a choice to pay."""
    from ..encoders.galileo import model as galileo
    from ..runtimes import choice as runtime_choice

    compute = context.request.compute
    return runtime_choice.run_model(
        # Chips are spread over threads, so a run of ONNX Runtime is to take one only.
        runtime_choice.Model(transformer=model.transformer, dim=galileo.DIM, checkpoint=weights.sha256, threads=1),
        runtime_choice.Asked(runtime=compute.runtime, precision=compute.precision),
        runtime_choice.Work(chips=0, sample=lambda: None, is_estimate=context.is_estimate),
        reporter,
        candidates=runtime_choice.CANDIDATES_OF_SMALL,
    )


def _with_whole_groups(imagery: Imagery) -> Imagery:
    """The imagery with only the bands of which Galileo has the whole group: a group is never filled up."""
    from ..encoders.galileo import model as galileo

    used = {band for group in galileo.groups_of(imagery.match.names) for band in group.bands}
    left_out = [name for name in imagery.match.names if name not in used]
    if not left_out or not used:
        return imagery
    kept = tuple(matched for matched in imagery.match.bands if matched.band.name in used)
    note = f"Left out, because the others of their group are missing: {', '.join(left_out)}."
    return replace(imagery, match=replace(imagery.match, bands=kept), notes=(*imagery.notes, note))


def _make_clay(context: EmbeddingContext, reporter: Reporter) -> Made:
    """Clay on the bands that were recognised."""
    from ..encoders.clay import encoder as clay_encoder
    from ..encoders.clay import model as clay
    from ..runtimes import choice as runtime_choice
    from ..runtimes.runtimes import REFERENCE

    request = context.request
    weights = entry_named(request.encoder).weights(request.checkpoint)
    imagery = _recognised(context, reporter)
    model = clay.load(weights.torch(), heads=request.heads)

    def encoder(model: clay.Clay, mode: Mode) -> clay_encoder.ClayEncoder:
        lon_first = request.latlon_order == "lon,lat"
        if request.pool == "chip":
            return clay_encoder.ClayChipEncoder(model, imagery, lon_first=lon_first, mode=mode, check=reporter.check)
        border = request.overlap // (2 * clay.PATCH)
        return clay_encoder.ClayEncoder(
            model, imagery, border=border, lon_first=lon_first, mode=mode, check=reporter.check
        )

    seen = _ClayChips(encoder(model, REFERENCE), context)
    running = runtime_choice.run_model(
        runtime_choice.Model(
            transformer=model.encoder.transformer,
            dim=model.size.dim,
            checkpoint=weights.sha256,
            calibration=seen.calibration(model.encoder.transformer),
        ),
        runtime_choice.Asked(runtime=request.compute.runtime, precision=request.compute.precision),
        seen.work(),
        reporter,
    )
    return _made_of(encoder(model.with_transform(running.transform), running.mode), imagery, weights, running)


class _ClayChips:
    """The chips that Clay is to embed, and a few of them to calibrate and to measure its runtimes with."""

    def __init__(self, encoder: clay_encoder.ClayEncoder, context: EmbeddingContext) -> None:
        self._encoder = encoder
        self._context = context

    def work(self) -> Work:
        """How much there is to do."""
        from ..runtimes.choice import Work

        chips = self._context.chip_count(self._encoder)
        return Work(chips=chips, sample=self._sample, is_estimate=self._context.is_estimate)

    def calibration(self, transformer: Transformer) -> Calibration:
        """What 8 bits are calibrated on: one graph serves all images of a sensor with the same bands."""
        import torch

        from ..runtimes.calibration import Calibration, Columns, observe

        def columns() -> list[Columns]:
            if self._tokens is None:  # whoever asks has asked for a sample before
                raise ValueError("There is no chip to calibrate on.")
            on = self._tokens[1:] if len(self._tokens) > 1 else self._tokens
            return observe(transformer, torch.cat([on, self._blank]))

        imagery = self._encoder.imagery
        bands = [vars(matched.band) for matched in imagery.match.bands]
        name = f"{imagery.sensor.name}-{fingerprint([imagery.sensor.gsd, bands])[:12]}"
        return Calibration(name=name, columns=columns)

    def _sample(self) -> Sample | None:
        from ..runtimes.choice import Sample

        if self._tokens is None:
            return None
        return Sample(chips=self._tokens[:1], blank=self._blank, patches=slice(1, None))  # the class token is first

    @cached_property
    def _blank(self) -> Tensor:
        from ..encoders.clay.encoder import CHIP_PATCHES

        return self._encoder.blank_first_tokens(CHIP_PATCHES)

    @cached_property
    def _tokens(self) -> Tensor | None:
        """The first tokens of the chip to measure with and of those to calibrate on; None where none has data."""
        numbers = self._encoder.imagery.match.numbers
        chips = self._context.typical_chips(self._encoder, numbers, count=1 + CALIBRATED_ON)
        return self._encoder.first_tokens(chips) if chips is not None else None


def _make_satclip_image(context: EmbeddingContext, reporter: Reporter) -> Made:
    """SatCLIP's image encoder on all bands of Sentinel-2."""
    from ..encoders.satclip import encoder as satclip_encoder
    from ..encoders.satclip import model as satclip

    name = context.request.encoder
    weights = entry_named(name).weights(context.request.checkpoint)
    imagery = _recognised(context, reporter)
    if imagery.match.missing:
        raise ParameterError(
            f"SatCLIP needs all bands of Sentinel-2, and {', '.join(imagery.match.missing)} are missing.",
            hint="Choose a level 2A image with all 12 bands.",
        )
    return Made(
        encoder=satclip_encoder.SatClipImageEncoder(satclip.load_images(weights.torch(), name), imagery),
        band_numbers=imagery.match.numbers,
        tags={"CHECKPOINT": str(weights.source), "CHECKPOINT_SHA256": weights.sha256},
        notes=list(imagery.notes),
    )


MAKERS: dict[str, Callable[[EmbeddingContext, Reporter], Made]] = {  # by family
    "random-features": _make_random_features,
    "galileo": _make_galileo,
    "clay": _make_clay,
    "satclip-images": _make_satclip_image,
}


def make_encoder(context: EmbeddingContext, reporter: Reporter) -> Made:
    """The encoder of the request's name, ready for the raster; raises UserError."""
    return MAKERS[entry_named(context.request.encoder).family.name](context, reporter)


def _recognised(context: EmbeddingContext, reporter: Reporter) -> Imagery:
    """What the raster is to the request's encoder; raises UserError."""
    from ..sensors.recognise import recognise

    request = context.request
    sensors = entry_named(request.encoder).sensors
    return recognise(context.raster, request.imagery, bands=request.bands, sensors=sensors, reporter=reporter)


def _made_of(encoder: ChipEncoder, imagery: Imagery, weights: checkpoints.Weights, running: Running) -> Made:
    """An encoder of a sensor's image, with the checkpoint in the tags."""
    running.notes[:0] = imagery.notes
    return Made(
        encoder=encoder,
        band_numbers=imagery.match.numbers,
        tags={"CHECKPOINT": str(weights.source), "CHECKPOINT_SHA256": weights.sha256, **running.tags},
        notes=running.notes,
    )


def _read_filters(path: str, band_numbers: list[int]) -> random_features.Filters:
    """The filters that travel with an embedding raster; raises SourceError or ParameterError."""
    with Raster(path) as other:
        text = other.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
    if not text:
        raise SourceError(
            f"{Path(path).name} carries no random filters.",
            hint="Choose an embedding raster made with random-features.",
        )
    filters = random_features.Filters.from_text(text)
    if len(filters.mean) != len(band_numbers):
        raise ParameterError(
            f"The filters were made for {len(filters.mean)} bands, and {len(band_numbers)} are chosen.",
            hint="Choose the same bands as in the raster that the filters come from.",
        )
    return filters
