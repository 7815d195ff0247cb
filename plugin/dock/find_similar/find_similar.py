"""The use case *Find similar*: places picked on the map become a heatmap, polygons and the most similar places."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsMapLayer,
    QgsPointXY,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QApplication

from ...client.failure import EngineFailure
from ...client.requests import NewestRequests
from ...layers.output import version
from ...layers.source import read_embeddings
from ...layers.vector_source import LONLAT
from ...tools.active_tool import ActiveTool
from ...tools.markers import Mark, PlaceMarkers
from ...tools.place_tool import Pick, PlaceTool
from ..choices import Encoder, PickedPlace
from ..connections import Connections
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..look_at.earth import EarthEmbeddings, earth_encoder
from .heatmap_layers import Heatmap, HeatmapLayers
from .section import SimilarSection
from .similar_outlines import SimilarOutlines
from .similar_places import add_similar_places
from .similar_points import SimilarPoints

NOTHING_LIKE = "Now pick a place to look for: what is unlike a place alone is nearly everything."
ONLY_LIKE = "Points are found by those that they are like: Alt does nothing here."


class FindSimilar(QObject):
    """Connects the section *Find similar* with the map tool, the engine and the heatmap layer."""

    def __init__(
        self, section: SimilarSection, embeddings: EmbeddingLayers, earth: EarthEmbeddings, context: DockContext
    ) -> None:
        super().__init__()
        self._earth = earth
        self._earth_encoder: Encoder | None = None  # of any place on Earth, while it has no layer
        self._section = section
        self._embeddings = embeddings
        self._context = context
        self._outside = Connections()
        self._places: list[PickedPlace] = []  # in the embedding layer's CRS
        self._crs = QgsCoordinateReferenceSystem()  # of the places
        self._vector: list[float] = []
        self._markers = PlaceMarkers(context.canvas)
        self._tool = PlaceTool(context.canvas, self._markers.at)
        self._active_tool = ActiveTool(context.canvas, self._tool)
        self._requests = NewestRequests(context.quick)  # of one search
        self._heatmaps = HeatmapLayers(context.project, context.storage)
        self._heatmap: Heatmap | None = None
        self._threshold: float | None = None  # None: the natural one
        self._outlines = SimilarOutlines(section.polygons, context)
        self._points = SimilarPoints(section, context)
        self._connect()
        self._layer_changed()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._outlines.close()
        self._requests.cancel()
        self.leave_map()
        self._outside.close()

    def offer_earth(self, encoder: Encoder | None) -> None:
        """Let any place on Earth be picked, embedded by this encoder; None ends it."""
        self._earth_encoder = encoder
        if encoder is not None:  # the first answer takes seconds, in which its model is loaded
            self._context.quick.ask("location_at", _location(encoder.name, PickedPlace(0.0, 0.0)), _ignore, _ignore)
        shown = None if encoder is None else self._earth.layer(encoder.name)
        if shown is not None:
            self._embeddings.offer_earth("")
            self._embeddings.choose(shown)
        else:
            self._embeddings.offer_earth("" if encoder is None else f"Anywhere on Earth · {encoder.title}")

    def take_earth(self, layer: QgsMapLayer) -> None:
        """Continue with the new layer of the Earth, keeping the picked places."""
        places = self._places if self._embeddings.is_earth else []
        self._embeddings.choose(layer)
        self._embeddings.offer_earth("")
        if places:
            self._set_places(places, newest=places[-1])

    def leave_map(self) -> None:
        """Give the map back: no tool, no markers."""
        self._active_tool.deactivate()
        self._markers.clear()

    # The tool

    def _tool_set(self, tool: QgsMapTool | None, _before: QgsMapTool | None) -> None:
        """Keep the button in step with the active map tool."""
        self._section.pick.setChecked(tool is self._tool)

    # The places

    def _picked(self, point: QgsPointXY, pick: Pick) -> None:
        if pick is Pick.EXCLUDE and self._embeddings.points is not None:
            self._context.notices.say(ONLY_LIKE)
            return
        place = self._place(point, positive=pick is not Pick.EXCLUDE)
        if place is not None:
            before = [] if pick is Pick.REPLACE else self._places
            self._set_places([*before, place], newest=place)

    def _moved(self, index: int, point: QgsPointXY) -> None:
        place = self._place(point, positive=self._places[index].positive)
        if place is not None:
            self._set_places([*self._places[:index], place, *self._places[index + 1 :]], newest=place)

    def _remove(self, index: int) -> None:
        left = [*self._places[:index], *self._places[index + 1 :]]
        self._set_places(left, newest=left[-1] if left else None)

    def _clear(self) -> None:
        self._threshold = None
        self._set_places([], newest=None)

    def _place(self, point: QgsPointXY, *, positive: bool) -> PickedPlace | None:
        """The point in the embedding layer's CRS; None where there is no layer or no such coordinates."""
        if not self._is_ready:
            return None
        try:
            inside = self._context.point_from_map(point, self._crs)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return None
        layer = self._embeddings.current
        if self._embeddings.is_earth or (layer is not None and earth_encoder(layer)):
            # The map may show the Earth more than once, side by side.
            return PickedPlace((inside.x() + 180) % 360 - 180, inside.y(), positive)
        return PickedPlace(inside.x(), inside.y(), positive)

    @property
    def _is_ready(self) -> bool:
        """Whether there is a layer, or the Earth, to pick a place in."""
        embeddings = self._embeddings
        return embeddings.current is not None or embeddings.points is not None or embeddings.is_earth

    def _set_places(self, places: list[PickedPlace], newest: PickedPlace | None) -> None:
        self._requests.cancel()
        before, self._places = self._places, places
        self._section.show_places(places)
        self.show_on_map()
        if newest is not None:
            self._search(newest, before)
        else:
            self._forget_heatmap()

    def _forget_heatmap(self) -> None:
        self._heatmap = None
        self._section.show_results_ready(ready=False)

    def show_on_map(self) -> None:
        """Show the markers; none where the map's CRS does not reach."""
        try:
            marks = [Mark(self._on_map(place), place.positive) for place in self._places]
        except QgsCsException:  # the map's new CRS does not reach there
            marks = []
        self._markers.show(marks)

    def _on_map(self, place: PickedPlace) -> QgsPointXY:
        to_map = Qgis.TransformDirection.Reverse
        return self._context.from_map(self._crs).transform(QgsPointXY(place.x, place.y), to_map)

    # The search

    def _search(self, newest: PickedPlace, before: list[PickedPlace]) -> None:
        layer = self._embeddings.current
        if self._embeddings.points is not None:
            self._search_points(self._embeddings.points, before)
            return
        if layer is None:
            self._search_earth(newest, before)
            return
        try:
            embeddings = read_embeddings(layer).embeddings
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        similar = {
            **embeddings,
            "at": [[place.x, place.y] for place in self._places if place.positive],
            "not_at": [[place.x, place.y] for place in self._places if not place.positive],
            "crs": None,
            "output": self._heatmaps.next_file(),
        }
        shown = partial(self._show_heatmap, layer, similar)
        # The map first: it is what the user looks at.
        if similar["at"]:
            self._ask("similarity_map", similar, shown, before)
        else:
            self._forget_heatmap()
            self._context.notices.say(NOTHING_LIKE)
        if earth_encoder(layer):
            self._ask("location_at", _location(earth_encoder(layer), newest), self._show_embedding, before)
        else:
            at = {**embeddings, "at": [newest.x, newest.y], "crs": None}
            self._ask("embedding_at", at, self._show_embedding, before)
        self._compare(embeddings, newest, before)

    def _compare(self, embeddings: dict[str, str], newest: PickedPlace, before: list[PickedPlace]) -> None:
        """Show the similarity of the newest place to the one before it."""
        others = [index for index, place in enumerate(self._places) if place is not newest]
        if others:
            other = self._places[others[-1]]
            both = {**embeddings, "at": [[newest.x, newest.y], [other.x, other.y]], "crs": None}
            self._ask("compare", both, partial(self._show_likeness, others[-1] + 1), before)

    def _search_earth(self, newest: PickedPlace, before: list[PickedPlace]) -> None:
        """The embedding of any place at once; its heatmap when the Earth's layer is made."""
        encoder = self._earth_encoder
        if encoder is not None:
            self._ask("location_at", _location(encoder.name, newest), self._show_embedding, before)
            self._earth.want(encoder)

    def _search_points(self, layer: QgsVectorLayer, before: list[PickedPlace]) -> None:
        places = [place for place in self._places if place.positive]
        try:
            params = self._points.params(layer, places, self._crs)
        except EngineFailure as failure:
            self._search_failed(before, failure)
            return
        self._ask("similar_points", params, partial(self._show_similar_points, layer), before)

    def _show_similar_points(self, layer: QgsVectorLayer, value: dict[str, Any]) -> None:
        vector = self._points.show(layer, value)
        self._show_embedding({"vector": vector, "norm": math.sqrt(sum(one * one for one in vector))})

    def _ask(
        self, method: str, params: dict[str, Any], answered: Callable[[Any], None], before: list[PickedPlace]
    ) -> None:
        """Send the request; its answer is ignored after the next click or a failure."""
        self._requests.ask(method, params, answered, partial(self._search_failed, before))

    def _search_failed(self, before: list[PickedPlace], failure: EngineFailure) -> None:
        self._requests.cancel()
        if failure.code == "outside":
            # A click outside the layer picks nothing: the places before it stay.
            self._places = before
            self._section.show_places(before)
            self.show_on_map()
        self._context.notices.failed(failure)

    def _show_embedding(self, value: dict[str, Any]) -> None:
        self._vector = value["vector"]
        self._section.show_embedding(value["vector"], value["norm"])

    def _show_likeness(self, number: int, value: dict[str, Any]) -> None:
        self._section.show_likeness(value["cosine"], value["raw_cosine"], number)

    def _show_heatmap(self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any]) -> None:
        heatmap = self._heatmap = self._heatmaps.show(layer, params, value, self._threshold)
        threshold = heatmap.within(self._threshold)
        self._section.show_threshold(threshold, heatmap.limits.low, heatmap.limits.high)
        self._section.show_area(heatmap.draw(threshold))
        self._section.show_results_ready(ready=True)

    def _slid(self, threshold: float) -> None:
        self._threshold = threshold
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            self._section.show_area(heatmap.draw(threshold))

    def _shown_heatmap(self) -> Heatmap | None:
        return self._heatmap if self._heatmap is not None and self._heatmaps.is_shown(self._heatmap) else None

    # What is made of it

    def _make_polygons(self) -> None:
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            self._outlines.make(heatmap.path, self._section.shown_threshold, heatmap.layer)

    def _make_places(self) -> None:
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            add_similar_places(heatmap.path, heatmap.layer, self._context)

    def _copy(self) -> None:
        QApplication.clipboard().setText(", ".join(f"{value:.9g}" for value in self._vector))

    # Connections

    def _layer_changed(self) -> None:
        embeddings = self._embeddings
        layer = embeddings.points or embeddings.current
        self._section.show_ready(ready=self._is_ready)
        self._section.show_kind(points=embeddings.points is not None, earth=embeddings.is_earth)
        if layer is not None:
            self._crs = layer.crs()
        else:
            self._crs = QgsCoordinateReferenceSystem(LONLAT if embeddings.is_earth else "")
        self._clear()
        if not self._is_ready:
            self._active_tool.deactivate()
        elif embeddings.current is not None:
            self._prepare(embeddings.current)

    def _prepare(self, layer: QgsRasterLayer) -> None:
        """Load in advance what the first click needs."""
        self._heatmaps.prepare()
        version()
        with suppress(EngineFailure):  # the click says so
            params = read_embeddings(layer).embeddings
            self._context.quick.ask("open", params, _ignore, _ignore)

    def _layers_removed(self, _ids: list[str]) -> None:
        """Disable the results when the heatmap's layer is removed."""
        if self._shown_heatmap() is None:
            self._forget_heatmap()

    def _connect(self) -> None:
        section, tool = self._section, self._tool
        section.pick_toggled.connect(self._active_tool.toggle)
        section.clear.clicked.connect(self._clear)
        section.places.remove_wanted.connect(self._remove)
        section.copy.clicked.connect(self._copy)
        section.threshold_changed.connect(self._slid)
        section.polygons.started.connect(self._make_polygons)
        section.most_similar.started.connect(self._make_places)
        tool.picked.connect(self._picked)
        tool.dragged.connect(self._markers.drag)
        tool.moved.connect(self._moved)
        tool.left.connect(self._active_tool.deactivate)
        self._outside.connect(self._embeddings.changed, self._layer_changed)
        self._outside.connect(self._context.canvas.destinationCrsChanged, self.show_on_map)
        self._outside.connect(self._context.canvas.mapToolSet, self._tool_set)
        self._outside.connect(self._context.project.layersRemoved, self._layers_removed)


def _ignore(_answer: object) -> None:
    """For a request that is sent only so that the engine loads what the next one needs."""


def _location(encoder: str, place: PickedPlace) -> dict[str, Any]:
    """The parameters of a request for a place on Earth."""
    return {"encoder": encoder, "at": [place.x, place.y], "crs": LONLAT}
