"""Where Landprint keeps what it can make or fetch again, and how a checkpoint is put there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from ..files import atomic_write, cache_folder
from .registry import Part
from .tensor_file import Shape, write_tensors


def checkpoint_folder(home: Path | None = None) -> Path:
    """Where the checkpoints are kept."""
    return (home or cache_folder()) / "checkpoints"


def checkpoint_path(part: Part, folder: Path) -> Path:
    """Where the checkpoint of ``part`` is kept."""
    return folder / f"{part.encoder}.{part.name}.safetensors"


def keep_tensors(
    part: Part,
    folder: Path,
    shapes: Mapping[str, Shape],
    read: Callable[[str], np.ndarray],
    origin: Mapping[str, str],
) -> Path:
    """Write the tensors that ``read`` gives to their place in the cache, whole or not at all.

    ``origin`` says where they come from and is kept with them.
    """
    path = checkpoint_path(part, folder)
    folder.mkdir(parents=True, exist_ok=True)
    metadata = {**origin, "format": "pt", "encoder": part.encoder, "part": part.name}
    with atomic_write(path) as partial, partial.open("wb") as file:
        write_tensors(file, shapes, read, metadata)
        file.flush()
        os.fsync(file.fileno())
    return path
