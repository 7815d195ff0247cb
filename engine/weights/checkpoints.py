"""The checkpoints of the encoders: which are here, their weights, and how to get one.

A checkpoint is kept as ENCODER.PART.safetensors in the cache folder with only the tensors that are used, under names
without the published prefix (Clay: ``cls_token``; SatCLIP's location part: ``layers.0.weight``; its image part:
``conv1.weight`` and ``logit_scale``; Galileo: as published). Nothing of a file is ever executed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import CheckpointError
from ..files import disk_errors, graph_home, remove_partials
from ..progress import Reporter
from .cache import checkpoint_folder, checkpoint_path, keep_tensors
from .contents import Contents, hyper_parameters_of, wanted_of
from .registry import Part, find_part
from .tensor_file import DIGEST, Shape, TensorFile, digest_of, open_tensor_file
from .torch_zip import LocalFile, TorchZip

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """A checkpoint in the cache folder; ``sha256`` is of its tensors' bytes, ``commit`` and ``etag`` of its source."""

    part: Part
    path: Path
    bytes: int
    sha256: str
    origin: Mapping[str, str]

    @property
    def encoder(self) -> str:
        """The encoder that it is of."""
        return self.part.encoder


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The tensors of a checkpoint by Landprint's names, and what its training was told."""

    tensors: dict[str, np.ndarray]
    hyper_parameters: dict[str, Any]
    source: str
    recorded_sha256: str = field(default="", repr=False)

    @cached_property
    def sha256(self) -> str:
        """The digest of the tensors' bytes: the same for the same weights, whichever file they came in."""
        return self.recorded_sha256 or digest_of(self.tensors)

    def torch(self) -> dict[str, torch.Tensor]:
        """The tensors for torch, sharing their memory."""
        import torch

        return {name: torch.from_numpy(array) for name, array in self.tensors.items()}


def find(encoder: str, part: str | None = None, *, home: Path | None = None) -> Checkpoint | None:
    """The checkpoint in the cache folder, or None where there is none that is whole."""
    wanted = find_part(encoder, part)
    path = checkpoint_path(wanted, checkpoint_folder(home))
    try:
        file = open_tensor_file(path)
    except (OSError, CheckpointError):
        return None
    return Checkpoint(
        part=wanted,
        path=path,
        bytes=path.stat().st_size,
        sha256=file.metadata.get(DIGEST, ""),
        origin=file.metadata,
    )


def require(encoder: str, part: str | None = None, *, home: Path | None = None) -> Checkpoint:
    """The checkpoint in the cache folder; raises CheckpointError with how to get it."""
    checkpoint = find(encoder, part, home=home)
    if checkpoint is None:
        wanted = find_part(encoder, part)
        raise CheckpointError(
            f"The weights of {wanted.title} ({wanted.name}) are not here yet.",
            hint=f"Download them ({wanted.download_bytes / 1e6:,.0f} MB), or give a file of weights that you have.",
            command=f"download {encoder}{f' --part {wanted.name}' if part else ''}, or --checkpoint FILE",
        )
    return checkpoint


def load(checkpoint: Checkpoint) -> Weights:
    """The weights of a checkpoint; they are mapped, so only what is used is read."""
    file = open_tensor_file(checkpoint.path)
    return _mapped(checkpoint.part, file, recorded_sha256=checkpoint.sha256)


def load_file(path: Path | str, encoder: str, part: str | None = None) -> Weights:
    """The weights out of a file of the user's own (.ckpt, .pt, .safetensors), which stays where it is."""
    path, wanted = Path(path), find_part(encoder, part)
    if not _is_zip(path):
        return _mapped(wanted, open_tensor_file(path))
    with closing(LocalFile(path)) as file:
        contents = Contents.read(wanted, TorchZip(file))
        tensors = {name: contents.array(name) for name in contents.names}
    return Weights(tensors=tensors, hyper_parameters=contents.archive.hyper_parameters, source=path.name)


def _mapped(part: Part, file: TensorFile, recorded_sha256: str = "") -> Weights:
    names = wanted_of(part, file)
    arrays = file.arrays(names.values())
    return Weights(
        tensors={name: arrays[stored] for name, stored in names.items()},
        hyper_parameters=hyper_parameters_of(file),
        source=file.metadata.get("file", file.path.name),
        recorded_sha256=recorded_sha256,
    )


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror}.", hint="Choose another file.") from error
    return start == b"PK\x03\x04"


def import_file(
    path: Path | str,
    encoder: str,
    part: str | None = None,
    *,
    reporter: Reporter | None = None,
    home: Path | None = None,
) -> Checkpoint:
    """Copy the encoder's tensors out of a file of the user's own into the cache folder; needs no network."""
    from .download import alone

    path, wanted, folder = Path(path), find_part(encoder, part), checkpoint_folder(home)
    reporter = reporter or Reporter()
    is_zip = _is_zip(path)
    with disk_errors(folder), alone(wanted, folder):
        if is_zip:
            with closing(LocalFile(path)) as file:
                Contents.read(wanted, TorchZip(file)).keep(wanted, folder, {"file": path.name}, reporter)
        else:
            _keep_weights(wanted, folder, load_file(path, encoder, part))
    return require(encoder, part, home=home)


def _keep_weights(part: Part, folder: Path, weights: Weights) -> None:
    shapes = {name: Shape(dtype=array.dtype.str, sides=array.shape) for name, array in weights.tensors.items()}
    origin = {"file": weights.source, "hyper_parameters": json.dumps(weights.hyper_parameters)}
    keep_tensors(part, folder, shapes, weights.tensors.__getitem__, origin)


def download(
    encoder: str, part: str | None = None, reporter: Reporter | None = None, *, home: Path | None = None
) -> Checkpoint:
    """Fetch the checkpoint from the hub into the cache folder, going on from where an earlier try stopped.

    One that was downloaded before is left as it is; one that was imported is replaced. Raises CheckpointError and
    Cancelled; neither leaves anything that would be loaded.
    """
    from .download import download as fetch

    there = find(encoder, part, home=home)
    if there is not None and "commit" in there.origin:
        return there
    fetch(find_part(encoder, part), checkpoint_folder(home), reporter or Reporter())
    return require(encoder, part, home=home)


def verify(checkpoint: Checkpoint) -> bool:
    """Whether the tensors are still those that were written."""
    return digest_of(load(checkpoint).tensors) == checkpoint.sha256


def remove(encoder: str, part: str | None = None, *, home: Path | None = None) -> int:
    """Remove the checkpoint and what an unfinished download left; returns the bytes that this gave back."""
    from .download import forget_partial, partial_path

    wanted, folder = find_part(encoder, part), checkpoint_folder(home)
    files = [checkpoint_path(wanted, folder), partial_path(wanted, folder)]
    freed = sum(path.stat().st_size for path in files if path.exists()) + _remove_graphs(encoder, part, home)
    files[0].unlink(missing_ok=True)
    forget_partial(wanted, folder)
    remove_partials(files[0])
    return freed


def _remove_graphs(encoder: str, part: str | None, home: Path | None) -> int:
    """Remove what was made of the checkpoint for other runtimes; returns the bytes that this gave back."""
    checkpoint, graphs = find(encoder, part, home=home), graph_home(home)
    if checkpoint is None or not checkpoint.sha256 or not graphs.exists():
        return 0
    from ..runtimes.onnx_graph import remove_graphs

    return remove_graphs(checkpoint.sha256, graphs)
