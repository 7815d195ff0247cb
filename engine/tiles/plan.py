"""Plan a job: everything that a whole raster decides is decided here, once for all tiles."""

from __future__ import annotations

import filecmp
import itertools
import math
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from .. import VERSION
from ..embedding.context import Fixed
from ..embedding.plan import Plan
from ..embedding.raster_run import RasterRun
from ..embedding.request import context_of, prepare_run
from ..encoders.catalogue import entry_named
from ..errors import JobError, NoDataError, OutputError, ParameterError
from ..files import disk_errors, fingerprint, write_json
from ..progress import Reporter
from ..rasters.grid import Grid, Window, blocks_touching, tiles
from ..rasters.raster import Raster
from ..rasters.shapes import read_shapes
from ..rasters.source import source_of
from ..requests.encoding import EmbeddingRequest
from ..requests.parameters import parameters_of, values_of
from .job import DESCRIPTION, FORMAT, SAMPLE, Job, plain, request_from
from .recognised import imagery_values
from .requests import PlanTilesRequest
from .sample import SAMPLE_WINDOWS, Sample, sampled_values, write_sample

LOOK_SIDE = 512  # pixels on the side of the windows in which a tile is searched for data
FILES = ("mask", "checkpoint", "filters_from", "scale_from")  # of a request; workers may run in other folders
LIST_SUFFIXES = {".txt", ".csv", ".lst"}


@dataclass(kw_only=True)
class _Scene:
    """A scene as it is planned."""

    content: dict[str, Any]  # of job.json
    windows: list[Window]  # of the tiles, in patches
    run: RasterRun
    outside: int = 0  # tiles that the area does not touch
    empty: int = 0  # tiles without data
    samples: list[np.ndarray] = field(default_factory=list)  # embeddings (dim, n)
    seconds: float | None = None  # of a chip


def plan_tiles(request: PlanTilesRequest, reporter: Reporter) -> dict[str, Any]:
    """Write a job and say what it will take; raises UserError.

    A folder with the same job is left as it is.
    """
    folder = Path(request.job).absolute()
    base, notes = _settled(request)
    base["mask"] = _lasting(base["mask"], folder)
    requests = [{**base, "raster": list(map(_absolute, paths))} for paths in _scenes(request)]
    fleeting = [Path(path).name for values in requests for path in values["raster"] if _is_temporary(path)]
    if fleeting:
        are = "lies" if len(fleeting) == 1 else "lie"
        notes.append(
            f"{', '.join(fleeting)} {are} in the temporary folder, which may be emptied at a restart: what is not "
            "embedded by then cannot be embedded any more."
        )
    asked = fingerprint(
        {
            "version": VERSION,
            "requests": requests,
            "tile": request.tile,
            "area": _absolute(request.area) if request.area else None,
            "states": [source_of(request_from(values).source).state() for values in requests],
        }
    )
    if (folder / DESCRIPTION).exists():
        job = Job.read(folder)
        if job.content["asked"] != asked:
            raise JobError(f"{folder} holds another job.", hint="Choose a new folder, or delete the job that is there.")
        return _facts(job, ["The job was planned before; nothing has changed since."])
    if not folder.parent.is_dir():
        raise OutputError(f"There is no folder {folder.parent}.", hint="Make it, or choose another one.")
    with disk_errors(folder):
        (folder / "tiles").mkdir(parents=True, exist_ok=True)
    scenes: list[_Scene] = []
    share = 1 / len(requests)
    for index, values in enumerate(requests):
        part = reporter.part(index * share, (index + 1) * share)
        wanted = math.ceil(SAMPLE_WINDOWS / len(requests))
        scene = _plan_scene(values, request, part, wanted=wanted, is_first=not any(each.windows for each in scenes))
        scenes.append(scene)
        if index == 0 and scene.run.filters:
            # Those of the first scene are everyone's.
            write_sample(folder / SAMPLE, Sample(run=scene.run, values=scene.samples, scale_from=None), "float32")
            base["filters_from"] = None
            requests[1:] = [{**other, "filters_from": str(folder / SAMPLE)} for other in requests[1:]]
    if not any(scene.windows for scene in scenes):
        raise NoDataError("No tile touches the area and has data.", hint="Check the area, the mask and the nodata.")
    job = _written(folder, base, scenes, request, asked)
    return _facts(job, [*notes, *_notes(scenes)])


def _written(folder: Path, base: dict[str, Any], scenes: list[_Scene], request: PlanTilesRequest, asked: str) -> Job:
    """The job, with what all tiles share in a file beside it."""
    first = scenes[0].run
    values = [sample for scene in scenes for sample in scene.samples]
    has_sample = request.dtype == "uint8" or first.filters is not None
    if has_sample:
        sample = Sample(run=first, values=values, scale_from=request.scale_from)
        write_sample(folder / SAMPLE, sample, request.dtype)
    per_chip = next((scene.seconds for scene in scenes if scene.seconds is not None), 0.0)
    plans = [replace(scene.run.plan, window=window) for scene in scenes for window in scene.windows]
    chips, records = sum(plan.chip_count() for plan in plans), [replace(first, plan=plan).records for plan in plans]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "asked": asked,
        "request": {**base, "filters_from": None, "scale_from": None, "stac": False},
        "has_sample": has_sample,
        "has_filters": first.filters is not None,
        "largest_code": _largest_code(first),
        "tags": [scene.run.tags() for scene in scenes],
        "scenes": [scene.content for scene in scenes],
        "tiles": [[index, *window] for index, scene in enumerate(scenes) for window in scene.windows],
        "estimate": {
            "chips": chips,
            "patches": sum(plan.output_grid.width * plan.output_grid.height for plan in plans),
            "output_bytes": sum(replace(first, plan=plan).output_bytes for plan in plans),
            "scratch_bytes": max(record.total_bytes for record in records),
            "seconds_per_chip": per_chip,
            "seconds": per_chip * chips,
            "outside": sum(scene.outside for scene in scenes),
            "empty": sum(scene.empty for scene in scenes),
        },
    }
    content = plain(content)
    decides = {name: value for name, value in content.items() if name not in ("asked", "estimate")}
    content["key"] = fingerprint({**decides, "sample": _bytes_of(folder / SAMPLE) if has_sample else ""})
    with disk_errors(folder):
        write_json(folder / DESCRIPTION, content)
    return Job.read(folder)


def _facts(job: Job, notes: list[str]) -> dict[str, Any]:
    """What a job is and what it will take."""
    estimate = job.content["estimate"]
    return {
        "job": str(job.folder),
        "tiles": job.count,
        "scenes": len(job.scenes),
        **estimate,
        "hours": estimate["seconds"] / 3600,
        "notes": notes,
    }


def _notes(scenes: list[_Scene]) -> list[str]:
    """What was found, and what was left out."""
    notes = [note for scene in scenes for note in scene.run.prepared.notes]
    outside, empty = sum(scene.outside for scene in scenes), sum(scene.empty for scene in scenes)
    if outside:
        notes.append(f"Left out: {outside} tiles that the area does not touch.")
    if empty:
        notes.append(f"Left out: {empty} tiles without data.")
    return list(dict.fromkeys(notes))


def _settled(request: PlanTilesRequest) -> tuple[dict[str, Any], list[str]]:
    """The values of the request that do not depend on the scene, and sentences on what was decided.

    What is left to the engine would be decided by each machine: by its graphics card, or by the chips of its tile.
    """
    given = values_of(request)
    values = {parameter.name: given[parameter.name] for parameter in parameters_of(EmbeddingRequest)}
    notes = []
    if values["runtime"] != "torch":
        is_left = (values["runtime"], values["precision"]) == ("auto", "auto")
        if is_left and entry_named(values["encoder"]).knows_sensors:
            notes.append(
                "The model runs by ONNX Runtime in full precision, on every machine alike; ask for int8, or for the "
                "runtime torch where all machines have the same graphics card."
            )
        values["runtime"] = "onnx"
        values["precision"] = "fp32" if values["precision"] == "auto" else values["precision"]
    values |= {name: _absolute(values[name]) for name in FILES if values[name]}
    return plain(values), notes


def _absolute(path: str) -> str:
    """The path from the root, of what is no path of GDAL's own."""
    return str(Path(path).absolute()) if Path(path).exists() else path


def _is_temporary(path: str) -> bool:
    """Whether a file lies where the system may delete it at a restart."""
    return Path(path).is_file() and Path(tempfile.gettempdir()).resolve() in Path(path).resolve().parents


def _lasting(mask: str | None, folder: Path) -> str | None:
    """The mask, or a copy in the job's folder of one that would not be there any more after a restart."""
    if not mask or not _is_temporary(mask) or not folder.parent.is_dir():
        return mask
    copy = folder / f"mask{Path(mask).suffix}"
    if not copy.exists():
        with disk_errors(folder):
            folder.mkdir(exist_ok=True)
            shutil.copyfile(mask, copy)
    return str(copy) if filecmp.cmp(mask, copy, shallow=False) else mask


def _scenes(request: PlanTilesRequest) -> list[list[str]]:
    """The files of each scene; raises ParameterError."""
    if bool(request.source.raster) == bool(request.scenes):
        raise ParameterError("Tiles are planned on one raster, or on scenes.", hint="Give either of them.")
    if not request.scenes:
        return [request.source.raster]
    found = []
    for name in request.scenes:
        path = Path(name)
        if path.suffix.lower() not in LIST_SUFFIXES or not path.is_file():
            found.append([name])
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ParameterError(f"{path.name} is no list of scenes in UTF-8.", hint="Write one in a line.") from error
        # A name in a list is meant from the list's own folder.
        beside = (line.strip() for line in lines)
        found += [
            [str(path.parent / line) if (path.parent / line).exists() else line]
            for line in beside
            if line and not line.startswith("#")
        ]
    if not found:
        raise ParameterError("The list names no scene.", hint="Write one in each line.")
    return found


def _plan_scene(
    values: dict[str, Any], request: PlanTilesRequest, reporter: Reporter, *, wanted: int, is_first: bool
) -> _Scene:
    """A scene's tiles and settings, with embeddings from ``wanted`` places of it; raises UserError."""
    own = request_from(values)
    source = source_of(own.source)
    with source.open() as raster:
        context = context_of(own, raster)
        imagery = context.recognised(reporter.part(0.0, 0.1)) if context.entry.knows_sensors else None
        fixed = Fixed(window=Window(0, 0, 1, 1), imagery=imagery)
        run = prepare_run(own, source, raster, reporter.part(0.1, 0.2), fixed=fixed)
        larger = context.plan(run.prepared.encoder)
        run = replace(run, plan=larger)
        run.prepared.notes[:0] = imagery.notes if imagery else ()
        mode = run.prepared.mode
        # Half precision is what torch takes by itself for a graphics card.
        precision = "auto" if mode and mode.precision == "fp16" else mode and mode.precision
        computed = {"runtime": mode.runtime, "precision": precision} if mode else {}
        content = {
            "request": {"raster": values["raster"], **computed},
            "source_state": run.source_state,
            "imagery": imagery_values(imagery) if imagery else None,
            "crs": raster.grid.crs.to_wkt() if raster.grid.crs else None,
            "transform": tuple(larger.grid.coarsen(larger.patch // larger.detail).transform)[:6],
            "patch": larger.patch,
            "detail": larger.detail,
            "dim": run.dim,
        }
        scene = _Scene(content=plain(content), windows=[], run=run)
        every = list(tile_windows(larger, request.tile))
        inside = list(_touching(every, larger, request.area)) if request.area else every
        scene.outside = len(every) - len(inside)
        numbers = run.prepared.band_numbers
        for window in reporter.part(0.2, 0.6).track(inside, "Looking for data"):
            if has_data(raster, window.scaled(larger.patch), numbers):
                scene.windows.append(window)
        scene.empty = len(inside) - len(scene.windows)
        if scene.windows:
            if is_first:
                scene.seconds = run.estimate().seconds / larger.chip_count()
            if own.dtype == "uint8" or run.filters:
                scene.samples = sampled_values(run, scene.windows, wanted, reporter.part(0.6, 1.0))
    return scene


def tile_windows(plan: Plan, pixels: int) -> Iterator[Window]:
    """The plan's window cut along whole units into tiles of about ``pixels`` on a side, row by row."""
    unit = math.lcm(*(plan.unit_side(chip_pass) for chip_pass in plan.passes))
    side = max(1, round(pixels / (unit * plan.patch))) * unit
    window = plan.window
    for row, col in itertools.product(
        blocks_touching(window.row_off, window.height, side, 0), blocks_touching(window.col_off, window.width, side, 0)
    ):
        tile = Window(col * side, row * side, side, side).intersection(window)
        if tile:
            yield tile


def _touching(windows: list[Window], plan: Plan, area: str) -> Iterator[Window]:
    """The windows that the area's polygons touch; raises SourceError."""
    grid = plan.grid
    shapes = read_shapes(area, grid)
    polygons = shapes[shapely.get_dimensions(shapes) == 2]  # noqa: PLR2004 - areas
    if len(shapes) and not len(polygons):
        raise ParameterError(f"{Path(area).name} has no polygons.", hint="Choose a layer of areas.")
    tree = shapely.STRtree(polygons)
    for window in windows:
        if len(tree.query(outline(grid, window.scaled(plan.patch)), predicate="intersects")):
            yield window


def outline(grid: Grid, window: Window) -> Any:
    """The window's outline on the ground, of a rotated grid too."""
    corners = ((window.col_off, window.row_off), (window.col_end, window.row_off))
    others = ((window.col_end, window.row_end), (window.col_off, window.row_end))
    return shapely.Polygon([grid.transform @ corner for corner in (*corners, *others)])


def has_data(raster: Raster, window: Window, band_numbers: list[int]) -> bool:
    """Whether a pixel of the window is valid: its middle is looked at first, and nodata throughout is read once."""
    inside = window.intersection(raster.grid.whole)
    if inside is None:
        return False
    middle = Window(inside.col_off + inside.width // 2, inside.row_off + inside.height // 2, 1, 1)
    return any(raster.read(part, band_numbers)[1].any() for part in (middle, *tiles(inside, LOOK_SIDE)))


def _largest_code(run: RasterRun) -> int | None:
    """The largest code of weights in 8 bits, which differs between processors; None where there are none."""
    mode = run.prepared.mode
    if mode is None or mode.precision != "int8":
        return None
    from ..runtimes.int8 import largest_code

    return largest_code()


def _bytes_of(path: Path) -> str:
    return fingerprint(path.read_bytes().hex())
