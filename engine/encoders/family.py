"""A family of encoders: how they are prepared, which tensors their checkpoints hold, how they are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, Protocol

from ..errors import ParameterError
from ..progress import Reporter
from ..requests.encoding import EmbeddingRequest
from ..weights.checkpoints import Weights
from ..weights.registry import Layout, Part
from .encoder import ChipEncoder, Chips
from .lonlat import LocationEncoder
from .trust import Verdict

if TYPE_CHECKING:
    from ..rasters.raster import Raster
    from ..runtimes.runtimes import Mode
    from ..sensors.recognise import Imagery


class Context(Protocol):
    """A raster, open for reading, and how it is to be embedded."""

    @property
    def request(self) -> EmbeddingRequest:
        """What was asked for."""

    @property
    def raster(self) -> Raster:
        """The image."""

    @property
    def patch(self) -> int:
        """Pixels on a patch's side."""

    @property
    def is_estimate(self) -> bool:
        """Whether only the time is wanted; then nothing that takes minutes is prepared."""

    def weights(self) -> Weights:
        """The encoder's, from the request's file or downloaded; raises CheckpointError."""

    def recognised(self, reporter: Reporter) -> Imagery:
        """What the raster is to the encoder; raises UserError."""

    def chip_count(self, encoder: ChipEncoder) -> int:
        """Chips that the encoder will see."""

    def typical_chips(self, encoder: ChipEncoder, band_numbers: list[int], *, count: int) -> Chips | None:
        """A few chips with many valid pixels from over the area, ``count`` at most; None where none has data."""


@dataclass(frozen=True, kw_only=True)
class PreparedEncoder:
    """An encoder that is ready for one raster; more notes may come while it embeds."""

    encoder: ChipEncoder
    band_numbers: list[int]
    tags: dict[str, str]
    notes: list[str] = field(default_factory=list)
    seed: int | None = None
    filters: str | None = None  # random ones, as text
    checkpoint_sha256: str | None = None
    mode: Mode | None = None  # in which a model runs that may run in several


def _takes_no_raster(context: Context, _: Reporter) -> NoReturn:
    hint = "It embeds places: see embed-locations and embed-points."
    raise ParameterError(f"{context.request.encoder} takes no rasters.", hint=hint)


def _takes_no_places(_: Weights, name: str) -> NoReturn:
    raise ParameterError(f"{name} is no encoder of places.", hint="Choose one of SatCLIP's.")


def _nothing_published(part: Part, _: Weights, __: Reporter, ___: int | None) -> Verdict:
    sentence = f"Of {part.title} nothing was published to compare with."
    return Verdict(encoder=part.encoder, agrees=None, sentence=sentence, items=())


@dataclass(frozen=True, kw_only=True)
class Family:
    """Encoders of one architecture; each is a row of resources/encoders.json that names the family.

    ``prepare`` makes an encoder ready for a raster, or ``load_locations`` an encoder of places from weights and its
    name. ``layout`` gives the tensors that a checkpoint must hold, without loading a model. ``check`` compares an
    encoder with what is known of it; its last parameter is the number of heads, where the checkpoint does not say.
    """

    name: str
    prepare: Callable[[Context, Reporter], PreparedEncoder] = _takes_no_raster
    load_locations: Callable[[Weights, str], LocationEncoder] = _takes_no_places
    layout: Layout = lambda _part, shapes, _facts: shapes
    check: Callable[[Part, Weights, Reporter, int | None], Verdict] = _nothing_published
