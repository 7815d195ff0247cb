"""The encoders that one chooses from: what each is, what it takes, and where its weights come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ParameterError
from ..weights import checkpoints, registry
from . import random_features

DEFAULT_PATCH = 8
MAX_PATCH = 1024


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the user chooses from."""

    name: str
    title: str
    dim: int
    description: str
    recipes: tuple[tuple[str, str, float], ...]  # name, title, cost
    patch: tuple[int, int, int] = (DEFAULT_PATCH, 1, MAX_PATCH)  # default, minimum, maximum
    knows_sensors: bool = False
    pools: tuple[str, ...] = ("patch",)
    takes: str = "rasters"

    @property
    def embeds_chips(self) -> bool:
        """Whether it can give one embedding for all that it sees at once."""
        return "chip" in self.pools or self.takes == "images"

    @property
    def weights(self) -> tuple[str, str | None]:
        """The encoder and the part whose weights it takes; the first part by default."""
        return self.name.removesuffix("-image"), "image" if self.name.endswith("-image") else None


RANDOM_FEATURES = Entry(
    name=random_features.NAME,
    title="Random features",
    dim=512,
    description=(
        "Built in, nothing to download. Compares the fine texture and colours of any raster with small pieces of "
        "the raster itself (MOSAIKS). Fast and good for a first look; it has learned nothing about the Earth."
    ),
    recipes=(("plain", "Plain", 1.0),),
)
GALILEO = Entry(
    name="galileo-nano",
    title="Galileo nano",
    dim=128,
    description=(
        "Learned from satellite images of the whole Earth. For Sentinel-2 with ten bands, or the visible ones alone. "
        "Small enough for any laptop: the first choice for Sentinel-2."
    ),
    recipes=(
        ("balanced", "Balanced: the patch itself and its surroundings", 2.17),
        ("fast", "Fast: each patch by itself", 0.67),
        ("context", "Context: the patch itself and wider surroundings", 2.67),
        ("plain", "Plain: chips of 8 x 8 patches, as the model's own recipe", 1.0),
    ),
    patch=(8, 1, 8),
    knows_sensors=True,
    pools=("patch", "chip"),
)
CLAY = Entry(
    name="clay-v1.5",
    title="Clay v1.5",
    dim=1024,
    description=(
        "A large model for many sensors: Sentinel-2 and -1, Landsat, NAIP, LINZ, MODIS, or your own. Sees 256 pixels "
        "at once. Several seconds a chip without a graphics card."
    ),
    recipes=(("fast", "Fast: one grid of chips", 1.0), ("balanced", "Balanced: two shifted grids", 2.0)),
    patch=(8, 8, 8),
    knows_sensors=True,
    pools=("patch", "chip"),
)
SENSORS_OF: dict[str, tuple[str, ...]] = {GALILEO.name: ("sentinel-2-l2a",)}  # of the encoders that do not take all
ENTRIES = {entry.name: entry for entry in (RANDOM_FEATURES, GALILEO, CLAY)}
SATCLIP_CHIPS = {"resnet18": 256, "resnet50": 256, "vit16": 224}  # pixels on a chip's side
BACKBONES = {"resnet18": "ResNet18", "resnet50": "ResNet50", "vit16": "ViT16"}
LOCATION_ENTRIES = {
    name: Entry(
        name=name,
        title=f"SatCLIP {BACKBONES[backbone]} {degrees.upper()}",
        dim=256,
        description=(
            "Longitude and latitude become an embedding: no imagery is needed. "
            + (
                "Shows finer patterns, down to about a hundred kilometres. "
                if degrees == "l40"
                else "Smooth, continental patterns. "
            )
            + "For research on a global scale; nothing fine-grained, and not for defence or surveillance."
        ),
        recipes=(("plain", "Plain", 1.0),),
        takes="locations",
    )
    for backbone in BACKBONES
    for degrees in ("l10", "l40")
    for name in (f"satclip-{backbone}-{degrees}",)
}

IMAGE_ENTRIES = {
    f"{entry.name}-image": Entry(
        name=f"{entry.name}-image",
        title=f"{entry.title}, images",
        dim=entry.dim,
        description=(
            f"One embedding for each square of {SATCLIP_CHIPS[backbone]} pixels of Sentinel-2 with all 12 bands, in "
            "the same space as the places' embeddings. "
            "For research on a global scale; nothing fine-grained, and not for defence or surveillance."
        ),
        recipes=(("plain", "Plain", 1.0),),
        patch=(SATCLIP_CHIPS[backbone],) * 3,
        knows_sensors=True,
        takes="images",
    )
    for backbone in BACKBONES
    for entry in (LOCATION_ENTRIES[f"satclip-{backbone}-l10"], LOCATION_ENTRIES[f"satclip-{backbone}-l40"])
}
RASTER_ENTRIES = {**ENTRIES, **IMAGE_ENTRIES}


def list_encoders() -> list[dict[str, Any]]:
    """What the user can choose from, as plain values."""
    return [_listed(entry) for entry in (*RASTER_ENTRIES.values(), *LOCATION_ENTRIES.values())]


def _listed(entry: Entry) -> dict[str, Any]:
    default, minimum, maximum = entry.patch
    return {
        "name": entry.name,
        "title": entry.title,
        "dim": entry.dim,
        "takes": entry.takes,
        "description": entry.description,
        **_origin(entry),
        "patch": {"default": default, "minimum": minimum, "maximum": maximum},
        "recipes": [{"name": name, "title": title, "cost": cost} for name, title, cost in entry.recipes],
        "default_recipe": entry.recipes[0][0],
        "knows_sensors": entry.knows_sensors,
        "pools": list(entry.pools),
    }


def _origin(entry: Entry) -> dict[str, Any]:
    """Licence, source and state of the weights."""
    name, part_name = entry.weights
    if name not in registry.parts():
        return {
            "licence": "GPL-2.0-or-later",
            "licence_url": "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html",
            "source_url": "https://doi.org/10.1038/s41467-021-24638-z",
            "download_bytes": 0,
            "ready": True,
        }
    part = registry.find_part(name, part_name)
    return {
        "licence": part.licence,
        "licence_url": part.licence_url,
        "source_url": part.source_url,
        "download_bytes": part.download_bytes,
        "ready": checkpoints.find(name, part_name) is not None,
    }


def entry_named(name: str) -> Entry:
    """The encoder of this name; raises ParameterError."""
    if name not in RASTER_ENTRIES:
        raise ParameterError(f"There is no encoder {name!r}.", hint=f"Choose one of: {', '.join(RASTER_ENTRIES)}.")
    return RASTER_ENTRIES[name]


def sensors_of(entry: Entry) -> tuple[str, ...] | None:
    """The sensors that an encoder takes, None for all."""
    from ..sensors.sensors import SENTINEL_2_ALL

    return (SENTINEL_2_ALL,) if entry.name in IMAGE_ENTRIES else SENSORS_OF.get(entry.name)


def weights_path(entry: Entry, params: dict[str, Any]) -> Path:
    """The file that the encoder's weights come from; raises CheckpointError when there is none."""
    return Path(params["checkpoint"]) if params["checkpoint"] else checkpoints.require(*entry.weights).path
