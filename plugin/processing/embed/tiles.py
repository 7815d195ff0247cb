"""``landprint:plantiles``, ``embedtiles``, ``indextiles``: areas too large for one run, tile by tile."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFolder,
    QgsProcessingOutputNumber,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputVectorLayer,
    QgsProcessingUtils,
)

from ...layers.outputs.output import Provenance
from ...layers.sources.source import RasterSource
from ...translation import format_number, tr, tr_n
from ..base.algorithm import LandprintAlgorithm, Output, read_raster
from ..base.declared import Declared
from ..base.reading import Parameters
from ..base.result_layer import attend_layer
from .embed_raster import EmbedRaster, style_embedding

if TYPE_CHECKING:  # QGIS starts without the client
    from ....engine.messages import Progress

GROUP = "Large areas"
TAGS = ("tiles", "large", "mosaic", "country", "overnight", "batch", "resume")
FOLDER = Output(QgsProcessingOutputFolder, "FOLDER", tr("Job"), "job")
TILES = Output(QgsProcessingOutputNumber, "TILES", tr("Tiles"), "tiles")
DONE = Output(QgsProcessingOutputNumber, "DONE", tr("Tiles that are embedded"), "done")
FAILURES_SAID = 10  # in the log; the footprints have all


class PlanTiles(EmbedRaster):
    """Plan a job of tiles."""

    OPERATION = "plan_tiles"
    NAME = "plantiles"
    TITLE = tr("Plan tiles")
    GROUP = GROUP
    SUMMARY = tr(
        "Cuts an image that is too large for one run into tiles, and says how long they will take. All that"
        " decides the result is written into a folder, the job. “Embed tiles” then does the work, “Index"
        " tiles” puts the tiles together into one embedding raster. Tiles without data are left out."
    )
    TAGS = TAGS
    ORDER = tuple(name for name in EmbedRaster.ORDER if name != "STAC")
    LEFT_OUT = ("scenes", "stac")  # the index writes the items
    OUTPUTS = (
        FOLDER,
        TILES,
        Output(QgsProcessingOutputNumber, "SECONDS", tr("Seconds that one process needs"), "seconds"),
        Output(QgsProcessingOutputNumber, "BYTES", tr("Size of all tiles in bytes"), "output_bytes"),
    )

    def read_raster(
        self, item: Declared, value: QgsMapLayer | str, parameters: Parameters, context: QgsProcessingContext
    ) -> RasterSource:
        """The raster in its own file: what QGIS would write of a web layer is gone when the job goes on."""
        return read_raster(value, context, is_image=True)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How much there is to do."""
        return [
            tr("{tiles} tiles with {patches} patches, {megabytes} MB.").format(
                tiles=format_number(value["tiles"]),
                patches=format_number(value["patches"]),
                megabytes=format_number(value["output_bytes"] / 1e6, 1),
            ),
            tr("One process needs about {time}.").format(time=_duration(value["seconds"])),
            *value["notes"],
        ]


class EmbedTiles(LandprintAlgorithm):
    """Embed a job's tiles."""

    OPERATION = "embed_tiles"
    NAME = "embedtiles"
    TITLE = tr("Embed tiles")
    GROUP = GROUP
    SUMMARY = tr(
        "Embeds the tiles of a job by several processes side by side. It may be cancelled, and the computer"
        " be switched off: run again, it goes on where it stopped, and what is done is not done again. The"
        " log says how much time is left."
    )
    TAGS = TAGS
    OUTPUTS = (
        FOLDER,
        TILES,
        DONE,
        Output(QgsProcessingOutputNumber, "LEFT", tr("Tiles that are not embedded"), "left"),
    )

    def progress_text(self, progress: Progress) -> str:
        """Says how much time is left, too."""
        left = "" if progress.eta_s is None else tr(", about {time} left").format(time=_duration(progress.eta_s))
        return progress.text + left

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How many tiles there are now, and why others are not."""
        failed = [
            tr("Tile {number}: {message}").format(number=item["number"], message=item["message"])
            for item in value["failures"]
        ]
        more = (
            [tr_n("{n} more tile failed.", "{n} more tiles failed.", len(failed) - FAILURES_SAID)]
            if len(failed) > FAILURES_SAID
            else []
        )
        counted = tr("{done} of {tiles} tiles are embedded, {empty} have no data").format(
            done=format_number(value["done"]), tiles=format_number(value["tiles"]), empty=format_number(value["empty"])
        )
        return [
            tr("{counted}, {left} are left.").format(counted=counted, left=format_number(value["left"])),
            *failed[:FAILURES_SAID],
            *more,
        ]

    def source(self) -> str:
        """What the result is made from."""
        return tr("a job of tiles")


class IndexTiles(LandprintAlgorithm):
    """Put a job's tiles together."""

    OPERATION = "index_tiles"
    NAME = "indextiles"
    TITLE = tr("Index tiles")
    GROUP = GROUP
    SUMMARY = tr(
        "Puts the tiles of a job together: they are one embedding raster for the panel and for all other"
        " algorithms, without being copied. Tiles that are missing have no data, and may be added by running"
        " it again."
    )
    TAGS = TAGS
    OUTPUTS = (
        Output(QgsProcessingOutputRasterLayer, "INDEX", tr("Embedding raster"), "index"),
        Output(QgsProcessingOutputVectorLayer, "FOOTPRINTS", tr("Outlines of the tiles (GeoParquet)"), "footprints"),
        TILES,
        DONE,
        Output(QgsProcessingOutputNumber, "MISSING", tr("Tiles that are missing"), "missing"),
        Output(QgsProcessingOutputNumber, "FAILED", tr("Tiles that failed"), "failed"),
    )

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What is there and what is not."""
        counted = tr("{done} of {tiles} tiles are embedded, {empty} have no data").format(
            done=format_number(value["done"]), tiles=format_number(value["tiles"]), empty=format_number(value["empty"])
        )
        return [
            tr("{counted}, {missing} are missing and {failed} failed.").format(
                counted=counted, missing=format_number(value["missing"]), failed=format_number(value["failed"])
            ),
            *value["notes"],
        ]

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What was counted, and the mosaics, which are added to the project."""
        project, mosaics = context.project(), value["mosaics"]
        provenance = Provenance(self.TITLE, self.OPERATION, value["job"], {"job": value["job"]}, (*self.facts(value),))
        for path in mosaics if project is not None else ():
            name, kind = tr("{job} embeddings").format(job=Path(value["job"]).name), QgsProcessingUtils.LayerHint.Raster
            details = QgsProcessingContext.LayerDetails(name, project, "INDEX", kind)
            context.addLayerToLoadOnCompletion(path, details)
            attend_layer(context, path, provenance, style_embedding, QgsProcessingFeedback())
        index = {"index": mosaics[0]} if mosaics else {}
        return super().outputs({**value, **index}, parameters, context)

    def source(self) -> str:
        """What the result is made from."""
        return tr("a job of tiles")


def _duration(seconds: float) -> str:
    """So much time in words that change once a minute."""
    hours, minutes = divmod(max(1, math.ceil(seconds / 60)), 60)
    return (
        tr("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02}")
        if hours
        else tr("{minutes} min").format(minutes=minutes)
    )
