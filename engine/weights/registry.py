"""The checkpoints that Landprint knows: where each is published, which tensors are wanted, under which licence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import ParameterError

RESOURCE = Path(__file__).resolve().parents[2] / "resources" / "checkpoints.json"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of a published file that is of use by itself, and so is downloaded by itself.

    ``prefixes`` are alternatives, each from the beginning of a published name to what replaces it; the first whose
    names are in the file is taken. ``revision`` is None where the commit is found at the first download.
    ``sha256`` is the whole file's, where it is known; such a file is fetched whole, or else its ranges.
    """

    encoder: str
    name: str
    title: str
    family: str
    licence: str
    licence_url: str
    source_url: str
    repo: str
    file: str
    revision: str | None
    sha256: str | None
    download_bytes: int
    file_bytes: int
    tensors: int
    prefixes: tuple[dict[str, str], ...]
    legendre_polys: int | None = None
    backbone: str | None = None

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


@cache
def parts() -> dict[str, dict[str, Part]]:
    """All parts by encoder and name; an encoder's first part is its default."""
    published: dict[str, dict[str, Any]] = json.loads(RESOURCE.read_text("utf-8"))
    return {encoder: _parts(encoder, entry) for encoder, entry in published.items()}


def _parts(encoder: str, entry: dict[str, Any]) -> dict[str, Part]:
    common = {key: value for key, value in entry.items() if key != "parts"}
    # The prefix keeps scanners from taking a digest for a secret.
    common["sha256"] = entry["sha256"].removeprefix("sha256:") if "sha256" in entry else None
    return {
        name: Part(**{**common, **part, "encoder": encoder, "name": name, "prefixes": tuple(part["prefixes"])})
        for name, part in entry["parts"].items()
    }


def find_part(encoder: str, part: str | None = None) -> Part:
    """The part, or the encoder's default one; raises ParameterError where there is none of that name."""
    if encoder not in parts():
        raise ParameterError(f"{encoder} has no checkpoint.", hint=f"Those with one: {', '.join(parts())}.")
    of_encoder = parts()[encoder]
    name = part or next(iter(of_encoder))
    if name not in of_encoder:
        raise ParameterError(f"{encoder} has no part {name}.", hint=f"Its parts: {', '.join(of_encoder)}.")
    return of_encoder[name]
