"""Parameters of planning, embedding and indexing tiles.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

from dataclasses import replace

from ..requests.encoding import EmbeddingRequest
from ..requests.imagery import RASTER, SourceRequest
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget, group
from ..requests.shared import MEMORY

JOB = Parameter(
    Kind.PATH,
    "the job's folder, as plan-tiles wrote it",
    required=True,
    positional=True,
    toolbox=Toolbox("Job", "The folder that “Plan tiles” wrote.", name="JOB", widget=Widget.FOLDER),
)


class OneSourceRequest(SourceRequest):
    """One raster, in place of a list of scenes."""

    raster: list[str] | None = replace(RASTER, required=False).field()  # type: ignore[assignment]  # or scenes


class PlanTilesRequest(EmbeddingRequest):
    """What is embedded tile by tile, and the folder of its job."""

    source: SourceRequest = group(OneSourceRequest)
    scenes: list[str] | None = Parameter(
        Kind.PATHS,
        "a scene that is tiled on a grid of its own; repeat for more, or a text file with one in each line",
        toolbox=Toolbox(
            "Scenes",
            "In place of one satellite image: a text file with one image or scene in each line. Each is tiled on a grid"
            " of its own.",
            optional=True,
        ),
    ).field()
    tile: int = Parameter(
        Kind.INTEGER,
        "pixels on a tile's side, rounded so that no chip is embedded twice",
        default=4096,
        minimum=1,
        toolbox=Toolbox(
            "Tile size (pixels)",
            "The side of what is embedded at once. It is rounded so that no square of the encoder lies on two tiles.",
        ),
    ).field()
    area: str | None = Parameter(
        Kind.PATH,
        "polygons: only tiles that touch them",
        toolbox=Toolbox(
            "Area of interest",
            "Polygons: only tiles that touch them are embedded.",
            optional=True,
            widget=Widget.SHAPES,
        ),
    ).field()
    job: str = Parameter(
        Kind.PATH,
        "the job's folder, which is made",
        required=True,
        toolbox=Toolbox(
            "Job",
            "The folder for the plan, the tiles and their index. It is made.",
            name="JOB",
            widget=Widget.FOLDER,
        ),
    ).field()


class EmbedTileRequest(Request):
    """One tile of a job."""

    job: str = JOB.field()
    number: int = Parameter(
        Kind.INTEGER, "the tile's number, from 1", required=True, minimum=1, positional=True
    ).field()


class IndexTilesRequest(Request):
    """A job whose tiles are put together."""

    job: str = JOB.field()


class EmbedTilesRequest(Request):
    """A job whose tiles are embedded on this machine."""

    job: str = JOB.field()
    processes: int | None = Parameter(
        Kind.INTEGER,
        "how many processes work side by side; half as many as there are cores by default",
        minimum=1,
        toolbox=Toolbox(
            "Processes",
            "How many tiles are embedded side by side. They share the processor's cores and the memory. Half as many as"
            " there are cores when it is left empty.",
            optional=True,
        ),
    ).field()
    silence: int = Parameter(
        Kind.INTEGER,
        "seconds without progress after which a process is ended and its tile given to another",
        default=900,
        minimum=1,
        toolbox=Toolbox(
            "Longest silence (seconds)",
            "A process that gets no further for so long is ended, and its tile given to another one.",
            advanced=True,
        ),
    ).field()
    max_memory_mb: int = MEMORY.field()
    scheduler: str | None = Parameter(
        Kind.TEXT,
        "address of a Dask scheduler, as tcp://10.0.0.5:8786, whose workers embed the tiles in place of processes here",
    ).field()
