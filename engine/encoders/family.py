"""What a family of encoders is: how its encoders are made, what their checkpoints hold, how they are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..progress import Reporter
from ..weights.checkpoints import Weights
from ..weights.registry import Layout, Part, Sides
from .lonlat import LocationEncoder
from .trust import Verdict


def any_layout(_: Part, shapes: Mapping[str, Sides], __: Mapping[str, Any]) -> Mapping[str, Sides]:
    """The tensors as they are: nothing is known of them."""
    return shapes


def nothing_published(part: Part, _: Weights, __: Reporter, ___: int | None) -> Verdict:
    """No verdict."""
    sentence = f"Of {part.title} nothing was published to compare with."
    return Verdict(encoder=part.encoder, agrees=None, sentence=sentence, items=())


@dataclass(frozen=True, kw_only=True)
class Family:
    """Encoders of one architecture; each is a row of resources/encoders.json that names the family.

    ``layout`` gives the tensors that a checkpoint must hold, without loading a model. ``check`` compares an encoder
    with what is known of it; its last parameter is the number of heads, where the checkpoint does not say. A family
    of encoders of places has ``load_locations``, which takes the weights and the encoder's name.
    """

    name: str
    layout: Layout = any_layout
    check: Callable[[Part, Weights, Reporter, int | None], Verdict] = nothing_published
    load_locations: Callable[[Weights, str], LocationEncoder] | None = None
