"""Whether Galileo gives the published embeddings: exactly."""

from __future__ import annotations

import numpy as np

from ...progress import Reporter
from ...weights.checkpoints import Weights
from ...weights.registry import Part
from ..trust import OTHER_FILE, Floats, Item, Verdict, facts, two_digits
from . import model as galileo
from .bands import BANDS, network_input


def check(part: Part, weights: Weights, _: Reporter, __: int | None) -> Verdict:
    """Compare the embeddings of a published image with those of the published code and weights."""
    known = facts()["galileo"]
    differences = np.abs(_embeddings(weights) - np.array(known["embeddings"])).max(axis=1)
    items = tuple(
        Item(
            name=f"embedding {number} of {len(differences)}",
            expected=f"within {two_digits(known['tolerance'])}",
            found=f"{two_digits(difference)} away",
            agrees=bool(difference <= known["tolerance"]),
        )
        for number, difference in enumerate(differences, start=1)
    )
    agrees = all(item.agrees for item in items)
    most, allowed = two_digits(differences.max()), two_digits(known["tolerance"])
    away = f"its embeddings are up to {most} away from those of the published code and weights, {allowed} is allowed."
    sentence = (
        f"{part.title} agrees: {away}"
        if agrees
        else f"These are not the published weights of {part.title}: {away} {OTHER_FILE}"
    )
    return Verdict(encoder=part.encoder, agrees=agrees, sentence=sentence, items=items)


def _embeddings(weights: Weights) -> Floats:
    """Embeddings (4, 128) of the known image's patches, each by itself."""
    known = facts()["galileo"]
    side, patch = 2 * known["patch"], known["patch"]
    counts = np.array([known["counts"][band] for band in BANDS], np.float32).reshape(-1, side, side)
    channels = network_input(counts, BANDS)
    patches = channels.reshape(-1, 2, patch, 2, patch).transpose(1, 3, 0, 2, 4).reshape(4, 1, -1, patch, patch)
    encoder = galileo.load(weights.tensors)
    embedded = encoder(np.ascontiguousarray(patches), patch=patch, months=(known["month"],))
    return np.asarray(embedded.chips, np.float64)
