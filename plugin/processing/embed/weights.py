"""``landprint:downloadweights``, ``importweights``, ``checkweights``: the weights that encoders need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ...resources import checkpoint_title, checkpoints, raster_encoders, weights_table
from ...translation import format_number, tr, translated
from ..base.algorithm import LandprintAlgorithm, Output
from ..base.declared import Declared
from ..base.reading import Parameters

VERDICT = Output(QgsProcessingOutputString, "VERDICT", tr("What the check says"), "sentence")


def encoders_with_weights() -> list[str]:
    """The encoders whose weights are published, the smallest of rasters first."""
    first = next(name for name in raster_encoders() if name in checkpoints())
    return [first, *(name for name in checkpoints() if name != first)]


class WeightsAlgorithm(LandprintAlgorithm):
    """Something to be done with an encoder's weights."""

    GROUP = "Weights"
    TAGS = ("weights", "checkpoint", "model", "download", "offline", "clay", "galileo", "satclip")
    ORDER: ClassVar[tuple[str, ...]] = ("ENCODER", "PART")
    OPTIONS: ClassVar = {"encoder": encoders_with_weights}

    def shown(self, item: Declared) -> Declared:
        """The encoder's help lists the weights."""
        if item.parameter.name != "encoder":
            return item
        return replace(item, toolbox=replace(item.toolbox, help=f"{translated(item.toolbox.help)} {weights_table()}"))


class KeepWeights(WeightsAlgorithm):
    """Weights come into the cache folder."""

    OUTPUTS = (
        Output(QgsProcessingOutputString, "PATH", tr("File that is kept"), "path"),
        Output(QgsProcessingOutputNumber, "BYTES", tr("Size in bytes"), "bytes"),
        VERDICT,
    )

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What is kept, from where, and what the check says."""
        kept = tr("{title} ({part}): {megabytes} MB in {path}").format(
            title=value["title"],
            part=value["part"],
            megabytes=format_number(value["bytes"] / 1e6, 1),
            path=value["path"],
        )
        return [f"{kept}.", tr("From {origin}.").format(origin=value["origin"]), value["sentence"]]


class DownloadWeights(KeepWeights):
    """Fetch weights."""

    OPERATION = "download"
    NAME = "downloadweights"
    TITLE = tr("Download weights")
    SUMMARY = tr(
        "Fetches the weights of an encoder from the Hugging Face Hub, where its authors publish them, and"
        " checks them. Only what is needed of the file travels. A download that was interrupted or cancelled"
        " continues where it stopped. Nothing is ever downloaded unless you run this, or press the button in"
        " the panel. A proxy or a mirror that is set up for this computer counts, too."
    )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them; says what will travel before it does."""
        params = super().params(parameters, context, feedback)
        parts = checkpoints()[params["encoder"]]
        part = parts.get(params["part"]) or next(iter(parts.values()))
        size = tr("{size} MB").format(size=format_number(part["download_bytes"] / 1e6))
        feedback.pushInfo(
            tr("{title}: {size} from {address}.").format(
                title=checkpoint_title(parts), size=size, address=part["source_url"]
            )
        )
        feedback.pushInfo(
            tr("Licence: {licence} ({address}).").format(licence=part["licence"], address=part["licence_url"])
        )
        return params


class ImportWeights(KeepWeights):
    """Take over weights from a file."""

    OPERATION = "import_checkpoint"
    NAME = "importweights"
    TITLE = tr("Import weights")
    SUMMARY = tr(
        "Takes over an encoder's weights from a file that you have, without a network: what is needed of it"
        " is copied into Landprint's folder and checked. Nothing inside the file is executed."
    )
    ORDER = ("FILE", "ENCODER", "PART")


class CheckWeights(WeightsAlgorithm):
    """Check weights."""

    OPERATION = "check"
    NAME = "checkweights"
    TITLE = tr("Check weights")
    SUMMARY = tr(
        "Says whether an encoder gives here the numbers that were published of it: the log has each"
        " comparison, and a sentence says how far they go."
    )

    OUTPUTS = (Output(QgsProcessingOutputBoolean, "AGREES", tr("Whether the numbers agree"), "agrees"), VERDICT)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Each comparison, and the verdict."""
        words = {True: tr("agrees"), False: tr("does not agree"), None: tr("for information")}
        compared = [
            tr("{name}: {found}, expected {expected} ({verdict})").format(
                name=item["name"], found=item["found"], expected=item["expected"], verdict=words[item["agrees"]]
            )
            for item in value["items"]
        ]
        return [*compared, value["sentence"]]
