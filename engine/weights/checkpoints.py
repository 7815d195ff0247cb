"""The checkpoints of the encoders: find, load, import, download, verify and remove them.

A checkpoint is kept as ENCODER.PART.safetensors in the cache folder with only the tensors that are used, under names
without the published prefix (Clay: ``cls_token``; SatCLIP's location part: ``layers.0.weight``; its image part:
``conv1.weight`` and ``logit_scale``; Galileo: as published). Nothing of a file is ever executed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import CheckpointError
from ..files import remove_partials
from ..progress import Reporter
from .archive import OpenFile, TorchArchive, wanted_tensors
from .cache import checkpoint_lock, checkpoint_path, keep_tensors, partial_path, remove_partial
from .registry import Part
from .tensor_file import BEGINNING_BYTES, DIGEST, TensorFile, digest_of, open_tensor_file, refuse_other_content


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """A checkpoint in the cache folder; ``sha256`` is of its tensors' bytes, ``origin`` has its source."""

    part: Part
    path: Path
    bytes: int
    sha256: str
    origin: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The tensors of a checkpoint by Landprint's names, and the hyper-parameters of its training."""

    tensors: dict[str, np.ndarray]
    hyper_parameters: dict[str, Any]
    source: str
    recorded_sha256: str = field(default="", repr=False)

    @cached_property
    def sha256(self) -> str:
        """The digest of the tensors' bytes: the same for the same weights, whichever file they came in."""
        return self.recorded_sha256 or digest_of(self.tensors)

    def tags(self) -> dict[str, str]:
        """Which weights they are, for the embeddings' tags."""
        return {"CHECKPOINT": str(self.source), "CHECKPOINT_SHA256": self.sha256}


def find(part: Part) -> Checkpoint | None:
    """The checkpoint in the cache folder, or None if it is missing or damaged."""
    path = checkpoint_path(part)
    try:
        file = open_tensor_file(path)
    except (OSError, CheckpointError):
        return None
    return Checkpoint(
        part=part,
        path=path,
        bytes=path.stat().st_size,
        sha256=file.metadata.get(DIGEST, ""),
        origin=file.metadata,
    )


def require(part: Part) -> Checkpoint:
    """The checkpoint in the cache folder; raises CheckpointError with how to get it."""
    checkpoint = find(part)
    if checkpoint is None:
        chosen = "" if part.is_only_one else f" --part {part.name}"
        raise CheckpointError(
            f"The weights of {part.title} ({part.name}) are not here yet.",
            hint=f"Download them ({part.download_bytes / 1e6:,.0f} MB), or give a file of weights that you have.",
            command=f"download {part.encoder}{chosen}, or --checkpoint FILE",
        )
    return checkpoint


def load_weights(part: Part, file: Path | str | None = None) -> Weights:
    """The weights in a file of the user's own, or those that were downloaded; raises CheckpointError."""
    return load_file(file, part) if file else load(require(part))


def load(checkpoint: Checkpoint) -> Weights:
    """The weights of a checkpoint, memory-mapped."""
    file = open_tensor_file(checkpoint.path)
    source = file.metadata.get("file", checkpoint.path.name)
    return _weights(checkpoint.part, file, source, recorded_sha256=checkpoint.sha256)


def load_file(path: Path | str, part: Part) -> Weights:
    """The weights in a file of the user's own (.ckpt, .pt, .safetensors)."""
    with _opened(Path(path)) as (file, source):
        return _weights(part, file, source)


def _weights(part: Part, file: TorchArchive | TensorFile, source: str, recorded_sha256: str = "") -> Weights:
    return Weights(
        tensors={name: file.array(stored) for name, stored in wanted_tensors(part, file).items()},
        hyper_parameters=file.hyper_parameters,
        source=source,
        recorded_sha256=recorded_sha256,
    )


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[TorchArchive | TensorFile, str]]:
    """The file of weights of the user's own, and the name of the file that its weights were published in."""
    try:
        if path.exists() and not path.is_file():  # to open a pipe would wait for whoever writes to it
            raise CheckpointError(f"{path} is no file.", hint="Choose a file of weights.")
        file = path.open("rb")
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror}.", hint="Choose another file.") from error
    with file:
        beginning = file.read(BEGINNING_BYTES)
        refuse_other_content(path.name, beginning)
        if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # a zip's first record, or the end of an empty one
            yield TorchArchive.read(OpenFile(file, path.name)), path.name
        else:
            tensor_file = open_tensor_file(path)
            yield tensor_file, tensor_file.metadata.get("file", path.name)


def import_file(path: Path | str, part: Part, *, reporter: Reporter | None = None) -> Checkpoint:
    """Copy the encoder's tensors out of a file of the user's own into the cache folder; needs no network."""
    with _opened(Path(path)) as (file, source), checkpoint_lock(part):
        keep_tensors(part, file, wanted_tensors(part, file), {"file": source}, reporter or Reporter())
    return require(part)


def download(part: Part, reporter: Reporter | None = None) -> Checkpoint:
    """Fetch the checkpoint from the hub into the cache folder, going on from where an earlier try stopped.

    One that was downloaded before is left as it is; one that was imported is replaced. Raises CheckpointError and
    Cancelled; neither leaves anything that would be loaded.
    """
    from .download import download as fetch

    checkpoint = find(part)
    if checkpoint is None or "commit" not in checkpoint.origin:
        fetch(part, reporter or Reporter())
        checkpoint = require(part)
    return checkpoint


def verify(checkpoint: Checkpoint) -> bool:
    """Whether the tensors are still those that were written."""
    return digest_of(load(checkpoint).tensors) == checkpoint.sha256


def remove(part: Part) -> int:
    """Remove the checkpoint and its unfinished download; returns the bytes freed."""
    kept = checkpoint_path(part)
    # A file that is in use cannot be removed on Windows, and a download that is under way would lose its own.
    with checkpoint_lock(part):
        freed = sum(path.stat().st_size for path in (kept, partial_path(part)) if path.exists())
        kept.unlink(missing_ok=True)
        remove_partial(part)
        remove_partials(kept)
    return freed
