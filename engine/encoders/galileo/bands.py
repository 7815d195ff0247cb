"""Galileo-nano's input: groups of Sentinel-2's bands, normalised as in its training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class BandGroup(NamedTuple):
    """Bands that make one token together; ``code_row`` is its row of the learned group codes."""

    name: str
    code_row: int
    bands: tuple[str, ...]


NDVI = "ndvi"
GROUPS = (
    BandGroup("S2_RGB", 1, ("blue", "green", "red")),
    BandGroup("S2_Red_Edge", 2, ("rededge1", "rededge2", "rededge3")),
    BandGroup("S2_NIR_10m", 3, ("nir",)),
    BandGroup("S2_NIR_20m", 4, ("nir08",)),
    BandGroup("S2_SWIR", 5, ("swir16", "swir22")),
    BandGroup("NDVI", 6, (NDVI,)),
)
BANDS = tuple(band for group in GROUPS for band in group.bands if band != NDVI)  # Clay's ten, in Clay's order


class Normalisation(NamedTuple):
    """Mean and standard deviation of the training data, in reflectance x 10000 without an offset."""

    mean: float
    std: float


STATISTICS = {
    "blue": Normalisation(1395.3408730676722, 917.7041440370853),
    "green": Normalisation(1338.4026921784578, 913.2988423581528),
    "red": Normalisation(1343.09883810357, 1092.678723527555),
    "rededge1": Normalisation(1543.8607982512297, 1047.2206083460424),
    "rededge2": Normalisation(2186.2022069512263, 1048.0101611156767),
    "rededge3": Normalisation(2525.0932853316694, 1143.6903026819996),
    "nir": Normalisation(2410.3377187373408, 1098.979177731649),
    "nir08": Normalisation(2750.2854646886753, 1204.472755085893),
    "swir16": Normalisation(2234.911100061487, 1145.9774063078878),
    "swir22": Normalisation(1474.5311266077113, 980.2429840007796),
}
BLANK_BAND = 0.5  # a band's mean, once normalised
BLANK_NDVI = 0.2892116502999044  # mean of the training data


def groups_of(bands: Sequence[str]) -> tuple[BandGroup, ...]:
    """The groups all of whose bands are there; a group is never filled up, and NDVI needs red and nir."""
    there = {*bands, NDVI} if {"red", "nir"} <= set(bands) else set(bands)
    return tuple(group for group in GROUPS if there.issuperset(group.bands))


def used_bands(bands: Sequence[str]) -> set[str]:
    """Those of ``bands`` that a group takes, NDVI's red and nir among them."""
    taken = {band for group in groups_of(bands) for band in group.bands}
    return taken - {NDVI} | ({"red", "nir"} if NDVI in taken else set())


def channels_of(groups: Sequence[BandGroup]) -> tuple[str, ...]:
    """The channels of a chip for these groups, in order."""
    return tuple(band for group in groups for band in group.bands)


def normalise(dn: NDArray[np.floating], band: str) -> NDArray[np.float32]:
    """A band's network input from its offset-free DN (reflectance x 10000): 0.5 at the mean, not clipped."""
    mean, std = STATISTICS[band]
    return ((np.asarray(dn, np.float32) - np.float32(mean - 2 * std)) * np.float32(0.25 / std)).astype(np.float32)


def ndvi(red: NDArray[np.floating], nir: NDArray[np.floating]) -> NDArray[np.float32]:
    """(nir - red) / (nir + red) of offset-free DN, 0 where the sum is not positive; the network takes it as it is."""
    red, nir = np.asarray(red, np.float32), np.asarray(nir, np.float32)
    total = nir + red
    ratio = np.zeros_like(total)
    np.divide(nir - red, total, out=ratio, where=total > 0)
    return ratio


def network_input(dn: NDArray[np.floating], bands: Sequence[str]) -> NDArray[np.float32]:
    """Channels of ``groups_of(bands)``, [..., channels, h, w], from offset-free DN [..., bands, h, w]."""
    by_name = {band: dn[..., index, :, :] for index, band in enumerate(bands)}
    channels = channels_of(groups_of(bands))
    planes = np.empty((*dn.shape[:-3], len(channels), *dn.shape[-2:]), np.float32)
    for index, channel in enumerate(channels):
        is_ndvi = channel == NDVI
        plane = ndvi(by_name["red"], by_name["nir"]) if is_ndvi else normalise(by_name[channel], channel)
        planes[..., index, :, :] = plane
    return planes


def blank_chip(groups: Sequence[BandGroup], size: int) -> NDArray[np.float32]:
    """A constant chip [channels, size, size] of the training data's mean; its embeddings show the position alone."""
    levels = [BLANK_NDVI if channel == NDVI else BLANK_BAND for channel in channels_of(groups)]
    return np.broadcast_to(np.array(levels, np.float32)[:, None, None], (len(levels), size, size)).copy()
