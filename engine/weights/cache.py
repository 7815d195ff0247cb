"""The cache directory of the checkpoints: its paths, the lock on each, and the atomic write of one."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import filelock
import numpy as np

from ..errors import CheckpointError
from ..files import atomic_write, cache_folder, disk_errors
from ..progress import Reporter
from .archive import TorchArchive
from .registry import Part
from .tensor_file import TensorFile, stored_order, write_tensors


def checkpoint_folder() -> Path:
    """The directory of the checkpoints."""
    return cache_folder() / "checkpoints"


def checkpoint_path(part: Part) -> Path:
    """The path of the checkpoint of ``part``."""
    return checkpoint_folder() / f"{part.encoder}.{part.name}.safetensors"


def partial_path(part: Part) -> Path:
    """The path of an unfinished download's bytes."""
    return checkpoint_folder() / f".{part.encoder}.{part.name}.partial"


def journal_path(part: Part) -> Path:
    """The path of the record of which bytes those are."""
    return checkpoint_folder() / f".{part.encoder}.{part.name}.journal"


@contextlib.contextmanager
def checkpoint_lock(part: Part) -> Iterator[None]:
    """Let one process alone write the files of ``part``; raises CheckpointError, and the disk's errors as sentences."""
    folder = checkpoint_folder()
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            # The lock goes with its process, however that ends.
            with filelock.FileLock(folder / f".{part.encoder}.{part.name}.lock", timeout=0):
                yield
        except filelock.Timeout as error:
            raise CheckpointError(
                f"{part.title} is being downloaded or imported already.",
                hint="Wait for it, or cancel it in the other window.",
            ) from error


def keep_tensors(
    part: Part, file: TorchArchive | TensorFile, names: dict[str, str], origin: dict[str, str], reporter: Reporter
) -> None:
    """Write the tensors of ``file`` that ``names`` gives to the cache, one at a time, the checkpoint whole or not.

    ``names`` has Landprint's name of each with its name in the file; ``origin`` says where they come from and is kept
    with them.
    """
    stored_shapes = file.shapes
    shapes = {name: stored_shapes[stored] for name, stored in names.items()}

    def arrays() -> Iterator[np.ndarray]:
        for done, name in enumerate(stored_order(shapes)):
            reporter.report(done / len(shapes), f"Keeping {part.title}")
            yield file.array(names[name])

    metadata = {**origin, "hyper_parameters": json.dumps(file.hyper_parameters)}
    metadata |= {"format": "pt", "encoder": part.encoder, "part": part.name}
    with atomic_write(checkpoint_path(part)) as writing, writing.open("wb") as target:
        write_tensors(target, shapes, arrays(), metadata)
        target.flush()
        os.fsync(target.fileno())


def remove_partial(part: Part) -> None:
    """Remove an unfinished download."""
    partial_path(part).unlink(missing_ok=True)
    journal_path(part).unlink(missing_ok=True)
