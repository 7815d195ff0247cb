"""``landprint:embedraster``: an image becomes an embedding raster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsProcessingFeedback,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
)

from ...resources import knows_sensors, raster_encoders, recipe_names
from ...translation import format_number, tr
from ..base.declared import AUTO
from ..base.image_algorithm import OF_THE_IMAGE, ImageAlgorithm, sensors
from ..base.result_layer import Style

if TYPE_CHECKING:  # QGIS starts without the client
    from ...client.session import Session

RECOGNISED = ("raster", "encoder", "bands", "sensor", "band_names", "scale", "date")


class EmbedRaster(ImageAlgorithm):
    """Embed a raster."""

    OPERATION = "embed_raster"
    NAME = "embedraster"
    TITLE = tr("Embed raster")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Turns a satellite image into an embedding raster: each patch of pixels becomes one pixel whose"
        " bands are the fingerprint of what is there. Similarity maps and classes are made from it. A run"
        " that was interrupted continues where it stopped when it is started again with the same settings."
    )
    TAGS: ClassVar[tuple[str, ...]] = (
        "embed",
        "features",
        "encoder",
        "vector",
        "satellite",
        "deep learning",
        "clay",
        "galileo",
        "sentinel",
    )

    ORDER: ClassVar[tuple[str, ...]] = (
        *("INPUT", "ENCODER", "BANDS", "EXTENT", "PATCH_SIZE", *OF_THE_IMAGE, "RECIPE", "POOL", "DETAIL", "POSITION"),
        *("RUNTIME", "PRECISION", "OVERLAP", "LATLON_ORDER", "HEADS", "FILTERS", "SEED", "FILTERS_FROM", "DTYPE"),
        *("SCALE_FROM", "STAC"),
    )
    OPTIONS: ClassVar = {"encoder": raster_encoders, "sensor": sensors, "recipe": lambda: [AUTO, *recipe_names()]}

    def converse(self, session: Session, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """The engine's value; says before the work begins what was recognised, for it may take hours."""
        if knows_sensors(params["encoder"]):
            asked = {name: params[name] for name in RECOGNISED}
            found = session.request("recognise", asked, is_cancelled=feedback.isCanceled)
            for note in found["notes"]:
                feedback.pushInfo(note)
        return super().converse(session, params, feedback)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made, and what was guessed on the way."""
        made = tr("{encoder}: {dim} dimensions, patches of {patch} x {patch} pixels").format(
            encoder=value["encoder"], dim=value["dim"], patch=value["patch"]
        )
        counted = tr("{valid_patches} of {patches} patches have data; {seconds} s.").format(
            valid_patches=format_number(value["valid_patches"]),
            patches=format_number(value["patches"]),
            seconds=format_number(value["seconds"], 1),
        )
        return [f"{made}.", counted, *value["notes"]]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours, stretched by the statistics that the file carries."""
        return style_embedding


def style_embedding(layer: QgsRasterLayer) -> None:
    """Draw the first three dimensions as colours."""
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *(min(b, layer.bandCount()) for b in (1, 2, 3))))
    # Not the cumulative cut that is QGIS's default: it would read the pixels for a histogram and leave an .aux.xml.
    layer.setContrastEnhancement(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, QgsRasterMinMaxOrigin.Limits.StdDev
    )
