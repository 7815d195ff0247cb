"""A case of the corpus: files, and what is asked of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENCODER = "satclip-resnet18-l10"
UTM = "EPSG:32725"
AT = [288_150.0, 9_119_900.0]  # inside of all rasters here
WRITTEN = ("output", "certainty", "save_model")  # the parameters that name a file to write
Ask = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Files in ``folder`` of which one of ``damaged`` is damaged, and the requests that read them.

    In the requests {case} stands for the folder, {shared} for files that are never damaged and {output} for a new path
    without suffix.
    """

    name: str
    folder: Path
    damaged: tuple[str, ...]
    requests: tuple[Ask, ...]
    is_cache: bool = False  # its files are of the cache folder


def embed(raster: str, **params: Any) -> Ask:
    return "embed_raster", {"raster": [raster], "filters": 4, "patch": 8, "output": "{output}.tif", **params}


def new_folder(folder: Path, name: str) -> Path:
    path = folder / name
    path.mkdir()
    return path


def copy_case(case: Case, folder: Path) -> None:
    """A copy of the case's files."""
    shutil.copytree(case.folder, folder, dirs_exist_ok=True)
