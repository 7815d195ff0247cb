"""Embed one tile of a job: an ordinary embedding raster of a part, by whichever process or machine comes first."""

from __future__ import annotations

import datetime as dt
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import rasterio

from .. import VERSION
from ..embedding.context import EmbeddingContext, Fixed
from ..embedding.raster_run import RasterRun
from ..embedding.request import prepare_encoder, prepare_run
from ..encoders.family import PreparedEncoder
from ..errors import InUseError, JobError, NoDataError, SourceError, UserError
from ..files import atomic_write, disk_errors, write_json
from ..progress import Relay, Reporter
from ..rasters.source import source_of
from ..runtimes.accelerators import GAVE_UP
from ..runtimes.runtimes import ON_GPU
from .job import Job, Tile, plain
from .recognised import imagery_from

PACKAGES = ("onnxruntime", "torch", "numpy", "rasterio")  # whose versions may change the last digits
# Errors that the tile's own content or the plan has, so that no other try and no other machine could do better.
OF_THE_TILE = {"source", "parameter", "grid", "outside"}
# Tags that tell of a file or of a measurement, and decide no value.
NOT_COMPARED = {"CHECKPOINT", "PRECISION_COSINE_P1"}


class TileEncoder:
    """The encoder of a job's scene, which is made ready once for all of its tiles that a process embeds."""

    def __init__(self) -> None:
        self._relay = Relay(Reporter())  # the encoder asks it whether to stop, in every tile
        self._key: Any = None
        self._prepared: PreparedEncoder | None = None

    def prepare(self, key: Any, context: EmbeddingContext, reporter: Reporter) -> PreparedEncoder:
        """The encoder that was made ready for ``key``, now or before; raises UserError."""
        self._relay.target = reporter
        if self._prepared is None or self._key != key:
            self.close()
            self._prepared, self._key = prepare_encoder(context, self._relay), key
        return self._prepared

    def close(self) -> None:
        """Let go of the encoder."""
        self._prepared = None


def embed_tile(job: Job, number: int, reporter: Reporter, encoder: TileEncoder | None = None) -> dict[str, Any]:
    """Embed a tile unless that was done before; its record, with ``is_new``. Raises UserError.

    The record's state is "done", or "empty" where no patch has data. An error of the tile's own content is recorded as
    "failed" and raised again at the next try, without trying; any other may be tried again. Raises JobError where this
    machine would compute something else than was planned, and InUseError while another process embeds the tile; both
    say nothing about the tile and are not recorded.
    """
    tile = job.tile(number)
    record = job.record(number)
    if record["state"] in ("done", "empty") and record.get("job") == job.key:
        return {**record, "is_new": False}
    error = record.get("error")
    if record["state"] == "failed" and error and error["is_final"] and record.get("job") == job.key:
        raise _known_error(job, number, error)
    if job.content["version"] != VERSION:
        raise JobError(
            f"The job was planned by Landprint {job.content['version']}, and this is {VERSION}.",
            hint="Run it with the version that planned it, or plan it anew.",
        )
    started = time.monotonic()
    facts: dict[str, Any]
    encoder = encoder or TileEncoder()
    try:
        with _unless_it_fails(encoder):
            facts = _embedded(job, tile, encoder, reporter)
    except (JobError, InUseError):
        raise
    except NoDataError as nothing:
        facts = {"state": "empty", "patches": 0, "notes": [str(nothing)]}
    except UserError as failure:
        if not job.tile_path(number).exists():  # another one may have made it meanwhile
            final = failure.code in OF_THE_TILE
            said = {"code": failure.code, "message": failure.message, "hint": failure.hint, "is_final": final}
            _write_record(job, number, {"state": "failed", "error": said}, time.monotonic() - started)
        raise
    return {**_write_record(job, number, facts, time.monotonic() - started), "is_new": True}


@contextmanager
def _unless_it_fails(encoder: TileEncoder) -> Iterator[None]:
    """A block after which the encoder is kept for the next tile, if nothing went wrong."""
    try:
        yield
    except NoDataError:  # of this tile alone
        raise
    except BaseException:
        encoder.close()
        raise


def _embedded(job: Job, tile: Tile, encoder: TileEncoder, reporter: Reporter) -> dict[str, Any]:
    """Write the tile; raises UserError."""
    scene, path = job.scenes[tile.scene], job.tile_path(tile.number)
    request = job.request(tile.scene)
    source = source_of(request.source)
    _check_files(source.state(), scene)
    with source.open() as raster:
        imagery = imagery_from(scene["imagery"]) if scene["imagery"] else None
        fixed = Fixed(window=tile.window, imagery=imagery)
        key = (str(job.folder), job.key, tile.scene)
        run = prepare_run(
            request,
            source,
            raster,
            reporter.part(0.0, 0.05),
            fixed=fixed,
            prepare=lambda context, part: encoder.prepare(key, context, part),
        )
        # On a shared folder a lock may not hold: nobody else has this machine's scratch.
        run = replace(run, worker=platform.node())
        _check_run(run, job, tile)
        if path.exists():  # its worker was ended before it could write the record
            return {"state": "done", "patches": _valid_patches(path), "bytes": path.stat().st_size, "notes": []}
        coding = run.shared_coding(str(job.sample_path)) if request.dtype == "uint8" else None
        with _only_as_planned(path, run) as whole:
            try:
                written = run.write(whole, reporter.part(0.05, 1.0), coding)
            except SourceError:  # of files that are being written, it would be no error of the tile
                _check_files(source.state(), scene)
                raise
    return {
        "state": "done",
        "patches": written.valid_patches,
        "clipped": written.clipped,
        "chips": run.plan.chip_count(),
        "reused": written.reused,
        "bytes": path.stat().st_size,
        "notes": run.prepared.notes,
    }


@contextmanager
def _only_as_planned(path: Path, run: RasterRun) -> Iterator[Path]:
    """What a run is to write: on a graphics card another file, which gets its name if the card did all of the work."""
    if run.prepared.mode != ON_GPU:
        yield path
        return
    with atomic_write(path) as partial:
        yield partial
        if any(GAVE_UP in note for note in run.prepared.notes):
            raise JobError(
                f"Tile {path.stem} was begun on the graphics card and ended on the processor, whose numbers differ.",
                hint="Run it again where the card has more free memory.",
            )


def _check_files(state: list[dict[str, Any]], scene: dict[str, Any]) -> None:
    """Raise JobError where a file is not as it was when the job was planned."""
    planned = scene["source_state"]["files"]
    for now, then in zip(state, planned, strict=False):
        if now["size"] is None and then["size"] is not None:
            raise JobError(
                f"{then['path']} is not here.", hint="Every machine needs the source's files under the same path."
            )
    if plain(state) != planned:
        raise JobError("The source has changed since the job was planned.", hint="Plan it anew, in another folder.")


def _check_run(run: RasterRun, job: Job, tile: Tile) -> None:
    """Raise JobError where the run would give something else than was planned."""
    scene, planned, now = job.scenes[tile.scene], job.content["tags"][tile.scene], run.tags()
    if plain(run.source_state) != scene["source_state"]:
        raise JobError("The source has changed since the job was planned.", hint="Plan it anew, in another folder.")
    names = sorted((planned.keys() | now.keys()) - NOT_COMPARED)
    for name in names:
        if planned.get(name) != now.get(name):
            what = name.lower().replace("_", " ")
            raise JobError(
                f"This machine would embed with another {what} than was planned: {now.get(name)}, not "
                f"{planned.get(name)}.",
                hint="Set it up as the machine that planned the job, or plan it anew.",
            )
    if job.content["largest_code"] is not None:
        from ..runtimes.int8 import largest_code

        if largest_code() != job.content["largest_code"]:
            raise JobError(
                f"This machine's processor computes 8 bits with codes up to {largest_code()}, and that of the plan "
                f"with codes up to {job.content['largest_code']}.",
                hint="Plan on a machine like this one, or in full precision, which is the same everywhere.",
            )


def _write_record(job: Job, number: int, facts: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Write what is known of the tile; raises DiskError or OutputError."""
    record = {
        "number": number,
        "job": job.key,
        **facts,
        "seconds": seconds,
        "machine": platform.node(),
        "versions": _versions(),
        "finished": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    path = job.record_path(number)
    with disk_errors(path.parent):
        write_json(path, record)
    return record


def _versions() -> dict[str, str]:
    """The versions of what computes."""
    found = {"landprint": VERSION}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # noqa: PERF203 - torch is an extra
            continue
    return found


def _valid_patches(path: Path) -> int:
    """Patches with data of an embedding raster."""
    with rasterio.open(path) as dataset:
        return int((dataset.read_masks(1) > 0).sum())


def _known_error(job: Job, number: int, error: dict[str, Any]) -> UserError:
    """The error that was recorded."""
    again = f"It is not tried again, unless {job.record_path(number).name} is deleted."
    failure = UserError(error["message"], hint=f"{error['hint']} {again}".strip())
    failure.code = error["code"]
    return failure
