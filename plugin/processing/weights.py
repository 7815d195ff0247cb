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

from ..resources import checkpoint_title, checkpoints, raster_encoders, weights_table
from .algorithm import LandprintAlgorithm, Output, Parameters
from .declared import Declared

VERDICT = Output(QgsProcessingOutputString, "VERDICT", "What the check says", "sentence")


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
        return replace(item, toolbox=replace(item.toolbox, help=f"{item.toolbox.help} {weights_table()}"))


class KeepWeights(WeightsAlgorithm):
    """Weights come into the cache folder."""

    OUTPUTS = (
        Output(QgsProcessingOutputString, "PATH", "File that is kept", "path"),
        Output(QgsProcessingOutputNumber, "BYTES", "Size in bytes", "bytes"),
        VERDICT,
    )

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What is kept, from where, and what the check says."""
        kept = f"{value['title']} ({value['part']}): {value['bytes'] / 1e6:,.1f} MB in {value['path']}"
        return [f"{kept}.", f"From {value['origin']}.", value["sentence"]]


class DownloadWeights(KeepWeights):
    """Fetch weights."""

    OPERATION = "download"
    NAME = "downloadweights"
    TITLE = "Download weights"
    SUMMARY = (
        "Fetches the weights of an encoder from the Hugging Face Hub, where its authors publish them, and checks them."
        " Only what is needed of the file travels. A download that was interrupted or cancelled continues where it"
        " stopped. Nothing is ever downloaded unless you run this, or press the button in the panel."
        " HF_ENDPOINT, HTTPS_PROXY and HF_HUB_OFFLINE count as usual."
    )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them; says what will travel before it does."""
        params = super().params(parameters, context, feedback)
        parts = checkpoints()[params["encoder"]]
        part = parts.get(params["part"]) or next(iter(parts.values()))
        size = f"{part['download_bytes'] / 1e6:,.0f} MB"
        feedback.pushInfo(f"{checkpoint_title(parts)}: {size} from {part['source_url']}.")
        feedback.pushInfo(f"Licence: {part['licence']} ({part['licence_url']}).")
        return params


class ImportWeights(KeepWeights):
    """Take over weights from a file."""

    OPERATION = "import_checkpoint"
    NAME = "importweights"
    TITLE = "Import weights"
    SUMMARY = (
        "Takes over an encoder's weights from a file that you have, without a network: what is needed of it is copied"
        " into Landprint's folder and checked. Nothing inside the file is executed."
    )
    ORDER = ("FILE", "ENCODER", "PART")


class CheckWeights(WeightsAlgorithm):
    """Check weights."""

    OPERATION = "check"
    NAME = "checkweights"
    TITLE = "Check weights"
    SUMMARY = (
        "Says whether an encoder gives here the numbers that were published of it: the log has each comparison, and a"
        " sentence says how far they go."
    )

    OUTPUTS = (Output(QgsProcessingOutputBoolean, "AGREES", "Whether the numbers agree", "agrees"), VERDICT)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Each comparison, and the verdict."""
        words = {True: "agrees", False: "does not agree", None: "for information"}
        compared = [
            f"{item['name']}: {item['found']}, expected {item['expected']} ({words[item['agrees']]})"
            for item in value["items"]
        ]
        return [*compared, value["sentence"]]
