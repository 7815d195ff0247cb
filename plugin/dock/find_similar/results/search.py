"""The requests of a search in an embedding raster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem

from ...choices import PickedPlace
from ..examples.shapes import AreaFiles
from .heatmap_layers import HeatmapLayers


class Search:
    """Makes the requests for places in the CRS of their layer, with the files that these need."""

    def __init__(self, heatmaps: HeatmapLayers) -> None:
        self._heatmaps = heatmaps
        self._areas = AreaFiles(heatmaps.prepare)

    def similarity(
        self,
        embeddings: dict[str, str],
        places: Sequence[PickedPlace],
        crs: QgsCoordinateReferenceSystem,
        combine: str,
    ) -> dict[str, Any]:
        """The request for the heatmap of these places, with a new file for it; raises EngineFailure."""
        liked = [place for place in places if place.positive]
        others = [place for place in places if not place.positive]
        files = {"points": self._areas.file(liked, crs), "not_points": self._areas.file(others, crs)}
        return {
            **embeddings,
            "at": _points(liked),
            "not_at": _points(others),
            "crs": None,
            "combine": combine,
            "output": self._heatmaps.next_file(),
            **{name: file for name, file in files.items() if file},
        }

    def excluded(self, places: Sequence[PickedPlace], crs: QgsCoordinateReferenceSystem) -> dict[str, Any]:
        """The part of a request that leaves out what is picked already; raises EngineFailure."""
        file = self._areas.file(places, crs)
        return {"exclude": _points(places), **({"exclude_points": file} if file else {})}


def _points(places: Sequence[PickedPlace]) -> list[list[float]]:
    """The positions of the places that are no areas."""
    return [[place.x, place.y] for place in places if not place.area]
