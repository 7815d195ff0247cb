"""The use case *Classes from my examples*: examples of named classes become a class map that follows each change."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ...client.failure import EngineFailure
from ...client.requests import NewestRequests
from ...layers.sources.source import read_embeddings
from ...layers.styling.point_styles import LayerClass
from ...layers.styling.styles import classes_of
from ...translation import tr, tr_n
from ..connections import Connections
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..first_click import FirstClick
from .class_layers import ClassLayers
from .edit_examples import EditExamples
from .examples import Examples
from .save_classes import SaveClasses
from .section import ClassesGroup, ExamplesPage
from .summary import Summary
from .table import Row

KEPT_MAP = "class_map"  # of an embedding layer: what is said of its class map
NEXT_PLACES = 8


class Classify(QObject):
    """Connects the examples with the engine, the class layers and the page.

    The first example on an image that is not embedded yet embeds it outward from there; until that is done the class
    map is one of the image, and grows.
    """

    def __init__(
        self,
        group: ClassesGroup,
        page: ExamplesPage,
        embeddings: EmbeddingLayers,
        first: FirstClick,
        context: DockContext,
    ) -> None:
        super().__init__()
        self._group = group
        self._page = page
        self._embeddings = embeddings
        self._first = first
        self._context = context
        self._outside = Connections()
        self.edit = EditExamples(page, embeddings, first, context)
        self._layers = ClassLayers(context.project, context.storage)
        self._layer: QgsRasterLayer | None = None  # the class map that is shown
        self._summary: Summary | None = None  # of that class map
        self._requests = NewestRequests(context.quick)
        self._waiting: Optional[Examples] = None  # noqa: UP045 - Python 3.9; they are asked for next
        self._is_awaited = False  # whether the map of these examples follows the embeddings of their image
        self._save = SaveClasses(page, embeddings, self._layers, lambda: self._params(self.edit.examples), context)
        self._connect()
        self._layer_changed()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._save.close()
        self._requests.cancel()
        self.edit.close()
        self._forget_layer()
        self._outside.close()

    def take_grown(self, layer: QgsMapLayer) -> None:
        """The image that was embedded from a click has this layer, and the class map so far is that of the layer."""
        image = self._first.growing
        if image is not None:
            self._layers.hand_over(image, layer)
            self._context.kept.write(KEPT_MAP, None, layer=image)

    def leave_map(self) -> None:
        """Give the map back: no tool, no markers."""
        self.edit.leave_map()

    def show_on_map(self) -> None:
        """Show the markers while this page is the one that is shown."""
        if self._group.shows_examples:
            self.edit.show_on_map()
        else:
            self.edit.leave_map()

    # The class map

    def _params(self, examples: Examples) -> dict[str, Any]:
        """The engine's parameters but for the files that it writes; raises EngineFailure."""
        layer, embeddings = self._embeddings.current, self._first.params or {}
        if layer is not None:
            embeddings = read_embeddings(layer).embeddings
        base = self.edit.positions.base
        places = [] if base is None else self.edit.positions.within(examples, base)
        if not places or not embeddings:
            raise EngineFailure("parameter", tr("There is no example in this layer."), tr("Click some on the map."))
        return {
            **embeddings,
            "places": [one.params for one in places],
            "crs": examples.crs or None,
            "colours": {one.name: one.colour for one in examples.classes},
        }

    def _update(self, examples: Examples, *, waits: bool = False) -> None:
        """Ask for the map of these examples; one that ``waits`` lets the request before it end.

        Of an image that is being embedded, each of the maps shows more; those of nothing yet are passed over.
        """
        layer = self.edit.positions.base
        if layer is None or not self._group.shows_examples:
            return
        is_image = self._embeddings.current is None
        self._is_awaited = is_image and self._first.growing is not None
        if is_image and self._first.params is None:
            return
        if waits and self._requests.is_waiting:
            self._waiting = examples
            return
        self._waiting = None
        self._requests.cancel()
        if not self.edit.positions.within(examples, layer):
            self._forget_map(layer)
            return
        try:
            params = self._params(examples)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        files = self._layers.next_files(certainty=self._page.certainty.isChecked())
        params.update(output=files.classes, certainty=files.certainty, next_places=NEXT_PLACES)
        shown = partial(self._show_map, layer, params, raises=not waits)
        self._requests.ask("classify", params, shown, self._failed)

    def _failed(self, failure: EngineFailure) -> None:
        self._waiting = None
        if not self._is_awaited:  # an example may lie where nothing is embedded yet
            self._context.notices.failed(failure)

    def _grow(self) -> None:
        """More of the image is embedded."""
        if self._is_awaited:
            self._update(self.edit.examples, waits=True)

    def _stop(self) -> None:
        """No more of it will be."""
        self._is_awaited = False
        self._show()

    def _show_map(self, layer: QgsRasterLayer, params: dict[str, Any], value: dict[str, Any], *, raises: bool) -> None:
        self._forget_layer()
        if not self._page.certainty.isChecked():  # any more
            value = {**value, "certainty": None}
        drawn = [LayerClass(one["label"], one["name"], one["colour"]) for one in value["classes"]]
        self._follow(self._layers.show(layer, params, value, drawn, raises=raises), Summary.of(value))
        if self._summary is not None:
            self._context.kept.write(KEPT_MAP, self._summary.facts, layer=layer)
            self.edit.next.offer(self._summary.next_places, layer)
        self._show()
        if value["notes"] and value["no_score"] is None:  # the line of the score says why there is none
            self._page.show_hint(" ".join(value["notes"]))
        if self._waiting is not None:
            self._update(self._waiting, waits=True)

    def _forget_map(self, layer: QgsRasterLayer) -> None:
        """There is no example any more: hide what was made of them."""
        self._forget_layer()
        self._layers.hide(layer)
        self._context.kept.write(KEPT_MAP, None, layer=layer)
        self._show()

    def _toggle_certainty(self, wanted: bool) -> None:
        layer = self.edit.positions.base
        if layer is not None and wanted:
            self._update(self.edit.examples)
        elif layer is not None:
            self._layers.drop_certainty(layer)

    # Names and colours: the table and the layer are the same thing

    def _follow(self, layer: QgsRasterLayer, summary: Summary | None) -> None:
        self._layer, self._summary = layer, summary
        layer.rendererChanged.connect(self._take_style)

    def _forget_layer(self) -> None:
        if self._layer is not None:
            with suppress(RuntimeError, TypeError):  # the project has closed, and it is gone
                self._layer.rendererChanged.disconnect(self._take_style)
        self._layer, self._summary = None, None

    def _take_style(self) -> None:
        """Take over names and colours that were changed in the layer's own properties."""
        if self._layer is None or self._summary is None:
            return
        examples, names = self.edit.examples, self._summary.names
        for drawn in classes_of(self._layer):
            index = examples.index(names.get(drawn.value, ""))
            if index >= 0:
                examples = examples.recoloured(index, drawn.colour)
                if drawn.title and examples.index(drawn.title) < 0:
                    examples = examples.renamed(index, drawn.title)
        if examples != self.edit.examples:
            self.edit.set(examples)

    def _layers_go(self, ids: list[str]) -> None:
        if self._layer is not None and self._layer.id() in ids:
            self._forget_layer()
            self._show()

    # What is shown

    def _show(self) -> None:
        """Show classes, examples and what is known of their map."""
        examples, summary, page = self.edit.examples, self._summary, self._page
        shares = {} if summary is None else summary.shares
        rows = [
            Row(one.name, one.colour, examples.count(one.name), *shares.get(one.name, ())) for one in examples.classes
        ]
        page.table.show_rows(rows, self.edit.current if rows else -1)
        page.clear.setEnabled(bool(examples.places))
        page.undo.setEnabled(self.edit.can_undo)
        is_whole = self._embeddings.current is not None
        has_next = is_whole and summary is not None and bool(summary.next_places)
        page.show_map(shown=self._layer is not None, is_whole=is_whole, has_next=has_next)
        page.show_score("" if summary is None else summary.line, "" if summary is None else summary.tip)
        page.show_hint(self._hint(examples))
        self.show_on_map()

    def _hint(self, examples: Examples) -> str:
        """What to do next, or what of the examples is not used."""
        layer, used = self.edit.positions.base, examples.used
        if layer is None:
            return ""
        if not used:
            return tr("Click “Add examples” and then the map. A few examples of each class make a class map.")
        outside = len(examples.places) - len(self.edit.positions.within(examples, layer))
        if outside:
            return tr_n("{n} example is outside of this layer.", "{n} examples are outside of this layer.", outside)
        if self._embeddings.current is None and self._layer is None:
            if self._is_awaited:
                return tr("The class map comes while the image is embedded, outward from the example.")
            return tr("This image is not embedded yet: the next example embeds it, outward from there.")
        one = tr("The map shows what is like “{name}”. Give an example of another class, too.")
        return one.format(name=used[0].name) if len(used) == 1 else ""

    def _layer_changed(self) -> None:
        """Show what belongs to the chosen embedding layer."""
        self._requests.cancel()
        self._waiting = None
        self.edit.leave_layer()
        has_map, self._is_awaited = self._layer is not None or self._is_awaited, False
        self._forget_layer()
        layer, embeddings = self.edit.positions.base, self._embeddings
        self._group.show_ready(
            examples=layer is not None, by_itself=embeddings.current is not None or embeddings.points is not None
        )
        if layer is not None:
            shown, summary = self._layers.of(layer), Summary.of(self._context.kept.read(KEPT_MAP, layer=layer))
            if shown is not None and summary is not None:
                self._follow(shown, summary)
                self.edit.next.offer(summary.next_places, layer)
            self._page.certainty.blockSignals(True)
            self._page.certainty.setChecked(self._layers.certainty_of(layer) is not None)
            self._page.certainty.blockSignals(False)
        self._show()
        current = embeddings.current
        if (
            has_map
            and current is not None
            and self._layer is None
            and self.edit.positions.within(self.edit.examples, current)
        ):
            self._update(self.edit.examples, waits=True)  # the same examples in another embedding of the place

    def _take_up(self) -> None:
        """Go on with what an opened project keeps."""
        self.edit.take_up()
        self._forget_layer()
        self._layer_changed()

    def _examples_changed(self) -> None:
        self._show()
        self._update(self.edit.examples)

    def _switched(self) -> None:
        """The other page was chosen."""
        self.show_on_map()
        if self._layer is None and self.edit.examples.used:
            self._update(self.edit.examples)

    def _connect(self) -> None:
        self.edit.changed.connect(self._examples_changed)
        self.edit.dragged.connect(lambda examples: self._update(examples, waits=True))
        self.edit.selected.connect(self._show)
        self.edit.hinted.connect(self._page.show_hint)
        self._page.certainty.toggled.connect(self._toggle_certainty)
        self._group.switched.connect(self._switched)
        self._first.grown.connect(self._grow)
        self._first.stopped.connect(self._stop)
        self._outside.connect(self._embeddings.changed, self._layer_changed)
        self._outside.connect(self._context.kept.changed, self._take_up)
        self._outside.connect(self._context.canvas.destinationCrsChanged, self.show_on_map)
        self._outside.connect(self._context.project.layersWillBeRemoved, self._layers_go)
