"""Clay v1.5 as an encoder of chips: any sensor in, one embedding a patch or a chip out."""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np

from ...errors import ParameterError
from ...progress import Reporter
from ...runtimes.choice import CalibrationSample, Model, Workload, run_model
from ...runtimes.graph import Floats
from ...runtimes.runtimes import ONNX, Mode
from ...sensors.recognise import Imagery
from ...threads import Check, never
from ..encoder import ChipEncoder, Chips, Pass, Recipe, chip_side, small_chips_note
from ..family import Context, PreparedEncoder
from . import model as clay

NAME = "clay-v1.5"
CHIP_PATCHES = clay.CHIP // clay.PATCH  # 32 patches on a chip's side
MEASURED_ON = 2  # chips, others than those that 8 bits are calibrated on
CALIBRATED_ON = 4  # chips; of a trained model one or two show too little of what there is


class _Bands(TypedDict):
    """What the model needs to know of the bands."""

    wavelengths: tuple[float, ...]
    gsd: float


class ClayEncoder:
    """Clay on one raster's bands; patches of 8 pixels."""

    name = NAME
    patch = clay.PATCH
    margin = 0
    is_local = False

    def __init__(
        self,
        model: clay.Clay,
        imagery: Imagery,
        *,
        side: int = clay.CHIP,
        border: int = 0,
        lon_first: bool = False,
        hour: int | None = None,
        mode: Mode = ONNX,
        check: Check = never,
    ) -> None:
        self.imagery = imagery
        self.dim = model.size.dim
        self.side = side  # pixels on a chip's side
        self._model = model
        self._border = border
        self._lon_first = lon_first
        of_image = clay.TRAINED_HOUR if imagery.hour is None else imagery.hour
        self._hour = of_image if hour is None else hour
        self._mode = mode
        self._check = check
        bands = [matched.band for matched in imagery.match.bands]
        self._means, self._stds = [band.mean for band in bands], [band.std for band in bands]
        self._wavelengths = tuple(band.wavelength for band in bands)

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """One grid of chips, or two shifted ones, with some patches of every chip's sides for context only."""
        core = CHIP_PATCHES - 2 * self._border
        if core < 1 or self._border < 0:
            raise ParameterError(
                f"An overlap of {self._border} patches leaves nothing of a chip of {CHIP_PATCHES}.",
                hint=f"Choose from 0 to {(CHIP_PATCHES - 1) // 2}.",
            )
        plain = Pass(core=core, border=self._border)
        shifted = Pass(core=core, border=self._border, offset=-(core // 2))
        return (Recipe(name="fast", passes=(plain,)), Recipe(name="balanced", passes=(plain, shifted)))

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, dim, patch row, patch column) float32, NaN where nothing of a chip is valid."""
        side = chips.pixels.shape[-1] // clay.PATCH
        embeddings = np.full((len(chips.mask), self.dim, side, side), np.nan, np.float32)
        # Chips come by fours: of a raster of one chip, three lie beyond its edge.
        seen = np.asarray(chips.mask.any(axis=(1, 2)))
        if seen.any():
            embeddings[seen] = self._embedded(_only(chips, seen)).patches.transpose(0, 3, 1, 2)
        return embeddings

    def blank_tokens(self, side: int) -> np.ndarray | None:
        """What it says of a constant chip, without date and place: (dim, row, column)."""
        embedded = self._model(*self._blank(side), **self._bands(), check=self._check)
        return embedded.patches[0].transpose(2, 0, 1)

    def first_tokens(self, chips: Chips) -> Floats:
        """The tokens of chips before the transformer, [n, 1 + patches, dim]."""
        return self._model.embed(*self._inputs(chips), **self._bands())

    def blank_first_tokens(self, side: int) -> Floats:
        """Those of ``blank_tokens``' chip, [1, 1 + patches, dim]."""
        return self._model.embed(*self._blank(side), **self._bands())

    def tags(self) -> dict[str, str]:
        """The imagery, what ran the model, and what it was told of the place."""
        # It has learned to know both date and place, or neither.
        is_told = self.imagery.has_place and self.imagery.day is not None
        place = {"PLACE": "centres of the chips" if is_told else "unknown"}
        order = {"LATLON_ORDER": "lon,lat" if self._lon_first else "lat,lon"}
        hour = {"HOUR": str(self._hour) if is_told else "unknown"}
        return {**self.imagery.tags(), **self._mode.tags(), **place, **order, **hour}

    def _embedded(self, chips: Chips) -> clay.ClayOutput:
        return self._model(*self._inputs(chips), **self._bands(), check=self._check)

    def _bands(self) -> _Bands:
        return {"wavelengths": self._wavelengths, "gsd": self.imagery.sensor.gsd}

    def _blank(self, side: int) -> tuple[Floats, Floats]:
        """A constant chip of ``side`` patches, and its metadata codes."""
        size, level, names = side * clay.PATCH, self.imagery.level, self.imagery.match.names
        medians = [level[name] for name in names] if level else self._means
        chip = np.broadcast_to(np.array(medians, np.float32)[:, None, None], (1, len(names), size, size))
        return clay.normalise(chip, self._means, self._stds), np.zeros((1, clay.METADATA_DIM), np.float32)

    def _inputs(self, chips: Chips) -> tuple[Floats, Floats]:
        """Normalised pixels and metadata codes of chips."""
        numbers = self.imagery.in_sensor_units(chips.pixels)
        codes = [
            clay.metadata_code(
                self.imagery.day,
                clay.LatLon(*map(float, latlon)) if np.isfinite(latlon).all() else None,
                hour=self._hour,
                lon_first=self._lon_first,
            )
            for latlon in chips.latlon
        ]
        return clay.normalise(numbers, self._means, self._stds), np.stack(codes)


class ClayChipEncoder(ClayEncoder):
    """Clay with one embedding a chip, its class token: the published recipe."""

    recipes = (Recipe(name="chip", passes=(Pass(core=1),)),)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.patch = self.side

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, dim, 1, 1) float32, NaN where nothing of a chip is valid."""
        embeddings = np.full((len(chips.mask), self.dim, 1, 1), np.nan, np.float32)
        # Small chips come by dozens, and of a small raster most of them lie beyond its edge.
        seen = np.asarray(chips.mask.any(axis=(1, 2)))
        if seen.any():
            embeddings[seen] = self._embedded(_only(chips, seen)).chips[:, :, None, None]
        return embeddings

    def blank_tokens(self, side: int) -> None:
        """Nothing: the class token has no place in the chip."""


def _only(chips: Chips, which: np.ndarray) -> Chips:
    return Chips(**{part: values[which] for part, values in vars(chips).items()})


def prepare_clay(context: Context, reporter: Reporter) -> PreparedEncoder:
    """Clay on the bands that were recognised; raises UserError."""
    request, weights = context.request, context.weights()
    tags = weights.tags()  # may read all of the file, whose pages 8 bits let go of later
    imagery = context.recognised(reporter)
    model = clay.load(weights.tensors, heads=request.heads)
    chosen, side = ClayEncoder, clay.CHIP
    if request.pool == "chip":
        grid = context.raster.grid
        chosen, side = ClayChipEncoder, chip_side(grid.width, grid.height, clay.CHIP, clay.PATCH)

    def encoder(model: clay.Clay, mode: Mode) -> ClayEncoder:
        return chosen(
            model,
            imagery,
            side=side,
            border=request.overlap // (2 * clay.PATCH),
            lon_first=request.latlon_order == "lon,lat",
            hour=request.hour,
            mode=mode,
            check=reporter.check,
        )

    exact = encoder(model, ONNX)
    active = run_model(
        Model(network=model.network, runs_chips_one_by_one=True),
        request.compute,
        Workload(
            chips=context.chip_count(exact),
            sample=lambda: _sample(exact, context),
            is_estimate=context.is_estimate,
        ),
        reporter,
    )
    active.notes[:0] = [*imagery.notes, *small_chips_note(side, clay.CHIP)]
    return PreparedEncoder(
        encoder=encoder(model.with_transform(active.transform), active.mode),
        band_numbers=imagery.match.numbers,
        tags={**tags, **active.tags},
        checkpoint_sha256=weights.sha256,
        mode=active.mode,
        notes=active.notes,
    )


def _sample(encoder: ClayEncoder, context: Context) -> CalibrationSample | None:
    """A few of the chips that Clay is to embed, to calibrate 8 bits on and to measure; None where none has data."""
    numbers = encoder.imagery.match.numbers
    chips = context.typical_chips(encoder, numbers, count=MEASURED_ON + CALIBRATED_ON)
    if chips is None:
        return None
    tokens = encoder.first_tokens(chips)
    measured = min(MEASURED_ON, max(1, len(tokens) // 2))
    return CalibrationSample(
        chips=tokens[:measured],
        calibration=tokens[measured:] if len(tokens) > measured else tokens,
        blank=encoder.blank_first_tokens(encoder.side // clay.PATCH),
        patches=slice(1, None),  # the class token is first
    )


_: type[ChipEncoder] = ClayEncoder
