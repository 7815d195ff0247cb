"""Where Landprint keeps what it can make or fetch again, and how a checkpoint is put there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from .registry import Part
from .tensor_file import Shape, write_tensors


def home_folder(home: Path | None = None) -> Path:
    """``home``, or LANDPRINT_HOME, or the system's cache folder for landprint; it may not be there yet."""
    given = home or os.environ.get("LANDPRINT_HOME")
    return Path(given).expanduser() if given else platformdirs.user_cache_path("landprint", appauthor=False)


def checkpoint_folder(home: Path | None = None) -> Path:
    """Where the checkpoints are kept."""
    return home_folder(home) / "checkpoints"


def graph_home(home: Path | None = None) -> Path:
    """Where the graphs are kept that are made of checkpoints for other runtimes."""
    return home_folder(home) / "graphs"


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
    drop_unfinished(path)
    writing = path.with_name(f".{path.name}.{os.getpid()}.writing")
    metadata = {**origin, "format": "pt", "encoder": part.encoder, "part": part.name}
    try:
        with writing.open("wb") as file:
            write_tensors(file, shapes, read, metadata)
            file.flush()
            os.fsync(file.fileno())
        writing.replace(path)
    finally:
        writing.unlink(missing_ok=True)
    return path


def drop_unfinished(path: Path) -> None:
    """Remove what a process that was killed while it wrote ``path`` left; nobody else may be writing it."""
    for left in path.parent.glob(f".{path.name}.*.writing"):
        left.unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    """The object in ``path``, empty where there is none or it is cut off."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Put ``content`` into ``path``, whole or not at all."""
    writing = path.with_name(f".{path.name}.{os.getpid()}.writing")
    writing.write_text(json.dumps(content, indent=1), "utf-8")
    writing.replace(path)
