"""The encoders that one chooses from: the rows of resources/encoders.json, each with its family and its weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import ParameterError
from ..progress import Reporter
from ..weights import checkpoints
from ..weights.checkpoints import Weights
from ..weights.registry import Part, part_of_row, rows
from . import random_features
from .clay.family import CLAY
from .family import Family
from .galileo.family import GALILEO
from .satclip import family as satclip
from .trust import Verdict

DEFAULT_PATCH = 8
MAX_PATCH = 1024

# In the order in which their encoders are listed.
FAMILIES: tuple[Family, ...] = (random_features.FAMILY, GALILEO, CLAY, satclip.IMAGES, satclip.LOCATIONS)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What the user chooses from; ``patch`` is its default, least and largest, ``sensors`` None where it takes all."""

    name: str
    title: str
    family: Family
    part: Part | None
    takes: str
    patch: tuple[int, int, int]
    knows_sensors: bool
    pools: tuple[str, ...]
    sensors: tuple[str, ...] | None

    @property
    def embeds_chips(self) -> bool:
        """Whether it can give one embedding for all that it sees at once."""
        return "chip" in self.pools or self.takes == "images"

    def weights(self, file: str | None) -> Weights:
        """Those in a file of the user's own, or those that were downloaded; raises CheckpointError."""
        if self.part is None:
            raise no_checkpoint(self.name)
        return checkpoints.load_weights(self.part, file)

    def weights_path(self, file: str | None) -> Path:
        """The file that its weights come from; raises CheckpointError when there is none."""
        if self.part is None:
            raise no_checkpoint(self.name)
        return Path(file) if file else checkpoints.require(self.part).path


@cache
def entries() -> dict[str, Entry]:
    """All encoders by name, family by family."""
    names = [family.name for family in FAMILIES]
    found = sorted(rows(), key=lambda name: names.index(rows()[name]["family"]))
    return {name: _entry(name, FAMILIES[names.index(rows()[name]["family"])]) for name in found}


def _entry(name: str, family: Family) -> Entry:
    row = rows()[name]
    return Entry(
        name=name,
        title=row["title"],
        family=family,
        part=part_of_row(name, family.layout),
        takes=row["takes"],
        patch=tuple(row.get("patch", (DEFAULT_PATCH, 1, MAX_PATCH))),
        knows_sensors=row.get("knows_sensors", False),
        pools=tuple(row.get("pools", ("patch",))),
        sensors=tuple(row["sensors"]) if "sensors" in row else None,
    )


def raster_entries() -> dict[str, Entry]:
    """The encoders that take a raster, by name."""
    return {name: entry for name, entry in entries().items() if entry.takes != "locations"}


def entry_named(name: str) -> Entry:
    """The encoder of rasters of this name; raises ParameterError."""
    known = raster_entries()
    if name not in known:
        raise ParameterError(f"There is no encoder {name!r}.", hint=f"Choose one of: {', '.join(known)}.")
    return known[name]


def list_encoders() -> list[dict[str, Any]]:
    """What the user can choose from, as plain values."""
    return [_listed(entry) for entry in entries().values()]


def _listed(entry: Entry) -> dict[str, Any]:
    row = rows()[entry.name]
    default, minimum, maximum = entry.patch
    about = ("title", "dim", "takes", "description", "licence", "licence_url", "source_url", "download_bytes")
    return {
        "name": entry.name,
        **{key: row[key] for key in about},
        "ready": entry.part is None or checkpoints.find(entry.part) is not None,
        "patch": {"default": default, "minimum": minimum, "maximum": maximum},
        "recipes": row["recipes"],
        "default_recipe": row["recipes"][0]["name"],
        "knows_sensors": entry.knows_sensors,
        "pools": list(entry.pools),
    }


# Weights


def parts() -> list[Part]:
    """The parts of all checkpoints."""
    return [part for name in rows() if (part := entries()[name].part)]


def find_part(encoder: str, part: str | None = None) -> Part:
    """The part of the checkpoint that is published as ``encoder``, its first by default; raises ParameterError."""
    of_encoder = {found.name: found for found in parts() if found.encoder == encoder}
    if not of_encoder:
        raise no_checkpoint(encoder)
    name = part or next(iter(of_encoder))
    if name not in of_encoder:
        raise ParameterError(f"{encoder} has no part {name}.", hint=f"Its parts: {', '.join(of_encoder)}.")
    return of_encoder[name]


def no_checkpoint(encoder: str) -> ParameterError:
    """The refusal where weights are wanted of an encoder without."""
    known = dict.fromkeys(part.encoder for part in parts())
    return ParameterError(f"{encoder} has no checkpoint.", hint=f"Those with one: {', '.join(known)}.")


def part_of(encoder: str, part: str | None) -> Part:
    """The part of a checkpoint; an image encoder is a part of the encoder that it belongs to. Raises ParameterError."""
    own = entries()[encoder].part if encoder in entries() else None
    return find_part(own.encoder, part or own.name) if own is not None else find_part(encoder, part)


def check_weights(part: Part, weights: Weights, reporter: Reporter, *, heads: int | None = None) -> Verdict:
    """Compare what the encoder gives with what is known of it; raises CheckpointError for what cannot be loaded."""
    (family,) = (family for family in FAMILIES if family.name == part.family)
    return family.check(part, weights, reporter, heads)
