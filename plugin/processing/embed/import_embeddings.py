"""``landprint:importembeddings``: embeddings that others have made become an embedding raster."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsRectangle

from ...layers.sources.vector_source import wkt
from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm
from ..base.declared import Declared
from ..base.reading import Parameters
from ..base.result_layer import Style
from .embed_raster import style_embedding

NUMBERS = re.compile(r"[\d\s,.eE+-]*")  # an extent that names no CRS


class ImportEmbeddings(LandprintAlgorithm):
    """Import embeddings."""

    OPERATION = "import_embeddings"
    NAME = "importembeddings"
    TITLE = tr("Import embeddings")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Makes an embedding raster of embeddings that others have computed: of what QGIS cannot show, as"
        " TESSERA's arrays in .npy files, or of codes that other programs are to see as values. Rasters of"
        " AlphaEarth's and TESSERA's can also be searched and sorted as they are."
    )
    TAGS = ("alphaearth", "satellite embedding", "tessera", "geotessera", "npy", "zarr", "convert")

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        params = super().params(parameters, context, feedback)
        # Only the engine can tell the coordinate system of what QGIS shows no layer of.
        extent = parameters.get("EXTENT")
        is_plain = type(extent) is QgsRectangle or NUMBERS.fullmatch(str(extent))  # and no QgsReferencedRectangle
        if params["extent"] and not is_plain:
            params["extent_crs"] = wkt(self.parameterAsExtentCrs(parameters, "EXTENT", context))
        self._source = str(params["embeddings"])
        return params

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter; an extent in its own coordinates."""
        if item.parameter.name != "extent":
            return super().value(item, parameters, context)
        extent = self.parameterAsExtent(parameters, item.name, context)
        return None if extent.isNull() else [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]

    def source(self) -> str:
        """What the result is made from, which may be no raster of QGIS's."""
        return self._source

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was imported."""
        counted = tr("{valid_patches} of {patches} pixels have data").format(
            valid_patches=format_number(value["valid_patches"]), patches=format_number(value["patches"])
        )
        return [
            tr("{encoder}: {dim} dimensions; {counted}.").format(
                encoder=value["encoder"], dim=value["dim"], counted=counted
            ),
            *value["notes"],
        ]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours."""
        return style_embedding
