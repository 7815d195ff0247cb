"""The use case of the line *Kind*: whose embeddings the chosen layer holds, and how its numbers are read."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ....client.failure import EngineFailure
from ....client.session import PendingRequest
from ....layers.sources.source import VALUES_PROPERTY, read_embeddings
from ...connections import Connections
from ...context import DockContext
from ...embedding_layers import EmbeddingLayers
from ..form.kind import AUTO, KindLine


class EmbeddingKind(QObject):
    """Connects the line with the chosen embedding layer, which keeps what the user says of it."""

    def __init__(self, line: KindLine, embeddings: EmbeddingLayers, context: DockContext) -> None:
        super().__init__()
        self._line = line
        self._embeddings = embeddings
        self._context = context
        self._pending: Optional[PendingRequest] = None  # noqa: UP045 - Python 3.9
        self._outside = Connections()
        self._outside.connect(embeddings.changed, self._ask)
        line.values_chosen.connect(self._take)
        self._ask()

    def close(self) -> None:
        """Hear nothing more."""
        self._forget()
        self._outside.close()

    def _forget(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
        self._pending = None

    def _ask(self) -> None:
        self._forget()
        layer = self._embeddings.current
        if layer is None:
            self._line.hide()
            return
        try:
            source = read_embeddings(layer)
        except EngineFailure:  # the click says so
            self._line.hide()
            return
        values = source.values or AUTO

        def show(value: dict[str, Any]) -> None:
            if self._is_of(layer) and value["embedding"] is not None:
                self._line.show_kind(value, values)

        def fail(failure: EngineFailure) -> None:
            if self._is_of(layer) and not failure.is_cancelled:
                self._line.show_problem(str(failure), values)

        self._pending = self._context.quick.ask("info", {"path": source.path, "values": values}, show, fail)

    def _is_of(self, layer: QgsRasterLayer) -> bool:
        """Whether the answer is still about the chosen layer."""
        return self._pending is not None and self._embeddings.current is layer

    def _take(self, values: str) -> None:
        layer = self._embeddings.current
        if layer is None:
            return
        if values == AUTO:
            layer.removeCustomProperty(VALUES_PROPERTY)
        else:
            layer.setCustomProperty(VALUES_PROPERTY, values)
        self._context.project.setDirty(True)
        # All that was found on the layer was found with other numbers.
        self._embeddings.changed.emit()
