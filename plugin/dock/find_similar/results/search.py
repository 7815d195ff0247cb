"""The search for picked places: the requests of a heatmap, of the newest place's embedding and of its likeness."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure
from ....client.requests import NewestRequests
from ....layers.sources.source import read_embeddings
from ....layers.sources.vector_source import LONLAT
from ...choices import PickedPlace
from ...context import DockContext
from ...look_at.embed.earth import earth_encoder
from ..examples.picked_places import Click, PickedPlaces
from ..examples.shapes import AreaFiles
from ..form.section import SimilarSection
from .heatmap_layers import HeatmapLayers
from .similar_points import SimilarPoints


class Search(QObject):
    """Sends the requests and shows the newest place's embedding; after ``cancel``, answers are ignored.

    ``found`` has the layer that was searched, the request of its heatmap, the answer, and whether the heatmap is to
    become visible; ``failed`` the click that was searched for and the failure, after which nothing is awaited.
    """

    found = pyqtSignal(object, object, object, bool)
    failed = pyqtSignal(object, object)

    def __init__(
        self, section: SimilarSection, picked: PickedPlaces, heatmaps: HeatmapLayers, context: DockContext
    ) -> None:
        super().__init__()
        self._section = section
        self._picked = picked
        self._heatmaps = heatmaps
        self._requests = NewestRequests(context.quick)
        self._areas = AreaFiles(heatmaps.prepare)
        self._points = SimilarPoints(section, context)

    def cancel(self) -> None:
        """Stop what is underway."""
        self._requests.cancel()

    def in_layer(self, layer: QgsRasterLayer, newest: PickedPlace, click: Click | None) -> bool:
        """Search an embedding layer; whether there is a place to search for. Raises EngineFailure."""
        places = self._picked.places
        embeddings = read_embeddings(layer).embeddings
        similar = self.similarity(embeddings, places)
        has_liked = any(place.positive for place in places)
        if has_liked:  # the map first: it is what the user looks at
            self._ask("similarity_map", similar, lambda value: self.found.emit(layer, similar, value, True), click)
        if earth_encoder(layer):
            self._ask("location_at", location(earth_encoder(layer), newest), self._show_embedding, click)
        else:
            at = {**embeddings, "at": [newest.x, newest.y], "crs": None}
            self._ask("embedding_at", at, self._show_embedding, click)
        others = [index for index, place in enumerate(places) if place is not newest]
        if others:
            other = places[others[-1]]
            both = {**embeddings, "at": [[newest.x, newest.y], [other.x, other.y]], "crs": None}
            self._ask("compare", both, partial(self._show_likeness, others[-1] + 1), click)
        return has_liked

    def in_growing(self, image: QgsRasterLayer, embeddings: dict[str, str], *, is_first: bool, raises: bool) -> None:
        """Search what is embedded of an image so far, unless an answer is still to come: more of it follows.

        Raises EngineFailure.
        """
        places = self._picked.places
        if self._requests.is_waiting or not any(place.positive for place in places):
            return
        similar = self.similarity(embeddings, places)
        # A place that is not embedded yet is found in a later one.
        self._requests.ask(
            "similarity_map", similar, lambda value: self.found.emit(image, similar, value, raises), ignore
        )
        if is_first:
            at = {**embeddings, "at": [places[-1].x, places[-1].y], "crs": None}
            self._requests.ask("embedding_at", at, self._show_embedding, ignore)

    def in_points(self, layer: QgsVectorLayer) -> None:
        """Search a layer of embedded points."""
        places = [place for place in self._picked.places if place.positive]
        try:
            params = self._points.params(layer, places, self._picked.crs)
        except EngineFailure as failure:
            self._fail(None, failure)
            return

        def show(value: dict[str, Any]) -> None:
            vector = self._points.show(layer, value)
            self._section.show_embedding(vector, math.sqrt(sum(one * one for one in vector)))

        self._ask("similar_points", params, show)

    def on_earth(self, encoder: str, newest: PickedPlace) -> None:
        """The embedding of a place on Earth, of which there is no layer yet."""
        self._ask("location_at", location(encoder, newest), self._show_embedding)

    # The requests

    def similarity(self, embeddings: dict[str, str], places: list[PickedPlace]) -> dict[str, Any]:
        """The request for the heatmap of these places, with a new file for it; raises EngineFailure."""
        liked = [place for place in places if place.positive]
        others = [place for place in places if not place.positive]
        crs = self._picked.crs
        files = {"points": self._areas.file(liked, crs), "not_points": self._areas.file(others, crs)}
        return {
            **embeddings,
            "at": _points(liked),
            "not_at": _points(others),
            "crs": None,
            "combine": self._section.threshold.combination,
            "output": self._heatmaps.next_file(),
            **{name: file for name, file in files.items() if file},
        }

    def excluded(self) -> dict[str, Any]:
        """The part of a request that leaves out what is picked already; raises EngineFailure."""
        places = self._picked.places
        file = self._areas.file(places, self._picked.crs)
        return {"exclude": _points(places), **({"exclude_points": file} if file else {})}

    def _ask(
        self, method: str, params: dict[str, Any], answered: Callable[[Any], None], click: Click | None = None
    ) -> None:
        self._requests.ask(method, params, answered, partial(self._fail, click))

    def _fail(self, click: Click | None, failure: EngineFailure) -> None:
        self._requests.cancel()
        self.failed.emit(click, failure)

    def _show_embedding(self, value: dict[str, Any]) -> None:
        self._section.show_embedding(value["vector"], value["norm"])

    def _show_likeness(self, number: int, value: dict[str, Any]) -> None:
        self._section.show_likeness(value["cosine"], value["raw_cosine"], number)


def location(encoder: str, place: PickedPlace) -> dict[str, Any]:
    """The parameters of a request for a place on Earth."""
    return {"encoder": encoder, "at": [place.x, place.y], "crs": LONLAT}


def ignore(_answer: object) -> None:
    """For a request that is sent only so that the engine loads what the next one needs."""


def _points(places: list[PickedPlace]) -> list[list[float]]:
    """The positions of the places that are no areas."""
    return [[place.x, place.y] for place in places if not place.area]
