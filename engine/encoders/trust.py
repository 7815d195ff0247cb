"""Whether an encoder gives the numbers that are known of it: what was published, and what is computed here.

What is known stands in resources/trust.json, each fact with its source.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..progress import Reporter
from ..weights.checkpoints import Weights
from ..weights.registry import Part

if TYPE_CHECKING:
    from .clay.model import Clay
    from .lonlat import LocationEncoder

FACTS = Path(__file__).resolve().parents[2] / "resources" / "trust.json"
OTHER_FILE = "Download it again, or choose another file."
ALIKE = 0.99  # cosine of neighbours; and what places around the world must stay below
SAME = 0.99999  # cosine of one image with itself, as float32 rounds it
IMAGE_DIM = 256

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One comparison; ``agrees`` is None where it decides nothing."""

    name: str
    expected: str
    found: str
    agrees: bool | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the comparisons come to; ``agrees`` is None where they cannot tell."""

    encoder: str
    agrees: bool | None
    sentence: str
    items: tuple[Item, ...]


@cache
def facts() -> dict[str, Any]:
    """What is known of the encoders, by family."""
    known: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    return known


def check_weights(part: Part, weights: Weights, reporter: Reporter, *, heads: int | None = None) -> Verdict:
    """Compare what the encoder gives with what is known of it; raises CheckpointError for what cannot be loaded."""
    if part.family == "galileo":
        return _check_galileo(part, weights)
    if part.family == "clay":
        return _check_clay(part, weights, reporter, heads)
    return _check_images(part, weights) if part.name == "image" else _check_locations(part, weights)


def _decided(items: list[Item]) -> bool | None:
    """True if all agree, False if none does, None in between."""
    agree = [item.agrees for item in items if item.agrees is not None]
    return True if all(agree) else None if any(agree) else False


def _cosine(a: Floats, b: Floats) -> float:
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12))


def _plain(value: float) -> str:
    """Two digits of a number, without an exponent."""
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")


# Galileo: exact


def _check_galileo(part: Part, weights: Weights) -> Verdict:
    known = facts()["galileo"]
    differences = np.abs(_galileo_embeddings(weights) - np.array(known["embeddings"])).max(axis=1)
    items = tuple(
        Item(
            name=f"embedding {number} of {len(differences)}",
            expected=f"within {_plain(known['tolerance'])}",
            found=f"{_plain(difference)} away",
            agrees=bool(difference <= known["tolerance"]),
        )
        for number, difference in enumerate(differences, start=1)
    )
    agrees = all(item.agrees for item in items)
    most, allowed = _plain(differences.max()), _plain(known["tolerance"])
    away = f"its embeddings are up to {most} away from those of the published code and weights, {allowed} is allowed."
    sentence = (
        f"{part.title} agrees: {away}"
        if agrees
        else f"These are not the published weights of {part.title}: {away} {OTHER_FILE}"
    )
    return Verdict(encoder=part.encoder, agrees=agrees, sentence=sentence, items=items)


def _galileo_embeddings(weights: Weights) -> Floats:
    """Embeddings (4, 128) of the known image's patches, each by itself."""
    import torch

    from .galileo import model as galileo

    known = facts()["galileo"]
    side, patch = 2 * known["patch"], known["patch"]
    counts = np.array([known["counts"][band] for band in galileo.BANDS], np.float32).reshape(-1, side, side)
    channels = galileo.network_input(counts, galileo.BANDS)
    patches = channels.reshape(-1, 2, patch, 2, patch).transpose(1, 3, 0, 2, 4).reshape(4, 1, -1, patch, patch)
    encoder = galileo.load(weights.torch())
    embedded = encoder(torch.from_numpy(np.ascontiguousarray(patches)), patch=patch, months=(known["month"],))
    return np.asarray(embedded.chips, np.float64)


# Clay: plausible or not


def _check_clay(part: Part, weights: Weights, reporter: Reporter, heads: int | None) -> Verdict:
    from .clay import model as clay

    known = facts()["clay"]
    model = clay.load(weights.torch(), heads=heads)
    dim = model.size.dim
    items = [Item(name="dimensions", expected=str(known["dim"]), found=str(dim), agrees=dim == known["dim"])]
    if not items[0].agrees:
        return Verdict(
            encoder=part.encoder,
            agrees=False,
            sentence=f"This is not the published {part.title}: it has {dim} dimensions instead of {known['dim']}.",
            items=tuple(items),
        )
    compared = _clay_items(model, reporter)
    agrees = _decided(compared)
    return Verdict(
        encoder=part.encoder, agrees=agrees, sentence=_clay_sentence(part.title, agrees), items=(*items, *compared)
    )


def _clay_sentence(title: str, agrees: bool | None) -> str:  # noqa: FBT001 - the verdict, in words
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


def _clay_items(model: Clay, reporter: Reporter) -> list[Item]:
    """The comparison with the published dates, at the level of water at which most agrees."""
    levels = facts()["clay"]["levels"]
    tried: list[list[Item]] = []
    for number, level in enumerate(levels):
        reporter.report(number / len(levels), f"Embedding open water, {number + 1} of at most {len(levels)}")
        tried.append(compare_water(_clay_water(model, level, reporter)))
        if _decided(tried[-1]):
            break
    return max(tried, key=lambda items: sum(bool(item.agrees) for item in items))


def _clay_water(model: Clay, level: float, reporter: Reporter) -> Floats:
    """Class tokens (date, dim) of constant chips of water, with the published dates and place."""
    import torch

    from ..sensors.sensors import sensors
    from .clay import model as clay

    known = facts()["clay"]
    sensor = sensors()[known["sensor"]]
    bands = [sensor.band(name) for name in known["bands"]]
    counts = np.broadcast_to(
        level * np.array(known["water"], np.float32)[:, None, None], (len(bands), clay.CHIP, clay.CHIP)
    )
    pixels = torch.from_numpy(clay.normalise(counts, [band.mean for band in bands], [band.std for band in bands]))
    codes = torch.tensor([[*date["time"], *known["latlon"]] for date in known["dates"]], dtype=torch.float32)
    embedded = model(
        pixels.expand(len(codes), -1, -1, -1),
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
        cosine, same = _cosine(printed, ours), int((np.sign(printed) == np.sign(ours))[large].sum())
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


# SatCLIP: exact for two of the six


def _check_locations(part: Part, weights: Weights) -> Verdict:
    from .satclip import model as satclip

    encoder = satclip.load_locations(weights.torch(), weights.hyper_parameters, part.encoder)
    items = published_items(encoder)
    if not items:
        return _unpublished(part, location_items(encoder), "change smoothly from place to place")
    agrees = _decided(items)
    right = ", ".join(item.name for item in items if item.agrees)
    wrong = ", ".join(item.name for item in items if not item.agrees)
    sentences = {
        True: f"{part.title} agrees with what was published of it: {right}.",
        None: f"{part.title} agrees only in part with what was published of it. Right: {right}. Not: {wrong}.",
        False: f"These are not the published weights of {part.title}: nothing fits ({wrong}). {OTHER_FILE}",
    }
    return Verdict(encoder=part.encoder, agrees=agrees, sentence=sentences[agrees], items=tuple(items))


def published_items(encoder: LocationEncoder) -> list[Item]:
    """The comparisons with what was published of this encoder; none for most."""
    comparisons: tuple[tuple[str, Callable[[LocationEncoder], Item]], ...] = (
        ("points", _compare_points),
        ("decay", _compare_decay),
        ("cities", _compare_cities),
    )
    known = facts()["satclip"]
    return [compare(encoder) for name, compare in comparisons if encoder.name in known[name]["encoders"]]


def _compared(name: str, expected: Floats, found: Floats, tolerance: float) -> Item:
    difference = float(np.abs(found - expected).max())
    return Item(
        name=name,
        expected=f"within {tolerance:g}",
        found=f"{_plain(difference)} away",
        agrees=difference <= tolerance,
    )


def _compare_points(encoder: LocationEncoder) -> Item:
    known = facts()["satclip"]["points"]
    expected = np.array(known["first_five"])
    candidates = [encoder.embed(np.array(places))[:, :5] for places in known["places"]]
    nearest = min(candidates, key=lambda found: float(np.abs(found - expected).max()))
    return _compared("the first numbers of two places", expected, nearest, known["tolerance"])


def _compare_decay(encoder: LocationEncoder) -> Item:
    known = facts()["satclip"]["decay"]
    (centre,) = encoder.embed(np.array([known["place"]]))
    found = [np.mean([_cosine(centre, around) for around in encoder.embed(_circle(known, km))]) for km in known["km"]]
    expected = np.array(known["encoders"][encoder.name])
    return _compared("how similarity falls with distance", expected, np.array(found), known["tolerance"])


def _circle(known: dict[str, Any], km: float) -> Floats:
    """Places (bearing, 2) around the known one, on a sphere."""
    lon, lat = np.radians(known["place"])
    bearings = 2 * np.pi * np.arange(known["bearings"]) / known["bearings"]
    angle = km / known["earth_radius_km"]
    lats = np.arcsin(np.sin(lat) * np.cos(angle) + np.cos(lat) * np.sin(angle) * np.cos(bearings))
    lons = lon + np.arctan2(np.sin(bearings) * np.sin(angle) * np.cos(lat), np.cos(angle) - np.sin(lat) * np.sin(lats))
    return np.degrees(np.stack([lons, lats], axis=1))


def _compare_cities(encoder: LocationEncoder) -> Item:
    known = facts()["satclip"]["cities"]
    pairs = np.triu_indices(len(known["places"]), 1)
    expected = np.array(known["encoders"][encoder.name])[pairs]
    return _compared("how alike six cities are", expected, _city_cosines(encoder)[pairs], known["tolerance"])


def _city_cosines(encoder: LocationEncoder) -> Floats:
    """Cosines (city, city)."""
    embeddings = encoder.embed(np.array(list(facts()["satclip"]["cities"]["places"].values())))
    unit = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
    return unit @ unit.T


# Where nothing was published


def location_items(encoder: LocationEncoder) -> list[Item]:
    """What any encoder of places must be like."""
    known = facts()["satclip"]
    (centre,) = encoder.embed(np.array([known["decay"]["place"]]))
    nearby = min(_cosine(centre, around) for around in encoder.embed(_circle(known["decay"], 1)))
    cosines = _city_cosines(encoder)
    apart = float(cosines[np.triu_indices(len(cosines), 1)].mean())
    return [
        *_shape_items(encoder.embed(np.array(list(known["cities"]["places"].values())))),
        Item(name="cosine over a kilometre", expected=f"above {ALIKE}", found=f"{nearby:.4f}", agrees=nearby > ALIKE),
        Item(name="cosine of six cities", expected=f"below {ALIKE}", found=f"{apart:.3f}", agrees=apart < ALIKE),
    ]


def _shape_items(embeddings: Floats) -> list[Item]:
    finite, dim = bool(np.isfinite(embeddings).all()), embeddings.shape[1]
    return [
        Item(name="dimensions", expected=str(IMAGE_DIM), found=str(dim), agrees=dim == IMAGE_DIM),
        Item(name="all numbers finite", expected="yes", found="yes" if finite else "no", agrees=finite),
    ]


def _check_images(part: Part, weights: Weights) -> Verdict:
    """Whether an image encoder, of which no embedding was published, tells images apart."""
    from .satclip import model as satclip

    encoder = satclip.load_images(weights.torch(), part.encoder)
    noise = np.random.default_rng(0).uniform(0, 3000, (1, len(satclip.BANDS), encoder.patch, encoder.patch))
    images = np.concatenate([noise, np.full_like(noise, 500)]).astype(np.float32)
    embeddings = encoder.embed_images(images).astype(np.float64)
    cosine = _cosine(*embeddings)
    items = [
        *_shape_items(embeddings),
        Item(name="cosine of two unlike images", expected="below 1", found=f"{cosine:.6f}", agrees=cosine < SAME),
    ]
    return _unpublished(part, items, "differ from image to image")


def _unpublished(part: Part, items: list[Item], behaviour: str) -> Verdict:
    fits = all(item.agrees for item in items)
    name = f"{part.title} ({part.name})"
    wrong = ", ".join(item.name for item in items if not item.agrees)
    sentence = (
        f"Of {name} nothing was published to compare with. Its embeddings have {IMAGE_DIM} finite numbers and "
        f"{behaviour}, which says that the file can be used, not that it is the published one."
        if fits
        else f"These cannot be the weights of {name}: wrong are {wrong}. {OTHER_FILE}"
    )
    return Verdict(encoder=part.encoder, agrees=None if fits else False, sentence=sentence, items=tuple(items))
