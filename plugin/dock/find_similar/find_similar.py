"""The use case *Find similar*: places picked on the map become a heatmap, polygons and the most similar places."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsPointXY, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject

from ...client.failure import EngineFailure
from ...layers.outputs.output import version
from ...layers.sources.source import VALUES_PROPERTY, read_embeddings
from ...layers.sources.vector_source import LONLAT
from ...tools.place_tool import Pick
from ...translation import tr
from ..choices import Encoder, PickedPlace
from ..connections import Connections
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..first_click import FirstClick
from ..look_at.embed.earth import EarthEmbeddings
from .examples.examples import kept_places, places_of
from .examples.picked_places import Click, PickedPlaces
from .following import Following
from .form.section import SimilarSection
from .results.candidates import Candidates
from .results.heatmap_layers import Heatmap, HeatmapLayers
from .results.search import Search, ignore, location
from .results.shown_heatmap import ShownHeatmap

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
        self.picked = PickedPlaces(section, embeddings, context, iface)
        self._heatmaps = HeatmapLayers(context.project, context.storage)
        self._heatmap = ShownHeatmap(section, self._heatmaps, context)
        self._search = Search(section, self.picked, self._heatmaps, context)
        self._following = Following(context.quick, context.canvas)
        self._candidates = Candidates(section, context, iface)
        self._connect()
        self._layer_changed()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._heatmap.close()
        self._candidates.close()
        self._following.cancel()
        self._search.cancel()
        self.picked.close()
        self._outside.close()

    def offer_earth(self, encoder: Encoder | None) -> None:
        """Let any place on Earth be picked, embedded by this encoder; None ends it."""
        self._earth_encoder = encoder
        if encoder is not None:  # the first answer takes seconds, in which its model is loaded
            self._context.quick.ask("location_at", location(encoder.name, PickedPlace(0.0, 0.0)), ignore, ignore)
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
        places, threshold = self.picked.places, self._heatmap.threshold
        image = self._first.end()
        if image is not None:
            self._heatmaps.hand_over(image, layer)
        self._embeddings.choose(layer)
        if image is not None and is_searched:
            self._heatmap.threshold = threshold
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
        self._search.cancel()
        if newest is None:
            self._heatmap.threshold = None
            self._forget_heatmap()
        elif self._first.image is not None:
            self._search_first(newest)
        else:
            self._search_for(newest, click)
        self._keep()

    def _search_for(self, newest: PickedPlace, click: Click | None = None) -> None:
        layer, points, encoder = self._embeddings.current, self._embeddings.points, self._earth_encoder
        if points is not None:
            self._search.in_points(points)
        elif layer is not None:
            try:
                has_liked = self._search.in_layer(layer, newest, click)
            except EngineFailure as failure:
                self._context.notices.failed(failure)
                return
            if not has_liked:
                self._forget_heatmap()
                self._context.notices.say(NOTHING_LIKE)
        elif encoder is not None:  # the heatmap comes when the Earth's layer is made
            self._search.on_earth(encoder.name, newest)
            self._earth.want(encoder)

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
        """Search what is embedded so far."""
        image, embeddings = self._first.image, self._first.params
        if image is None or embeddings is None:
            return
        try:
            self._search.in_growing(image, embeddings, is_first=self._heatmap.heatmap is None, raises=raises)
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    def _search_failed(self, click: Click | None, failure: EngineFailure) -> None:
        if failure.code == "outside":
            # A click outside the layer picks nothing: the places before it stay.
            self.picked.take_back()
            self._keep()
            if click is not None and self.picked.hand_on is not None and self.picked.hand_on(*click):
                return
        self._context.notices.failed(failure)

    # The heatmap

    def _show_heatmap(self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], raises: bool) -> None:
        name = tr("Similar to {places}").format(places=_numbers(self.picked.places))
        self._heatmap.show(layer, params, value, name, raises=raises)
        self._keep()

    def _follow_drag(self, places: list[PickedPlace]) -> None:
        """Have the heatmap follow a marker that is dragged."""
        heatmap, layer = self._heatmap.on_map, self._embeddings.current
        if heatmap is None or layer is None or not any(place.positive for place in places):
            return
        with suppress(EngineFailure):  # the end of the drag says so
            params = partial(self._search.similarity, read_embeddings(layer).embeddings, places)
            self._following.ask("similarity_map", params, partial(self._heatmap.refresh, heatmap.layer))

    def _forget_heatmap(self) -> None:
        self._heatmap.forget()
        self._candidates.forget()

    def _find_most_similar(self) -> None:
        heatmap = self._heatmap.on_map
        if heatmap is None:
            return
        try:
            name = tr("Most similar to {places}").format(places=_numbers(self.picked.places))
            self._candidates.ask(heatmap, name, self._search.excluded())
        except EngineFailure as failure:
            self._context.notices.failed(failure)

    def _add_judged(self, point: QgsPointXY, is_liked: bool) -> None:
        self.picked.add([PickedPlace(point.x(), point.y(), is_liked)])

    # What is kept with the project

    def _keep(self) -> None:
        layer, places = self._embeddings.current or self._embeddings.points, self.picked.places
        if layer is None:
            return
        state = {
            "places": kept_places(places),
            "threshold": self._heatmap.threshold,
            "combine": self._section.threshold.combination,
            "values": values_of(layer),
            "heatmap": None if self._heatmap.heatmap is None else self._heatmap.heatmap.to_keep,
        }
        self._context.kept.write(KEPT_NAME, state if places else None, layer=layer)

    def _take_up_kept(self) -> None:
        """Continue with what was kept of the chosen layer."""
        layer = self._embeddings.current or self._embeddings.points
        state = None if layer is None else self._context.kept.read(KEPT_NAME, layer=layer)
        if layer is None or not isinstance(state, dict) or state.get("values") != values_of(layer):
            state = {}  # nothing, or what was found while the numbers were read otherwise
        threshold = state.get("threshold")
        self._heatmap.threshold = float(threshold) if isinstance(threshold, (int, float)) else None
        self._section.threshold.show_combination(str(state.get("combine")))
        self.picked.forget(places_of(state.get("places")))
        shown = None if layer is None or not self.picked.places else self._heatmaps.of(layer)
        heatmap = None if shown is None else Heatmap.kept(shown, state.get("heatmap"))
        if heatmap is not None:
            self._heatmap.take(heatmap)
            self._section.show_without_embedding()

    # Connections

    def _layer_changed(self) -> None:
        embeddings = self._embeddings
        layer = embeddings.points or embeddings.current
        self._following.cancel()
        self._search.cancel()
        self._heatmap.heatmap = None
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
        if self.picked.places and self._heatmap.heatmap is None and self._embeddings.current is not None:
            self._search_for(self.picked.places[-1])

    def _prepare(self, layer: QgsRasterLayer) -> None:
        """Load in advance what the first click needs."""
        self._heatmaps.prepare()
        version()
        with suppress(EngineFailure):  # the click says so
            params = read_embeddings(layer).embeddings
            self._context.quick.ask("open", params, ignore, ignore)

    def _layers_removed(self, _ids: list[str]) -> None:
        """Disable the results when the heatmap's layer is removed."""
        if self._heatmap.heatmap is not None and self._heatmap.on_map is None:
            self._forget_heatmap()

    def _combined(self, _name: str) -> None:
        self._heatmap.threshold = None  # of another scale
        if self.picked.places:
            self._places_changed(self.picked.places[-1], None)

    def _connect(self) -> None:
        section, kept = self._section, self._context.kept
        self.picked.changed.connect(self._places_changed)
        self.picked.dragged.connect(self._follow_drag)
        self.picked.map.hovered.connect(self._heatmap.tell_value)
        self._candidates.judged.connect(self._add_judged)
        self._search.found.connect(self._show_heatmap)
        self._search.failed.connect(self._search_failed)
        self._heatmap.settled.connect(self._keep)
        section.threshold.combined.connect(self._combined)
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
