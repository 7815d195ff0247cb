"""Whether SatCLIP gives the published numbers: exactly for two of the six."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...progress import Reporter
from ...vectors import cosine_of
from ...weights.checkpoints import Weights
from ...weights.registry import Part
from ..lonlat import LocationEncoder
from ..trust import OTHER_FILE, Floats, Item, Verdict, agreement, facts, two_digits
from . import images, locations

ALIKE = 0.99  # cosine of neighbours; and what places around the world must stay below
SAME = 0.99999  # cosine of one image with itself, as float32 rounds it
DIM = 256


def check_locations(part: Part, weights: Weights, _: Reporter, __: int | None) -> Verdict:
    """Compare with what was published of two of the six, or else say whether it is like an encoder of places."""
    encoder = locations.load_locations(weights.tensors, weights.hyper_parameters, part.encoder)
    items = published_items(encoder)
    if not items:
        return _unpublished(part, location_items(encoder), "change smoothly from place to place")
    agrees = agreement(items)
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
        found=f"{two_digits(difference)} away",
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
    found = [np.mean([cosine_of(centre, around) for around in encoder.embed(_circle(known, km))]) for km in known["km"]]
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
    nearby = min(cosine_of(centre, around) for around in encoder.embed(_circle(known["decay"], 1)))
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
        Item(name="dimensions", expected=str(DIM), found=str(dim), agrees=dim == DIM),
        Item(name="all numbers finite", expected="yes", found="yes" if finite else "no", agrees=finite),
    ]


def check_images(part: Part, weights: Weights, _: Reporter, __: int | None) -> Verdict:
    """Whether an image encoder, of which no embedding was published, tells images apart."""
    encoder = images.load_images(weights.tensors, part.encoder)
    noise = np.random.default_rng(0).uniform(0, 3000, (1, len(images.BANDS), encoder.patch, encoder.patch))
    shown = np.concatenate([noise, np.full_like(noise, 500)]).astype(np.float32)
    embeddings = encoder.embed_images(shown).astype(np.float64)
    cosine = cosine_of(*embeddings)
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
        f"Of {name} nothing was published to compare with. Its embeddings have {DIM} finite numbers and "
        f"{behaviour}, which says that the file can be used, not that it is the published one."
        if fits
        else f"These cannot be the weights of {name}: wrong are {wrong}. {OTHER_FILE}"
    )
    return Verdict(encoder=part.encoder, agrees=None if fits else False, sentence=sentence, items=tuple(items))
