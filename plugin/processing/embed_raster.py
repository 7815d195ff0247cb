"""``landprint:embedraster``: an image becomes an embedding raster."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBand,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
)

from .algorithm import INPUT, LandprintAlgorithm, Parameters, Style

ENCODERS = ["random-features"]
DTYPES = ["uint8", "float32"]
INTEGER = QgsProcessingParameterNumber.Type.Integer


class EmbedRaster(LandprintAlgorithm):
    """Embed a raster."""

    OPERATION = "embed_raster"
    NAME = "embedraster"
    TITLE = "Embed raster"
    GROUP = "Embeddings"
    SUMMARY = (
        "Turns a satellite image into an embedding raster: each patch of pixels becomes one pixel whose bands are the"
        " fingerprint of what is there. Similarity maps and classes are made from it. A run that was interrupted"
        " continues where it stopped when it is started again with the same settings."
    )
    TAGS = ("embed", "features", "encoder", "vector", "satellite", "deep learning")
    EMBEDDINGS_PARAM = "raster"

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, "Satellite image"),
            "A raster in a file, with one band or more. It is read piece by piece, whatever its size.",
        )
        self.add(
            QgsProcessingParameterEnum(
                "ENCODER", "Encoder", options=ENCODERS, defaultValue=ENCODERS[0], usesStaticStrings=True
            ),
            "What makes the fingerprints. “random-features” is built in, takes any bands and needs no download.",
        )
        self.add(
            QgsProcessingParameterBand(
                "BANDS", "Bands", parentLayerParameterName=INPUT, optional=True, allowMultiple=True
            ),
            "The bands to use. All of them when none is chosen.",
        )
        self.add(
            QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
            "The part to embed, grown to whole patches. The whole image when it is left empty.",
        )
        self.add(
            QgsProcessingParameterNumber("PATCH_SIZE", "Patch size (pixels)", INTEGER, 8, minValue=1, maxValue=256),
            "The side of the square that becomes one pixel of the result. Small patches show small things and take"
            " longer; large ones show the character of an area.",
        )
        self._add_advanced()
        self.add_output("Embedding raster", "A GeoTIFF with one band for each dimension.")

    def _add_advanced(self) -> None:
        self.add(
            QgsProcessingParameterNumber("FILTERS", "Filters", INTEGER, 256, minValue=1, maxValue=8192),
            "How many small patterns each patch is compared with; each gives two dimensions.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("SEED", "Seed", INTEGER, 0, minValue=0),
            "The same seed gives the same result; another one draws other patterns from the image.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "DTYPE", "Stored as", options=DTYPES, defaultValue=DTYPES[0], usesStaticStrings=True
            ),
            "“uint8” takes a quarter of the space of “float32” and is practically as exact.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterLayer("FILTERS_FROM", "Filters of another embedding raster", optional=True),
            "Use the patterns of this embedding raster instead of new ones, so that both can be compared. Filters and"
            " seed are then those of that raster.",
            advanced=True,
        )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return {
            "encoder": self.parameterAsEnumString(parameters, "ENCODER", context),
            "bands": self.parameterAsInts(parameters, "BANDS", context) or None,
            "extent": self._extent(parameters, context),
            "patch": self.parameterAsInt(parameters, "PATCH_SIZE", context),
            "filters": self.parameterAsInt(parameters, "FILTERS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "dtype": self.parameterAsEnumString(parameters, "DTYPE", context),
            "filters_from": self.raster("FILTERS_FROM").path if self.has_raster("FILTERS_FROM") else None,
        }

    def _extent(self, parameters: Parameters, context: QgsProcessingContext) -> list[float] | None:
        """The extent in the raster's CRS as left, bottom, right, top."""
        extent = self.parameterAsExtent(parameters, "EXTENT", context, self.raster().crs)
        if extent.isNull():
            return None
        return [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made, and what was guessed on the way."""
        made = f"{value['encoder']}: {value['dim']} dimensions, patches of {value['patch']} x {value['patch']} pixels"
        counted = f"{value['valid_patches']:,} of {value['patches']:,} patches have data; {value['seconds']:.1f} s."
        return [f"{made}.", counted, *value["notes"]]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours, stretched by the statistics that the file carries."""
        return _style_embedding


def _style_embedding(layer: QgsRasterLayer) -> None:
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *(min(b, layer.bandCount()) for b in (1, 2, 3))))
    # Not the cumulative cut that is QGIS's default: it would read the pixels for a histogram and leave an .aux.xml.
    layer.setContrastEnhancement(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, QgsRasterMinMaxOrigin.Limits.StdDev
    )
