"""``landprint:embedraster``: an image becomes an embedding raster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterExtent,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
)

from ..resources import knows_sensors, raster_encoders, recipe_names
from .algorithm import INTEGER, Parameters
from .image_algorithm import AUTO, ImageAlgorithm
from .result_layer import Style

if TYPE_CHECKING:  # QGIS starts without the client
    from ..client.session import Session

DTYPES = ["uint8", "float32"]
POOLS = ["patch", "chip"]
POSITIONS = ["remove", "keep"]
RECOGNISED = ("raster", "encoder", "bands", "sensor", "band_names", "scale", "date")


class EmbedRaster(ImageAlgorithm):
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
    TAGS = ("embed", "features", "encoder", "vector", "satellite", "deep learning", "clay", "galileo", "sentinel")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add_image()
        self.add_choice(
            "ENCODER",
            "Encoder",
            raster_encoders(),
            "What makes the fingerprints. “random-features” is built in, takes any bands and needs no download."
            " “galileo-nano” has learned from satellite images of the whole Earth, is for Sentinel-2 and runs on any"
            " laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download); without a"
            " graphics card it takes seconds for each 256 x 256 pixels. SatCLIP's image encoders give one fingerprint"
            " per 256 x 256 pixels (ViT16: 224) of Sentinel-2 with all 12 bands, comparable with those of places, for"
            " research only. “Download weights” gets what is missing.",
        )
        self.add_bands()
        self.add(
            QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
            "The part to embed, grown to whole patches. The whole image when it is left empty.",
        )
        self.add_patch_size(
            "The side of the square that becomes one pixel of the result. Small patches show small things and take"
            " longer; large ones show the character of an area. Galileo takes 1 to 8, Clay 8; SatCLIP's image encoders"
            " have their own size, whatever is given here.",
        )
        self.add_imagery()
        self.add_sources()
        self._add_dense()
        self.add_runtime()
        self._add_overlap()
        self.add_order()
        self._add_random_features()
        self.add_output("Embedding raster", "A GeoTIFF with one band for each dimension.")

    def _add_dense(self) -> None:
        """How embeddings of chips become those of patches."""
        self.add_choice(
            "RECIPE",
            "Recipe",
            [AUTO, *recipe_names()],
            "How often each place is looked at. “fast” looks once, “balanced” at shifted positions too, “context” (of"
            " Galileo) at wider surroundings, “plain” as the model was published. “auto” is the encoder's own choice.",
            advanced=True,
        )
        self.add_choice(
            "POOL",
            "One embedding for each",
            POOLS,
            "“patch”, or “chip”: one for each square that the encoder sees at once, as Clay's published recipe makes"
            " them.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("DETAIL", "Detail", INTEGER, 1, minValue=1, maxValue=8),
            "Pixels of the result on the side of a patch: 2 makes it twice as fine and takes 4 times as long, 4 takes"
            " 16 times as long. A pixel has no data where less than half of the patch centred on it has some; from 3 on"
            " that is so at the corners of the raster.",
            advanced=True,
        )
        self.add_choice(
            "POSITION",
            "Trace of the position",
            POSITIONS,
            "Embeddings carry a trace of their place in the square that the encoder saw. “remove” takes it out, so that"
            " classes follow the land; “keep” leaves them as the encoder gave them.",
            advanced=True,
        )

    def _add_overlap(self) -> None:
        self.add(
            QgsProcessingParameterNumber("OVERLAP", "Overlap (pixels)", INTEGER, 0, minValue=0, maxValue=248),
            "How far the squares that Clay sees at once overlap; only their middle is kept.",
            advanced=True,
        )

    def _add_random_features(self) -> None:
        self.add(
            QgsProcessingParameterNumber("FILTERS", "Filters", INTEGER, 256, minValue=1, maxValue=8192),
            "Of random-features: how many small patterns each patch is compared with; each gives two dimensions.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("SEED", "Seed", INTEGER, 0, minValue=0),
            "Of random-features: the same seed gives the same result; another one draws other patterns.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterLayer("FILTERS_FROM", "Filters of another embedding raster", optional=True),
            "Of random-features: use the patterns of this embedding raster instead of new ones, so that both can be"
            " compared. Filters and seed are then those of that raster.",
            advanced=True,
        )
        self.add_choice(
            "DTYPE",
            "Stored as",
            DTYPES,
            "“uint8” takes a quarter of the space of “float32” and is practically as exact.",
            advanced=True,
        )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        encoder = self.choice(parameters, "ENCODER", context) or raster_encoders()[0]
        return {
            **self.image_params(parameters, context, encoder),
            "extent": self.bounds(parameters, "EXTENT", context, self.raster().crs),
            "filters": self.parameterAsInt(parameters, "FILTERS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "dtype": self.choice(parameters, "DTYPE", context),
            "filters_from": self.raster("FILTERS_FROM").path if self.has_raster("FILTERS_FROM") else None,
            "recipe": self.unless_auto(parameters, "RECIPE", context),
            "pool": self.choice(parameters, "POOL", context),
            "detail": self.parameterAsInt(parameters, "DETAIL", context),
            "overlap": self.parameterAsInt(parameters, "OVERLAP", context),
            "position": self.choice(parameters, "POSITION", context),
        }

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
        made = f"{value['encoder']}: {value['dim']} dimensions, patches of {value['patch']} x {value['patch']} pixels"
        counted = f"{value['valid_patches']:,} of {value['patches']:,} patches have data; {value['seconds']:.1f} s."
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
