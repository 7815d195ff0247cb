"""Whether Clay is plausible: it gives much the same for open water as was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...progress import Reporter
from ...vectors import cosine_of
from ...weights.checkpoints import Weights
from ...weights.registry import Part
from ..trust import OTHER_FILE, Floats, Item, Verdict, agreement, facts

if TYPE_CHECKING:
    from .model import Clay


def check(part: Part, weights: Weights, reporter: Reporter, heads: int | None) -> Verdict:
    """Compare what it says of open water with the few numbers of it that were printed."""
    from . import model as clay

    known = facts()["clay"]
    model = clay.load(weights.tensors, heads=heads)
    dim = model.size.dim
    items = [Item(name="dimensions", expected=str(known["dim"]), found=str(dim), agrees=dim == known["dim"])]
    if not items[0].agrees:
        return Verdict(
            encoder=part.encoder,
            agrees=False,
            sentence=f"This is not the published {part.title}: it has {dim} dimensions instead of {known['dim']}.",
            items=tuple(items),
        )
    compared = _items(model, reporter)
    agrees = agreement(compared)
    return Verdict(
        encoder=part.encoder, agrees=agrees, sentence=_sentence(part.title, agrees), items=(*items, *compared)
    )


def _sentence(title: str, agrees: bool | None) -> str:  # noqa: FBT001 - the verdict, in words
    far = (
        "This is a plausibility check: the published input is not available, so that a constant chip of dark water "
        "stood for it."
    )
    if agrees:
        return f"{title} is plausible: for open water it gives much the same as was published. {far}"
    if agrees is None:
        return (
            f"Whether this is the published {title} is not clear: for open water it gives only partly the same. {far}"
        )
    return (
        f"These are most likely not the published weights of {title}: for open water they give something else than was "
        f"published. {OTHER_FILE} {far}"
    )


def _items(model: Clay, reporter: Reporter) -> list[Item]:
    """The comparison with the published dates, at the level of water at which most agrees."""
    levels = facts()["clay"]["levels"]
    tried: list[list[Item]] = []
    for number, level in enumerate(levels):
        reporter.report(number / len(levels), f"Embedding open water, {number + 1} of at most {len(levels)}")
        tried.append(compare_water(_water(model, level, reporter)))
        if agreement(tried[-1]):
            break
    return max(tried, key=lambda items: sum(bool(item.agrees) for item in items))


def _water(model: Clay, level: float, reporter: Reporter) -> Floats:
    """Class tokens (date, dim) of constant chips of water, with the published dates and place."""
    from ...sensors.sensors import sensors
    from . import model as clay

    known = facts()["clay"]
    sensor = sensors()[known["sensor"]]
    bands = [sensor.band(name) for name in known["bands"]]
    counts = np.broadcast_to(
        level * np.array(known["water"], np.float32)[:, None, None], (len(bands), clay.CHIP, clay.CHIP)
    )
    pixels = clay.normalise(counts, [band.mean for band in bands], [band.std for band in bands])
    codes = np.array([[*date["time"], *known["latlon"]] for date in known["dates"]], np.float32)
    embedded = model(
        np.broadcast_to(pixels, (len(codes), *pixels.shape)),
        codes,
        wavelengths=tuple(band.wavelength for band in bands),
        gsd=sensor.gsd,
        check=reporter.check,
    )
    return np.asarray(embedded.chips, np.float64)


def compare_water(tokens: Floats) -> list[Item]:
    """Class tokens (date, dim) of water against the first and last five numbers that were printed."""
    known = facts()["clay"]
    items = []
    for date, token in zip(known["dates"], tokens, strict=True):
        printed = np.mean(date["first_and_last_five"], axis=0)
        ours = np.concatenate([token[:5], token[-5:]])
        large = np.abs(printed) > known["large"]
        cosine, same = cosine_of(printed, ours), int((np.sign(printed) == np.sign(ours))[large].sum())
        items += [
            Item(
                name=f"cosine of the ten printed numbers, {date['date']}",
                expected=f"at least {known['cosine']}",
                found=f"{cosine:.3f}",
                agrees=cosine >= known["cosine"],
            ),
            Item(
                name=f"signs of the larger ones, {date['date']}",
                expected=f"{large.sum()} of {large.sum()}",
                found=f"{same} of {large.sum()}",
                agrees=same == large.sum(),
            ),
        ]
    return items
