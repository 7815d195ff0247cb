"""A job: what is embedded, all of it decided, and the tiles that it is cut into.

A job is a folder with `job.json`, `sample.tif` where filters or a scale are shared, and a folder `tiles` with a GeoTIFF
and a record (JSON) for each tile.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..bounds import Bounds
from ..errors import JobError, ParameterError
from ..files import read_json
from ..rasters.grid import Window
from ..requests.encoding import EmbeddingRequest
from ..requests.parameters import parameters_of, request_of

FORMAT = 1
DESCRIPTION, SAMPLE = "job.json", "sample.tif"


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A part of a scene: ``window`` counts patches on the scene's grid of patches."""

    number: int  # from 1
    scene: int  # its index in the job
    window: Window


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job as its folder describes it."""

    folder: Path
    content: dict[str, Any]  # of job.json

    @classmethod
    def read(cls, folder: Path | str) -> Job:
        """The job in a folder, or of a `job.json`; raises JobError."""
        path = Path(folder).absolute()
        path = path.parent if path.name == DESCRIPTION else path
        try:
            content = read_json(path / DESCRIPTION)
        except OSError:  # the folder is a file, or may not be read
            content = {}
        if not content:
            raise JobError(f"There is no job in {path}.", hint="Plan it first, or choose the folder of one.")
        if content.get("format") != FORMAT:
            raise JobError(
                f"The job in {path} was written by another version of Landprint.",
                hint="Plan it anew, or run it with the version that planned it.",
            )
        return cls(folder=path, content=content)

    @property
    def key(self) -> str:
        """A hash of all that decides what its tiles hold."""
        return str(self.content["key"])

    @property
    def count(self) -> int:
        """How many tiles it has; their numbers are 1 to ``count``."""
        return len(self.content["tiles"])

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles in the order of their numbers."""
        return tuple(
            Tile(number=number, scene=scene, window=Window(*window))
            for number, (scene, *window) in enumerate(self.content["tiles"], start=1)
        )

    def tile(self, number: int) -> Tile:
        """The tile of this number; raises ParameterError."""
        if not 1 <= number <= self.count:
            raise ParameterError(f"The job has no tile {number}.", hint=f"Its tiles are 1 to {self.count}.")
        return self.tiles[number - 1]

    def tile_path(self, number: int) -> Path:
        """The tile's GeoTIFF; a file of this name is whole."""
        return self.folder / "tiles" / f"{number:06d}.tif"

    def record_path(self, number: int) -> Path:
        """The JSON that says how the tile was embedded, or why it could not be."""
        return (
            self.folder / "tiles" / f"{number:06d}.record.json"
        )  # beside a GeoTIFF, its name with .json is a STAC item

    def record(self, number: int) -> dict[str, Any]:
        """What is known of the tile: its state (missing, done, empty, failed), and what embed-tile recorded."""
        record = read_json(self.record_path(number))
        # The file decides: its worker may have been ended before it could write the record, or the file be deleted.
        state = record.get("state", "missing")
        if self.tile_path(number).exists():
            state = "done"
        elif state == "done":
            state = "missing"
        return {**record, "number": number, "state": state}

    @property
    def sample_path(self) -> Path | None:
        """The embedding raster whose filters and scale all tiles take, None where there is none."""
        return self.folder / SAMPLE if self.content["has_sample"] else None

    @property
    def scenes(self) -> list[dict[str, Any]]:
        """Each scene as it was planned: request, source_state, imagery, mode, ..."""
        scenes: list[dict[str, Any]] = self.content["scenes"]
        return scenes

    def request(self, scene: int) -> EmbeddingRequest:
        """The request that embeds a scene, with all that was decided."""
        filters = {"filters_from": str(self.sample_path)} if self.content["has_filters"] else {}
        return request_from({**self.content["request"], **self.scenes[scene]["request"], **filters})


def request_from(values: dict[str, Any]) -> EmbeddingRequest:
    """The request of values as JSON has them; what a later version added is as it is by default."""
    known = {parameter.name: parameter.default for parameter in parameters_of(EmbeddingRequest)}
    taken = {name: values.get(name, default) for name, default in known.items()}
    taken["extent"] = Bounds(*taken["extent"]) if taken["extent"] else None
    return request_of(EmbeddingRequest, taken)


def plain(value: Any) -> Any:
    """The value as JSON gives it back: tuples are lists."""
    return json.loads(json.dumps(value))
