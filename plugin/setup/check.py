"""Whether a Python does as the engine's: its version, its packages, and a real embedding."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ..client.environment import EngineEnvironment
from ..translation import tr
from .catalogue import ROOT
from .failures import SetupFailure, disk_failure
from .fetch import IsCancelled
from .uv import run

OLDEST_PYTHON = (3, 10)
VERSION = "import sys, sysconfig; print(sys.implementation.name, *sys.version_info[:2], sys.maxsize > 2**32)"
SIDE = 16  # pixels
# Every package is imported: one that is broken would else be found in the middle of someone's work.
IMPORTS = (
    "import numpy, onnxruntime, onnx, rasterio, affine, sklearn.cluster, threadpoolctl, pyogrio, pyarrow, shapely,"
    " huggingface_hub, safetensors, platformdirs, tqdm, filelock"
)
CHECKPOINT_FOLDER = "from engine.weights.cache import checkpoint_folder; print(checkpoint_folder())"


def never() -> bool:
    """No one cancels."""
    return False


def python_version(python: Path, is_cancelled: IsCancelled = never) -> tuple[int, int]:
    """The version of a Python that the engine could run on; raises SetupFailure."""
    try:
        text = _run(python, ["-I", "-c", VERSION], python.parent, is_cancelled)
    except SetupFailure as failure:
        if failure.kind != "unknown":
            raise
        raise SetupFailure(
            "wrong_python", tr("{python} is no Python").format(python=python), failure.detail
        ) from failure
    try:
        name, first, second, is_64_bit = text.split()[-4:]
        version = int(first), int(second)
    except ValueError as error:
        raise SetupFailure("wrong_python", tr("{python} is no Python").format(python=python), text) from error
    if name != "cpython" or is_64_bit != "True":
        raise SetupFailure("wrong_python", tr("{python} is not a CPython of 64 bits").format(python=python), text)
    if version < OLDEST_PYTHON:
        found, oldest = (".".join(map(str, pair)) for pair in (version, OLDEST_PYTHON))
        raise SetupFailure(
            "wrong_python",
            tr("{python} is Python {found}, and the engine needs {oldest} or newer").format(
                python=python, found=found, oldest=oldest
            ),
            text,
        )
    return version


def check_python(python: Path, root: Path = ROOT, is_cancelled: IsCancelled = never, *, with_gpu: bool = False) -> None:
    """Embed a tiny raster with this Python; raises SetupFailure, takes seconds."""
    python_version(python, is_cancelled)
    imports = f"{IMPORTS}, torch" if with_gpu else IMPORTS
    _run(python, ["-s", "-X", "utf8", "-c", imports], root, is_cancelled)
    try:
        with tempfile.TemporaryDirectory(prefix="landprint-") as folder:
            raster = Path(folder) / "raster.asc"
            header = f"ncols {SIDE}\nnrows {SIDE}\nxllcorner 0\nyllcorner 0\ncellsize 10\n"
            rows = (" ".join(str((row * column) % 7) for column in range(SIDE)) for row in range(SIDE))
            raster.write_text(header + "\n".join(rows) + "\n", "ascii")
            options = ["--raster", str(raster), "--encoder", "random-features", "--output", str(Path(folder) / "e.tif")]
            _run(python, ["-s", "-X", "utf8", "-m", "engine", "embed-raster", *options], root, is_cancelled)
    except OSError as error:
        raise disk_failure(error, tempfile.gettempdir()) from error


def keep_checkpoints(python: Path, files: Sequence[Path], root: Path = ROOT, is_cancelled: IsCancelled = never) -> None:
    """Move checkpoints to the engine's own cache; those that are there already stay. Raises SetupFailure."""
    if not files:
        return
    folder = Path(_run(python, ["-s", "-X", "utf8", "-c", CHECKPOINT_FOLDER], root, is_cancelled).strip())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            if not (folder / file.name).exists():
                partial = folder / f".{file.name}.kit"
                shutil.copyfile(file, partial)  # the cache may be on another disk
                partial.replace(folder / file.name)
    except OSError as error:
        raise disk_failure(error, error.filename or folder) from error


def _run(python: Path, arguments: list[str], folder: Path, is_cancelled: IsCancelled) -> str:
    variables = EngineEnvironment(python=python, root=folder).variables()
    return run([str(python), *arguments], variables, folder, lambda _line: None, is_cancelled)
