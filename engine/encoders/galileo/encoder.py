"""Galileo-nano as an encoder of chips: Sentinel-2 in, one embedding a patch or a chip out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...errors import ParameterError
from ...progress import Reporter
from ...runtimes.choice import CalibrationSample, Model, Workload, run_model
from ...runtimes.graph import Floats
from ...runtimes.runtimes import ONNX, Mode
from ...sensors.recognise import Imagery, is_of_gsd
from ...threads import Check, map_on_cores, never, worker_count
from ..encoder import ChipEncoder, Chips, Pass, Recipe
from ..family import Context, PreparedEncoder
from . import model as galileo
from .bands import blank_chip, groups_of, network_input, used_bands

NAME = "galileo-nano"
CHIP_PATCHES = 8  # on a side of a chip that is embedded as one: inside the trained range, 64 px at patch 8
# Embedded at once by a thread, in whole chips: they stay in a core's cache. It decides the last digits: never change it
# by the machine.
TOKENS_AT_ONCE = 384
MEASURED_PATCHES = 256  # of the raster, on which 8 bits are measured where they are asked for
# Measured in tokens' quality, leak of position and seams, for passes of one patch, 4 x 4 and 8 x 8; their costs, in
# multiplications relative to plain 8 x 8 chips, stand in resources/encoders.json.
RECIPES = (
    Recipe(
        name="balanced",
        passes=(Pass(core=1, weight=0.5), Pass(core=4, weight=0.25), Pass(core=4, offset=-2, weight=0.25)),
    ),
    Recipe(name="fast", passes=(Pass(core=1),)),
    Recipe(
        name="context",
        passes=(Pass(core=1, weight=0.5), Pass(core=8, weight=0.25), Pass(core=8, offset=-4, weight=0.25)),
    ),
    # With the position kept it shows what the others are there for: half of its tokens' variance is their place.
    Recipe(name="plain", passes=(Pass(core=8),)),
)


class GalileoEncoder:
    """Galileo-nano on one raster's bands; ``patch`` pixels on a patch's side, 1 to 8."""

    name = NAME
    dim = galileo.DIM
    margin = 0
    is_local = False
    recipes: tuple[Recipe, ...] = RECIPES
    tokens_across = 1  # patches on the side of what becomes one embedding

    def __init__(
        self,
        model: galileo.GalileoNano,
        imagery: Imagery,
        patch: int,
        *,
        gsd: float = galileo.TRAINED_GSD,
        mode: Mode = ONNX,
        workers: int | None = None,
        check: Check = never,
    ) -> None:
        if patch not in galileo.PATCH_SIZES:
            raise ParameterError(
                f"Galileo takes patches of 1 to {galileo.STORED_PATCH} pixels, not {patch}.",
                hint="8 is fastest, 4 finer.",
            )
        self.patch = patch * self.tokens_across
        self.imagery = imagery
        self._model = model
        self._token_side = patch  # pixels
        self._mode = mode
        self._workers = workers or worker_count()
        self._check = check
        self._gsd = gsd
        self._groups = groups_of(imagery.match.names)
        if not self._groups:
            raise ParameterError(
                "Galileo has no complete group of bands here.",
                hint="It needs blue, green and red, or nir, of Sentinel-2.",
            )
        self._month = imagery.day.month - 1 if imagery.day else galileo.UNKNOWN_MONTH
        self._settings = galileo.Settings(patch=patch, groups=self._groups, months=(self._month,), gsd=gsd)

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, 128, patch row, patch column) float32."""
        return self._patches(self._channels(chips))

    def blank_tokens(self, side: int) -> np.ndarray | None:
        """What it says of a constant chip (128, row, column); nothing for a chip of one patch, which has one place."""
        if side == 1:
            return None
        size, level, names = side * self.patch, self.imagery.level, self.imagery.match.names
        if level is None:
            return self._patches(blank_chip(self._groups, size)[None])[0]
        medians = np.array([level[name] for name in names], np.float32)
        chip = np.broadcast_to(medians[:, None, None], (len(names), size, size))
        return self._patches(network_input(chip[None], names))[0]

    def sample(self, chips: Chips) -> CalibrationSample:
        """Chips and a constant one, as the transformer sees them."""
        channels = self._channels(chips)
        blank = blank_chip(self._groups, channels.shape[-1])

        def tokens(channels: Floats) -> Floats:
            before = self._model.embed(channels[:, None], **self._settings)
            return before.reshape(len(channels), -1, galileo.DIM)

        return CalibrationSample(
            chips=tokens(channels), blank=tokens(blank[None]), patches=slice(None), tokens_of_patch=len(self._groups)
        )

    def tags(self) -> dict[str, str]:
        """The imagery, and the groups of bands, the month and the size of pixels that the model was told."""
        groups = ",".join(group.name for group in self._groups)
        told = {"GROUPS": groups, "MONTH": str(self._month + 1), "GSD": f"{self._gsd:.4g} m"}
        return {**self.imagery.tags(), **self._mode.tags(), **told}

    def _channels(self, chips: Chips) -> np.ndarray:
        """Network input (chip, channel, row, column); what is not valid is the training data's mean."""
        numbers = self.imagery.in_sensor_units(chips.pixels)
        channels = network_input(numbers, self.imagery.match.names)
        invalid = ~np.isfinite(numbers).all(axis=1)
        if invalid.any():
            blank = blank_chip(self._groups, channels.shape[-1])
            channels = np.where(invalid[:, None], blank, channels)
        return channels

    def _patches(self, channels: np.ndarray) -> np.ndarray:
        return self._in_parts(channels, lambda embedded: embedded.patches).transpose(0, 3, 1, 2)

    def _in_parts(self, channels: np.ndarray, wanted: Callable[[galileo.GalileoOutput], Floats]) -> Floats:
        """What is wanted of the chips' embeddings, a few chips at a time."""
        tokens = (channels.shape[-1] // self._token_side) ** 2 * len(self._groups)
        chips_at_once = max(1, TOKENS_AT_ONCE // tokens)

        def embed(first: int) -> Floats:
            chips = channels[first : first + chips_at_once, None]
            return wanted(self._model(chips, **self._settings, check=self._check))

        return np.concatenate(map_on_cores(embed, range(0, len(channels), chips_at_once), self._workers))


class GalileoChipEncoder(GalileoEncoder):
    """Galileo-nano with one embedding a chip of 8 x 8 patches, which is its pixel on the map."""

    recipes = (Recipe(name="chip", passes=(Pass(core=1),)),)
    tokens_across = CHIP_PATCHES

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, 128, 1, 1) float32: the mean over a chip's patches."""
        return self._in_parts(self._channels(chips), lambda embedded: embedded.chips)[:, :, None, None]

    def blank_tokens(self, side: int) -> None:
        """Nothing: all chips have the same positions inside."""


def prepare_galileo(context: Context, reporter: Reporter) -> PreparedEncoder:
    """Galileo on the bands that were recognised; raises UserError."""
    weights = context.weights()
    imagery = _with_whole_groups(context.recognised(reporter))
    model = galileo.load(weights.tensors)
    grid = context.raster.grid
    is_trained_gsd = is_of_gsd(grid.gsd if grid.crs else None, imagery.sensor)
    chosen = GalileoChipEncoder if context.request.pool == "chip" else GalileoEncoder

    def encoder(model: galileo.GalileoNano, mode: Mode, workers: int | None = None) -> GalileoEncoder:
        gsd = galileo.TRAINED_GSD if is_trained_gsd else grid.gsd
        return chosen(model, imagery, context.patch, gsd=gsd, mode=mode, workers=workers, check=reporter.check)

    def sample() -> CalibrationSample | None:
        exact = encoder(model, ONNX)
        count = MEASURED_PATCHES // CHIP_PATCHES**2 if context.request.pool == "chip" else MEASURED_PATCHES
        chips = context.typical_chips(exact, imagery.match.numbers, count=count)
        return None if chips is None else exact.sample(chips)

    active = run_model(
        # Chips are spread over threads, so a run of ONNX Runtime is to take one only.
        Model(network=model.network, threads=1),
        context.request.compute,
        # Small as it is, full precision stays unless 8 bits are asked for.
        Workload(chips=0, sample=sample, is_estimate=context.is_estimate),
        reporter,
    )
    active.notes[:0] = imagery.notes
    return PreparedEncoder(
        encoder=encoder(model.with_transform(active.transform), active.mode, workers=1 if active.is_on_gpu else None),
        band_numbers=imagery.match.numbers,
        tags={**weights.tags(), **active.tags},
        checkpoint_sha256=weights.sha256,
        mode=active.mode,
        notes=active.notes,
    )


def _with_whole_groups(imagery: Imagery) -> Imagery:
    """The imagery with only the bands that Galileo can use: a group is never filled up."""
    used = used_bands(imagery.match.names)
    left_out = [name for name in imagery.match.names if name not in used]
    if not left_out or not used:
        return imagery
    kept = tuple(matched for matched in imagery.match.bands if matched.band.name in used)
    note = f"Left out, because the others of their group are missing: {', '.join(left_out)}."
    if "red" in used and not {"blue", "green"} <= used:
        note = f"{note} Red is used for NDVI alone."
    return replace(imagery, match=replace(imagery.match, bands=kept), notes=(*imagery.notes, note))


_: type[ChipEncoder] = GalileoEncoder
