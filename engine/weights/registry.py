"""The rows of resources/encoders.json, and what they say of an encoder's weights: where published, which tensors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

RESOURCE = Path(__file__).resolve().parents[2] / "resources" / "encoders.json"

Sides = tuple[int, ...]


@cache
def rows() -> dict[str, dict[str, Any]]:
    """The rows of all encoders by name, each with what its family's encoders share."""
    table = json.loads(RESOURCE.read_text("utf-8"))
    return {name: {**table["families"].get(row["family"], {}), **row} for name, row in table["encoders"].items()}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of a published file that is of use by itself, and so is downloaded by itself.

    ``encoder`` is the one that the file is published as, and ``layout`` gives the tensors that its family's model
    needs. ``prefixes`` are alternatives, each from the beginning of a published name to what replaces it; the first
    whose names are in the file is taken. ``revision`` is the commit that Landprint was written for; where it is not
    known (None) the first download's is kept. ``sha256`` is the whole file's, where it is known; such a file is fetched
    whole, or else its ranges.
    """

    encoder: str
    name: str
    title: str
    family: str
    layout: Layout = field(repr=False)
    licence: str
    licence_url: str
    source_url: str
    repo: str
    file: str
    revision: str | None
    sha256: str | None
    download_bytes: int
    prefixes: tuple[dict[str, str], ...]
    settings: Mapping[str, Any]  # what else tells it from the other encoders of its family

    @property
    def is_only_one(self) -> bool:
        """Whether the published file has no other part."""
        return self.name == "encoder"

    def wanted(self, names: Iterable[str]) -> dict[str, str]:
        """Landprint's names of the wanted tensors, each with its name in the file; empty where none is there."""
        names = list(names)
        for prefixes in self.prefixes:
            found = {
                new + name.removeprefix(old): name
                for name in names
                for old, new in prefixes.items()
                if name.startswith(old)
            }
            if found:
                return found
        return {}


# The names and shapes that a part's tensors must have, sized by a few of the shapes that its file has, whose
# hyper-parameters may tell it from another; raises CheckpointError, or LookupError for a tensor that is missing.
Layout = Callable[[Part, Mapping[str, Sides], Mapping[str, Any]], Mapping[str, Sides]]


def part_of_row(name: str, layout: Layout) -> Part | None:
    """What the row of this encoder says of its weights; None for an encoder without."""
    row = rows()[name]
    if "file" not in row:
        return None
    return Part(
        encoder=row.get("checkpoint", name),
        name=row["part"],
        title=row.get("checkpoint_title", row["title"]),
        layout=layout,
        # The prefixes keep scanners from taking a digest for a secret.
        revision=row["revision"].removeprefix("commit:") if "revision" in row else None,
        sha256=row["sha256"].removeprefix("sha256:") if "sha256" in row else None,
        prefixes=tuple(row["prefixes"]),
        settings=row.get("settings", {}),
        **{key: row[key] for key in ("family", "licence", "licence_url", "source_url", "repo", "file")},
        download_bytes=row["download_bytes"],
    )
