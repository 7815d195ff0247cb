"""The use case *Find similar*: places picked on the map become a heatmap, polygons and the most similar places."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsPointXY, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QPoint
from qgis.PyQt.QtWidgets import QApplication, QToolTip

from ...client.failure import EngineFailure
from ...client.requests import NewestRequests
from ...layers.outputs.output import version
from ...layers.sources.source import VALUES_PROPERTY, read_embeddings
from ...layers.sources.vector_source import LONLAT
from ...tools.place_tool import Pick
from ...translation import format_number, tr
from ..choices import Encoder, PickedPlace
from ..connections import Connections
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..first_click import FirstClick
from ..look_at.embed.earth import EarthEmbeddings, earth_encoder
from .examples.examples import kept_places, places_of
from .examples.picked_places import Click, PickedPlaces
from .following import Following
from .form.section import SimilarSection
from .results.candidates import Candidates
from .results.heatmap_layers import Heatmap, HeatmapLayers, value_at
from .results.search import Search
from .results.similar_outlines import SimilarOutlines
from .results.similar_points import SimilarPoints

NOTHING_LIKE = tr("Now pick a place to look for: what is unlike a place alone is nearly everything.")
MOST_NUMBERS = 5  # of places in a layer's name
KEPT_NAME = "similar"  # of what is kept with the project


class FindSimilar(QObject):
    """Connects the section *Find similar* with the picked places, the engine and the heatmap layer.

    ``take_up`` continues with places on a layer that has come meanwhile.
    """

    def __init__(
        self,
        section: SimilarSection,
        embeddings: EmbeddingLayers,
        earth: EarthEmbeddings,
        first: FirstClick,
        context: DockContext,
        iface: QgisInterface,
    ) -> None:
        super().__init__()
        self._earth = earth
        self._first = first
        self._earth_encoder: Encoder | None = None  # of any place on Earth, while it has no layer
        self._section = section
        self._embeddings = embeddings
        self._context = context
        self._outside = Connections()
        self._vector: list[float] = []
        self.picked = PickedPlaces(section, embeddings, context, iface)
        self._requests = NewestRequests(context.quick)  # of one search
        self._following = Following(context.quick, context.canvas)
        self._heatmaps = HeatmapLayers(context.project, context.storage)
        self._wanted = Search(self._heatmaps)
        self._heatmap: Heatmap | None = None
        self._threshold: float | None = None  # None: the natural one
        self._outlines = SimilarOutlines(section.polygons, context)
        self._points = SimilarPoints(section, context)
        self._candidates = Candidates(section, context, iface)
        self._connect()
        self._layer_changed()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._outlines.close()
        self._candidates.close()
        self._following.cancel()
        self._requests.cancel()
        self.picked.close()
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
            title = "" if encoder is None else tr("Anywhere on Earth · {encoder}").format(encoder=encoder.title)
            self._embeddings.offer_earth(title)

    def take_earth(self, layer: QgsMapLayer) -> None:
        """Continue with the new layer of the Earth, keeping the picked places."""
        places = self.picked.places if self._embeddings.is_earth else []
        self._embeddings.choose(layer)
        self._embeddings.offer_earth("")
        self.take_up(places)

    def take_up(self, places: Sequence[PickedPlace]) -> None:
        """Search for these places, in the chosen layer's CRS."""
        if places:
            self.picked.change(places)

    def take_grown(self, layer: QgsMapLayer) -> None:
        """Continue with the layer of the image that was embedded from a place, keeping the picked places."""
        is_searched = self._first.image is not None
        places, threshold = self.picked.places, self._threshold
        image = self._first.end()
        if image is not None:
            self._heatmaps.hand_over(image, layer)
        self._embeddings.choose(layer)
        if image is not None and is_searched:
            self._threshold = threshold
            self.take_up(places)

    def leave_map(self) -> None:
        """Give the map back: no tool, no markers."""
        self.picked.map.leave()
        self._candidates.leave_map()

    def show_on_map(self) -> None:
        """Show the markers."""
        self.picked.show_on_map()

    # The search

    def _places_changed(self, newest: PickedPlace | None, click: Click | None) -> None:
        self._following.cancel()
        self._requests.cancel()
        if newest is None:
            self._threshold = None
            self._forget_heatmap()
        elif self._first.image is not None:
            self._search_first(newest)
        else:
            self._search(newest, click)
        self._keep()

    def _search_first(self, newest: PickedPlace) -> None:
        """Search an image that is being embedded, which begins with the first place."""
        if self._first.growing is None:
            try:
                self._first.begin(newest)
            except EngineFailure as failure:
                self.picked.take_back()
                self._context.notices.failed(failure)
                return
        self._search_grown(raises=True)

    def _embed_beside(self, point: QgsPointXY, pick: Pick) -> bool:
        """Embed the image from a click beside what is embedded of it; whether the click is taken."""
        place = None if pick is Pick.EXCLUDE else self._first.take(point)
        if place is not None:
            self.take_up([place])
        return place is not None

    def _search_grown(self, *, raises: bool = False) -> None:
        """Search what is embedded so far, unless an answer is still to come: more of it follows."""
        image, embeddings, places = self._first.image, self._first.params, self.picked.places
        if image is None or embeddings is None or self._requests.is_waiting:
            return
        if not any(place.positive for place in places):
            return
        try:
            similar = self._similarity(embeddings, places)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        # A place that is not embedded yet is found in a later one.
        show = partial(self._show_heatmap, image, similar, raises=raises)
        self._requests.ask("similarity_map", similar, show, _ignore)
        if self._heatmap is None:
            at = {**embeddings, "at": [places[-1].x, places[-1].y], "crs": None}
            self._requests.ask("embedding_at", at, self._show_embedding, _ignore)

    def _search(self, newest: PickedPlace, click: Click | None = None) -> None:
        layer = self._embeddings.current
        if self._embeddings.points is not None:
            self._search_points(self._embeddings.points)
            return
        if layer is None:
            self._search_earth(newest)
            return
        places = self.picked.places
        try:
            embeddings = read_embeddings(layer).embeddings
            similar = self._similarity(embeddings, places)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        # The map first: it is what the user looks at.
        if any(place.positive for place in places):
            self._ask("similarity_map", similar, partial(self._show_heatmap, layer, similar), click)
        else:
            self._forget_heatmap()
            self._context.notices.say(NOTHING_LIKE)
        if earth_encoder(layer):
            self._ask("location_at", _location(earth_encoder(layer), newest), self._show_embedding, click)
        else:
            at = {**embeddings, "at": [newest.x, newest.y], "crs": None}
            self._ask("embedding_at", at, self._show_embedding, click)
        self._compare(embeddings, newest, click)

    def _similarity(self, embeddings: dict[str, str], places: Sequence[PickedPlace]) -> dict[str, Any]:
        combination = self._section.threshold_row.combination
        return self._wanted.similarity(embeddings, places, self.picked.crs, combination)

    def _compare(self, embeddings: dict[str, str], newest: PickedPlace, click: Click | None) -> None:
        """Show the similarity of the newest place to the one before it."""
        places = self.picked.places
        others = [index for index, place in enumerate(places) if place is not newest]
        if others:
            other = places[others[-1]]
            both = {**embeddings, "at": [[newest.x, newest.y], [other.x, other.y]], "crs": None}
            self._ask("compare", both, partial(self._show_likeness, others[-1] + 1), click)

    def _search_earth(self, newest: PickedPlace) -> None:
        """The embedding of any place at once; its heatmap when the Earth's layer is made."""
        encoder = self._earth_encoder
        if encoder is not None:
            self._ask("location_at", _location(encoder.name, newest), self._show_embedding)
            self._earth.want(encoder)

    def _search_points(self, layer: QgsVectorLayer) -> None:
        places = [place for place in self.picked.places if place.positive]
        try:
            params = self._points.params(layer, places, self.picked.crs)
        except EngineFailure as failure:
            self._search_failed(None, failure)
            return
        self._ask("similar_points", params, partial(self._show_similar_points, layer))

    def _show_similar_points(self, layer: QgsVectorLayer, value: dict[str, Any]) -> None:
        vector = self._points.show(layer, value)
        self._show_embedding({"vector": vector, "norm": math.sqrt(sum(one * one for one in vector))})

    def _ask(
        self, method: str, params: dict[str, Any], answered: Callable[[Any], None], click: Click | None = None
    ) -> None:
        """Send the request; its answer is ignored after the next change or a failure."""
        self._requests.ask(method, params, answered, partial(self._search_failed, click))

    def _search_failed(self, click: Click | None, failure: EngineFailure) -> None:
        self._requests.cancel()
        if failure.code == "outside":
            # A click outside the layer picks nothing: the places before it stay.
            self.picked.take_back()
            self._keep()
            if click is not None and self.picked.hand_on is not None and self.picked.hand_on(*click):
                return
        self._context.notices.failed(failure)

    def _show_embedding(self, value: dict[str, Any]) -> None:
        self._vector = value["vector"]
        self._section.show_embedding(value["vector"], value["norm"])

    def _show_likeness(self, number: int, value: dict[str, Any]) -> None:
        self._section.show_likeness(value["cosine"], value["raw_cosine"], number)

    # The heatmap

    def _show_heatmap(
        self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], *, raises: bool = True
    ) -> None:
        name = tr("Similar to {places}").format(places=_numbers(self.picked.places))
        self._take_heatmap(self._heatmaps.show(layer, params, value, self._threshold, name, raises=raises))
        self._keep()

    def _take_heatmap(self, heatmap: Heatmap) -> None:
        """Show the heatmap's threshold and area: its layer shows the rest."""
        self._heatmap = heatmap
        self._section.show_threshold(heatmap.within(self._threshold), heatmap.limits.low, heatmap.most)
        self._section.show_area(heatmap.area(self._section.shown_threshold))
        self._section.show_results_ready(ready=True)

    def _follow_drag(self, places: list[PickedPlace]) -> None:
        """Have the heatmap follow a marker that is dragged."""
        heatmap, layer = self._shown_heatmap(), self._embeddings.current
        if heatmap is None or layer is None or not any(place.positive for place in places):
            return
        shown = heatmap.layer

        def follow(params: dict[str, Any], value: dict[str, Any]) -> None:
            self._take_heatmap(self._heatmaps.refresh(shown, params, value, self._threshold))

        with suppress(EngineFailure):  # the end of the drag says so
            params = partial(self._similarity, read_embeddings(layer).embeddings, places)
            self._following.ask("similarity_map", params, follow)

    def _forget_heatmap(self) -> None:
        """There is no heatmap of these places: that of the ones before goes off the map."""
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            self._heatmaps.hide(heatmap.layer)
        self._heatmap = None
        self._candidates.forget()
        self._section.show_results_ready(ready=False)

    def _slid(self, threshold: float) -> None:
        self._threshold = threshold
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            heatmap.draw(threshold)
            self._section.show_area(heatmap.area(threshold))
        if not self._section.threshold.isSliderDown():  # by a key or the wheel; the mouse lets go of it later
            self._keep()

    def _shown_heatmap(self) -> Heatmap | None:
        return self._heatmap if self._heatmap is not None and self._heatmaps.is_shown(self._heatmap) else None

    def _tell_value(self, point: QgsPointXY, position: QPoint) -> None:
        """Show the similarity under the mouse."""
        heatmap = self._shown_heatmap()
        if heatmap is None:
            return
        try:
            value = value_at(heatmap.layer, self._context.point_from_map(point, heatmap.layer.crs()))
        except EngineFailure:  # the map shows more than the layer's CRS reaches
            value = None
        if value is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(position, format_number(value, 2), self._context.canvas)

    # What is made of it

    def _make_polygons(self) -> None:
        heatmap = self._shown_heatmap()
        if heatmap is not None:
            self._outlines.make(heatmap.path, self._section.shown_threshold, heatmap.layer)

    def _find_most_similar(self) -> None:
        heatmap = self._shown_heatmap()
        if heatmap is None:
            return
        try:
            name = tr("Most similar to {places}").format(places=_numbers(self.picked.places))
            self._candidates.ask(heatmap, name, self._wanted.excluded(self.picked.places, self.picked.crs))
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    def _add_judged(self, point: QgsPointXY, is_liked: bool) -> None:
        self.picked.add([PickedPlace(point.x(), point.y(), is_liked)])

    def _copy(self) -> None:
        QApplication.clipboard().setText(", ".join(f"{value:.9g}" for value in self._vector))

    # What is kept with the project

    def _keep(self) -> None:
        layer, places = self._embeddings.current or self._embeddings.points, self.picked.places
        if layer is None:
            return
        state = {
            "places": kept_places(places),
            "threshold": self._threshold,
            "combine": self._section.threshold_row.combination,
            "values": values_of(layer),
            "heatmap": None if self._heatmap is None else self._heatmap.to_keep,
        }
        self._context.kept.write(KEPT_NAME, state if places else None, layer=layer)

    def _take_up_kept(self) -> None:
        """Continue with what was kept of the chosen layer."""
        layer = self._embeddings.current or self._embeddings.points
        state = None if layer is None else self._context.kept.read(KEPT_NAME, layer=layer)
        if layer is None or not isinstance(state, dict) or state.get("values") != values_of(layer):
            state = {}  # nothing, or what was found while the numbers were read otherwise
        threshold = state.get("threshold")
        self._threshold = float(threshold) if isinstance(threshold, (int, float)) else None
        self._section.threshold_row.show_combination(str(state.get("combine")))
        self.picked.forget(places_of(state.get("places")))
        shown = None if layer is None or not self.picked.places else self._heatmaps.of(layer)
        heatmap = None if shown is None else Heatmap.kept(shown, state.get("heatmap"))
        if heatmap is not None:
            self._take_heatmap(heatmap)
            self._section.show_without_embedding()

    # Connections

    def _layer_changed(self) -> None:
        embeddings = self._embeddings
        layer = embeddings.points or embeddings.current
        self._following.cancel()
        self._requests.cancel()
        self._heatmap = None
        self._candidates.forget()
        self._section.show_ready(ready=self.picked.is_ready)
        self._section.show_kind(points=embeddings.points is not None, earth=embeddings.is_earth)
        self._section.show_results_ready(ready=False)
        if layer is not None:
            self.picked.crs = layer.crs()
        elif self._first.image is not None:
            self.picked.crs = self._first.image.crs()
        else:
            self.picked.crs = QgsCoordinateReferenceSystem(LONLAT if embeddings.is_earth else "")
        self._take_up_kept()
        if not self.picked.is_ready:
            self.picked.map.leave_tool()
        elif embeddings.current is not None:
            self._prepare(embeddings.current)

    def _project_came(self) -> None:
        """Take up what is kept now that all layers are there; a heatmap that was lost is made anew."""
        self._layer_changed()
        if self.picked.places and self._heatmap is None and self._embeddings.current is not None:
            self._search(self.picked.places[-1])

    def _prepare(self, layer: QgsRasterLayer) -> None:
        """Load in advance what the first click needs."""
        self._heatmaps.prepare()
        version()
        with suppress(EngineFailure):  # the click says so
            params = read_embeddings(layer).embeddings
            self._context.quick.ask("open", params, _ignore, _ignore)

    def _layers_removed(self, _ids: list[str]) -> None:
        """Disable the results when the heatmap's layer is removed."""
        if self._heatmap is not None and self._shown_heatmap() is None:
            self._forget_heatmap()

    def _combined(self, _name: str) -> None:
        self._threshold = None  # of another scale
        if self.picked.places:
            self._places_changed(self.picked.places[-1], None)

    def _connect(self) -> None:
        section, kept = self._section, self._context.kept
        self.picked.changed.connect(self._places_changed)
        self.picked.dragged.connect(self._follow_drag)
        self.picked.map.hovered.connect(self._tell_value)
        self._candidates.judged.connect(self._add_judged)
        section.copy.clicked.connect(self._copy)
        section.threshold_changed.connect(self._slid)
        section.threshold.sliderReleased.connect(self._keep)
        section.threshold_row.combined.connect(self._combined)
        section.polygons.started.connect(self._make_polygons)
        section.most_similar.started.connect(self._find_most_similar)
        self.picked.hand_on = self._embed_beside
        self._first.grown.connect(self._search_grown)
        self._outside.connect(self._embeddings.changed, self._layer_changed)
        self._outside.connect(self._context.project.layersRemoved, self._layers_removed)
        self._outside.connect(kept.changed, self._project_came)


def _numbers(places: Sequence[PickedPlace]) -> str:
    """The numbers of the liked places: "1, 2", of many "1 … 12"."""
    liked = [str(number) for number, place in enumerate(places, 1) if place.positive]
    return ", ".join(liked) if len(liked) <= MOST_NUMBERS else f"{liked[0]} … {liked[-1]}"


def values_of(layer: QgsMapLayer) -> str:
    """How the person has said that the layer's numbers are read."""
    return str(layer.customProperty(VALUES_PROPERTY, "") or "")


def _ignore(_answer: object) -> None:
    """For a request that is sent only so that the engine loads what the next one needs."""


def _location(encoder: str, place: PickedPlace) -> dict[str, Any]:
    """The parameters of a request for a place on Earth."""
    return {"encoder": encoder, "at": [place.x, place.y], "crs": LONLAT}
