"""A look at the engine, its packages, the computer and the weights: a line each, with a remedy where one is needed.

It is for environments in which something is missing: the standard library alone is loaded with this file.
"""

from __future__ import annotations

import importlib
import os
import platform
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .. import VERSION
from ..errors import Cancelled, UserError
from ..machine import free_memory, total_memory
from ..progress import Reporter
from .rasters import RASTER_OPERATIONS

if TYPE_CHECKING:
    from .operation import Operation
    from .state import State

GOOD, NOTE, BAD = "good", "note", "bad"
OLDEST_PYTHON = (3, 10)
REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
LOCK = Path(__file__).resolve().parents[2] / "resources" / "setup" / "engine.txt"  # what the set-up installs
IMPORT_NAMES = {"scikit-learn": "sklearn", "msvc-runtime": ""}  # where they are not the package's own; "" for none
SET_UP_AGAIN = "Set up the engine again."
LITTLE_MEMORY, LITTLE_DISK = 4_000_000_000, 2_000_000_000  # Clay in full precision; its weights, and a run's scratch
MUCH_SCRATCH = 1_000_000_000
GIGABYTE = 1_000_000_000
SIDE, PATCH = 64, 8  # pixels of the built-in raster, and of its patches
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
DIFFERENT = 0.9  # cosine that two kinds of ground stay below


@dataclass(frozen=True, kw_only=True)
class Line:
    """One finding: "good", "note" or "bad", in a sentence; ``remedy`` is what helps."""

    topic: str
    state: str
    sentence: str
    remedy: str = ""


Check = Callable[["State", Reporter], Iterator[Line]]


def diagnose(state: State, reporter: Reporter) -> dict[str, Any]:
    """All findings, and what they come to in a sentence; raises Cancelled alone."""
    lines: list[Line] = []
    for number, (topic, check) in enumerate(CHECKS.items()):
        reporter.report(number / len(CHECKS), f"Looking at: {topic.lower()}")
        part = reporter.part(number / len(CHECKS), (number + 1) / len(CHECKS))
        try:
            for line in check(state, part):
                lines.append(line)  # noqa: PERF402 - those before a failure count too
        except Cancelled:
            raise
        except UserError as error:
            lines.append(Line(topic=topic, state=BAD, sentence=error.message, remedy=error.hint))
        except ImportError as error:
            sentence = f"{topic} cannot be looked at: {error}."
            lines.append(Line(topic=topic, state=BAD, sentence=sentence, remedy=SET_UP_AGAIN))
        except Exception as error:  # noqa: BLE001 - whatever is broken here, the other lines are still wanted
            sentence = f"{topic} cannot be looked at: {type(error).__name__}: {error}."
            lines.append(Line(topic=topic, state=BAD, sentence=sentence, remedy="Please report it with these lines."))
    bad = sum(line.state == BAD for line in lines)
    sentence = "Everything works." if not bad else f"{bad} {'line needs' if bad == 1 else 'lines need'} attention."
    return {"sentence": sentence, "lines": [asdict(line) for line in lines]}


def _versions(_state: State, _reporter: Reporter) -> Iterator[Line]:
    topic = "Engine"
    version = platform.python_version()
    yield Line(topic=topic, state=GOOD, sentence=f"Landprint {VERSION} on {platform.platform()}.")
    if sys.version_info[:2] < OLDEST_PYTHON:
        sentence = f"Python {version} is too old: the engine needs 3.10 or newer."
        yield Line(topic=topic, state=BAD, sentence=sentence, remedy=SET_UP_AGAIN)
    else:
        yield Line(topic=topic, state=GOOD, sentence=f"Python {version}, in {sys.prefix}.")


def _packages(_state: State, _reporter: Reporter) -> Iterator[Line]:
    topic, there, missing = "Packages", [], []
    installed = {line.partition("==")[0].replace("-", "_") for line in LOCK.read_text("utf-8").splitlines()}
    for text in REQUIREMENTS.read_text("utf-8").splitlines():
        requirement = text.partition("#")[0].strip()
        name = re.match(r"[\w.-]+", requirement)
        if name is None or name[0].replace("-", "_") not in installed or not _applies(requirement):
            continue
        try:
            metadata.version(name[0])
        except metadata.PackageNotFoundError:
            missing.append(name[0])
            continue
        problem, remedy = _package_problem(name[0], requirement)
        if problem:
            yield Line(topic=topic, state=BAD, sentence=problem, remedy=remedy)
        else:
            there.append(f"{name[0]} {metadata.version(name[0])}")
    if missing:
        what = "This package is" if len(missing) == 1 else "These packages are"
        yield Line(topic=topic, state=BAD, sentence=f"{what} missing: {', '.join(missing)}.", remedy=SET_UP_AGAIN)
    if there:
        yield Line(topic=topic, state=GOOD, sentence=f"{len(there)} packages are here and load: {', '.join(there)}.")


def _applies(requirement: str) -> bool:
    """Whether the requirement is one of this computer; one with a condition only where that can be told."""
    if ";" not in requirement:
        return True
    try:
        marker = importlib.import_module("packaging.markers").Marker(requirement.partition(";")[2])
    except ImportError:
        return False
    return bool(marker.evaluate())


def _package_problem(name: str, requirement: str) -> tuple[str, str]:
    """What is wrong with a package and what helps, empty where nothing is."""
    version = metadata.version(name)
    try:
        wanted = importlib.import_module("packaging.requirements").Requirement(requirement)
        if not wanted.specifier.contains(version, prereleases=True):
            return f"{name} is version {version}, and the engine needs {wanted.specifier}.", SET_UP_AGAIN
        if module := IMPORT_NAMES.get(name, name.replace("-", "_")):
            importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != "packaging":
            return f"{name} {version} does not load: {error}.", SET_UP_AGAIN
    except (ImportError, OSError) as error:
        runtime = "Install “Microsoft Visual C++ Redistributable (x64)” from Microsoft, or set up the engine again."
        return f"{name} {version} does not load: {error}.", runtime if os.name == "nt" else SET_UP_AGAIN
    return "", ""


def _graphics(_state: State, _reporter: Reporter) -> Iterator[Line]:
    from ..runtimes.accelerators import accelerators, has_torch

    topic = "Graphics card"
    if os.environ.get("LANDPRINT_DEVICE", "").lower() == "cpu":
        sentence = "Models run on the processor, as the options say."
        yield Line(topic=topic, state=GOOD, sentence=sentence)
        return
    found = accelerators()
    for device in found:
        sentence = f"{device.name} is used, with {device.free_bytes() / GIGABYTE:.1f} GB to spare."
        yield Line(topic=topic, state=GOOD, sentence=sentence)
    if not found and shutil.which("nvidia-smi"):
        what = "PyTorch cannot use it" if has_torch() else "the engine was set up without PyTorch"
        sentence = f"There is an NVIDIA card, but {what}: models run on the processor."
        remedy = "Update the card's driver." if has_torch() else "Set up the engine again, with GPU."
        yield Line(topic=topic, state=NOTE, sentence=sentence, remedy=remedy)
    elif not found:
        what = "There is no graphics card that PyTorch can use" if has_torch() else "PyTorch is not installed"
        yield Line(topic=topic, state=GOOD, sentence=f"{what}: models run on the processor, by ONNX Runtime.")


def _computer(_state: State, _reporter: Reporter) -> Iterator[Line]:
    from ..threads import worker_count

    topic = "Computer"
    cores, threads = os.cpu_count() or 1, worker_count()
    yield Line(topic=topic, state=GOOD, sentence=f"{cores} processor cores, of which {threads} are used.")
    total, free = total_memory(), free_memory()
    if total is None:
        return
    left = "" if free is None else f", {free / GIGABYTE:.1f} GB of them free"
    sentence = f"{total / GIGABYTE:.1f} GB of memory{left}."
    if min(total, free or total) < LITTLE_MEMORY:
        remedy = "Close other programs before you use Clay, or take Galileo nano, which needs little."
        yield Line(topic=topic, state=NOTE, sentence=sentence, remedy=remedy)
    else:
        yield Line(topic=topic, state=GOOD, sentence=sentence)


def _disk(_state: State, _reporter: Reporter) -> Iterator[Line]:
    from ..embedding.scratch import list_scratches
    from ..files import cache_folder, disk_errors, free_bytes
    from ..weights.cache import checkpoint_folder

    topic, folder = "Disk", cache_folder()
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    weights = sum(path.stat().st_size for path in checkpoint_folder().glob("*") if path.is_file())
    scratch = sum(entry["bytes"] for entry in list_scratches())
    sentence = f"The cache folder is {folder}: {_size(weights)} of weights, {_size(scratch)} of interrupted runs."
    remedy = "Remove those that you do not go on with: Models and storage in Landprint's menu, or remove-scratches."
    is_much = scratch > MUCH_SCRATCH
    yield Line(topic=topic, state=NOTE if is_much else GOOD, sentence=sentence, remedy=remedy if is_much else "")
    for what, place in (("the cache", folder), ("temporary files", Path(tempfile.gettempdir()))):
        free = free_bytes(place)
        sentence = f"{free / GIGABYTE:,.1f} GB are free for {what}."
        remedy = "Free some space, or move the folder." if free < LITTLE_DISK else ""
        yield Line(topic=topic, state=NOTE if remedy else GOOD, sentence=sentence, remedy=remedy)


def _size(count: int) -> str:
    return f"{count / GIGABYTE:.1f} GB" if count >= GIGABYTE else f"{count / 1e6:.0f} MB"


def _network(_state: State, _reporter: Reporter) -> Iterator[Line]:
    topic = "Network"
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "TRUE", "YES", "ON"}:
        sentence = "Downloads of weights are switched off on this computer."
        yield Line(
            topic=topic,
            state=NOTE,
            sentence=sentence,
            remedy="Switch them on where this was set, or import a file of weights.",
        )
        return
    addresses = (os.environ.get(name) or os.environ.get(name.lower()) for name in PROXIES)
    address = next((found for found in addresses if found), "")
    # Without user name and password.
    proxy = urlsplit(address).hostname if "://" in address else address.rpartition("@")[2].partition(":")[0]
    way = f"through the proxy {proxy}" if proxy else "directly"
    hub = urlsplit(os.environ.get("HF_ENDPOINT") or "https://huggingface.co").hostname
    yield Line(topic=topic, state=GOOD, sentence=f"Weights come from {hub}, {way}; nothing was downloaded now.")


def _embedding(state: State, reporter: Reporter) -> Iterator[Line]:
    """Two kinds of ground are embedded, and must be told apart."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    topic, started = "Embedding", time.monotonic()
    embed: Operation[Any] = next(row for row in RASTER_OPERATIONS if row.name == "embed_raster")
    random = np.random.default_rng(0)
    pixels = random.integers(90, 110, (3, SIDE, SIDE)).astype("uint8")
    pixels[:, :, SIDE // 2 :] = random.integers(0, 255, (3, SIDE, SIDE // 2))
    with tempfile.TemporaryDirectory(prefix="landprint-") as folder:
        source, output = Path(folder) / "built-in.tif", Path(folder) / "embedded.tif"
        profile = {"driver": "GTiff", "width": SIDE, "height": SIDE, "count": 3, "dtype": "uint8"}
        place = {"crs": "EPSG:32633", "transform": from_origin(500_000, 5_000_000, 10, 10)}
        with rasterio.open(source, "w", **profile, **place) as target:
            target.write(pixels)
        params = {"raster": [str(source)], "encoder": "random-features", "patch": PATCH, "output": str(output)}
        embed.run(state, embed.checked({**params, "dtype": "float32"}), reporter)
        with rasterio.open(output) as opened:
            found = opened.read()
    embeddings = found.reshape(len(found), -1).T.astype(float)
    embeddings -= embeddings.mean(axis=0)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    embeddings = embeddings.reshape(SIDE // PATCH, SIDE // PATCH, -1)
    alike, other = (float(embeddings[1, 1] @ embeddings[-2, column]) for column in (2, -2))
    if np.isfinite([alike, other]).all() and other < DIFFERENT and other < alike:
        sentence = (
            f"A small built-in image was embedded in {time.monotonic() - started:.1f} s; its two kinds of ground are"
            f" told apart (similarity {alike:.2f} within, {other:.2f} between)."
        )
        yield Line(topic=topic, state=GOOD, sentence=sentence)
    else:
        sentence = f"A small built-in image was embedded wrongly (similarity {alike:.2f} within, {other:.2f} between)."
        yield Line(topic=topic, state=BAD, sentence=sentence, remedy=SET_UP_AGAIN)


def _weights(_state: State, reporter: Reporter) -> Iterator[Line]:
    from ..encoders.catalogue import parts
    from ..encoders.checkpoints import check
    from ..weights import checkpoints
    from ..weights.cache import checkpoint_path

    topic, missing = "Weights", []
    known = parts()
    for number, part in enumerate(known):
        reporter.report(number / len(known), f"Checking {part.title}")
        try:
            if checkpoints.find(part) is None:
                if checkpoint_path(part).exists():
                    sentence = f"The file of {part.title} is damaged: {checkpoint_path(part)}."
                    yield Line(topic=topic, state=BAD, sentence=sentence, remedy="Remove it and download it again.")
                else:
                    missing.append(part.title)
                continue
            verdict = check(part, None, None, reporter.part(number / len(known), (number + 1) / len(known)))
        except UserError as error:
            yield Line(topic=topic, state=BAD, sentence=f"{part.title}: {error.message}", remedy=error.hint)
            continue
        remedy = "Remove it and download it again." if verdict["agrees"] is False else ""
        yield Line(topic=topic, state=BAD if remedy else GOOD, sentence=verdict["sentence"], remedy=remedy)
    if missing:
        titles = ", ".join(dict.fromkeys(missing))
        yield Line(topic=topic, state=GOOD, sentence=f"Not downloaded, and not needed until you choose it: {titles}.")


CHECKS: dict[str, Check] = {
    "Engine": _versions,
    "Packages": _packages,
    "Graphics card": _graphics,
    "Computer": _computer,
    "Disk": _disk,
    "Network": _network,
    "Embedding": _embedding,
    "Weights": _weights,
}
