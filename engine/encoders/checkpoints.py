"""Download, import, list, remove and check the encoders' checkpoints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..progress import Reporter
from ..weights import checkpoints
from ..weights.cache import checkpoint_folder, partial_path
from ..weights.checkpoints import Checkpoint, Weights
from ..weights.registry import Part
from .catalogue import check_weights, parts
from .trust import OTHER_FILE, Item, Verdict

FETCHED_FRACTION = 0.9  # of a download; the rest is its check


def download(part: Part, reporter: Reporter) -> dict[str, Any]:
    """Fetch a checkpoint and check it; one that is here already is only described."""
    before = checkpoints.find(part)
    checkpoint = checkpoints.download(part, reporter.part(0.0, FETCHED_FRACTION))
    if checkpoint == before:
        return {**_described(checkpoint), "agrees": None, "sentence": f"{part.title} is here already."}
    return _checked(checkpoint, reporter.part(FETCHED_FRACTION, 1.0))


def import_checkpoint(part: Part, path: str, reporter: Reporter) -> dict[str, Any]:
    """Copy what is needed of a file of the user's own into the cache folder, and check it."""
    kept = checkpoints.import_file(path, part, reporter=reporter.part(0.0, FETCHED_FRACTION))
    return _checked(kept, reporter.part(FETCHED_FRACTION, 1.0))


def _checked(checkpoint: Checkpoint, reporter: Reporter) -> dict[str, Any]:
    reporter.report(0.0, f"Checking {checkpoint.part.title}")
    try:
        verdict = check_weights(checkpoint.part, checkpoints.load(checkpoint), reporter)
    except UserError as error:
        # It is here, whatever the check says of it.
        return {**_described(checkpoint), "agrees": None, "sentence": str(error)}
    return {**_described(checkpoint), "agrees": verdict.agrees, "sentence": verdict.sentence}


def _described(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint in the cache folder, as plain values."""
    origin = checkpoint.origin
    commit = origin.get("commit", "")
    return {
        "encoder": checkpoint.part.encoder,
        "part": checkpoint.part.name,
        "title": checkpoint.part.title,
        "bytes": checkpoint.bytes,
        "origin": f"{origin['repo']}/{origin['file']} at {commit[:12]}" if commit else origin.get("file", "unknown"),
        "path": str(checkpoint.path),
    }


def list_checkpoints() -> dict[str, Any]:
    """What the cache folder has, and what downloads that stopped have left there."""
    found = [checkpoint for part in parts() if (checkpoint := checkpoints.find(part))]
    unfinished = list(_unfinished())
    listed = [_described(checkpoint) for checkpoint in found]
    return {
        "folder": str(checkpoint_folder()),
        "checkpoints": listed,
        "unfinished": unfinished,
        "bytes": sum(entry["bytes"] for entry in [*listed, *unfinished]),
    }


def _unfinished() -> Iterator[dict[str, Any]]:
    for part in parts():
        path = partial_path(part)
        if path.exists():
            yield {"encoder": part.encoder, "part": part.name, "bytes": path.stat().st_size}


def check(part: Part, file: str | None, heads: int | None, reporter: Reporter) -> dict[str, Any]:
    """Whether the encoder gives the numbers that are known of it, from ``file`` or from what is here."""
    reporter.report(0.0, f"Checking {part.title}")
    weights = checkpoints.load_weights(part, file)
    item = _published_file(part, Path(file)) if file else _unchanged(checkpoints.require(part))
    verdict = _verdict(part, weights, item, reporter, heads)
    return {**asdict(verdict), "items": [asdict(item) for item in verdict.items]}


def _verdict(part: Part, weights: Weights, item: Item | None, reporter: Reporter, heads: int | None) -> Verdict:
    if item is not None and item.agrees is False:
        sentence = f"The file of {part.title} has changed since it was kept. {OTHER_FILE}"
        return Verdict(encoder=part.encoder, agrees=False, sentence=sentence, items=(item,))
    verdict = check_weights(part, weights, reporter, heads=heads)
    return replace(verdict, items=(item, *verdict.items)) if item else verdict


def _unchanged(checkpoint: Checkpoint) -> Item:
    same = checkpoints.verify(checkpoint)
    return Item(
        name="the file as it was kept", expected="unchanged", found="unchanged" if same else "changed", agrees=same
    )


def _published_file(part: Part, path: Path) -> Item | None:
    """Whether this is the published file itself, where its sha256 is known; the same weights may be in another."""
    if not part.sha256:
        return None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Item(
        name="sha256 of the file",
        expected=f"{part.sha256[:16]}…",
        found=f"{digest[:16]}…",
        agrees=True if digest == part.sha256 else None,
    )
