"""The use case *Change*: two embedding layers become a map of how much each place differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...layers.outputs.output import Provenance, describe
from ...layers.sources.source import read_embeddings
from ...layers.styling.styles import style_change
from ...translation import format_number, tr
from ..connections import Connections
from ..context import ButtonTask, DockContext
from ..embedding_layers import is_embedding_layer
from ..results import add_layer, new_name, open_raster, show_alone, titled
from .section import ChangeSection

FEWEST = 2
CHANGE_OF_PROPERTY = "landprint/change_of"  # on a map of change: the id of the embedding layer of the first date
HIDDEN = ("similarity", "classes", "change")  # results that would lie over the map or under it


class Change(QObject):
    """Connects the section *Change* with the engine; it is there while there are two embedding layers."""

    def __init__(self, section: ChangeSection, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._context = context
        self._task = ButtonTask(context, section.run)
        self._outside = Connections()
        self._noted: tuple[str | None, str | None] = (None, None)  # the layers that the note speaks of
        section.run.started.connect(self._run)
        for combo in (section.before, section.after):
            combo.currentIndexChanged.connect(self._chosen)
        self._outside.connect(context.project.layersAdded, self._refresh)
        self._outside.connect(context.project.layersRemoved, self._refresh)
        self._refresh()

    def close(self) -> None:
        """Stop what is underway."""
        self._task.close()
        self._outside.close()

    def _refresh(self, *_layers: object) -> None:
        project = self._context.project
        layers = [
            one for one in project.mapLayers().values() if isinstance(one, QgsRasterLayer) and is_embedding_layer(one)
        ]
        offered = sorted(((titled(project, layer), layer.id()) for layer in layers), key=lambda one: one[0].casefold())
        self._section.offer(offered)
        self._section.setVisible(len(offered) >= FEWEST or self._task.is_working)
        self._chosen()

    def _chosen(self, _index: int = 0) -> None:
        before, after = (combo.currentData() for combo in (self._section.before, self._section.after))
        self._section.run.set_ready(ready=before != after)
        if self._noted != (before, after):
            self._section.show_note("")
            self._noted = (before, after)

    def _run(self) -> None:
        project = self._context.project
        before, after = (
            project.mapLayer(str(combo.currentData() or "")) for combo in (self._section.before, self._section.after)
        )
        if before is None or after is None:
            return
        try:
            first, second = read_embeddings(before), read_embeddings(after)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        output = str(self._context.storage.new_file(f"{Path(first.path).stem}_change.tif"))
        params: dict[str, Any] = {**first.embeddings, "other": second.path, "output": output}
        if second.given_crs:
            params["other_crs"] = second.given_crs
        titles, before_id = tuple(titled(project, layer) for layer in (before, after)), before.id()

        def add(values: list[dict[str, Any]]) -> None:
            self._add(project.mapLayer(before_id), titles, params, values[0])

        title = tr("Landprint: change from {before} to {after}").format(before=titles[0], after=titles[1])
        self._task.start(title, [Step("change_map", params)], add, self._context.notices.failed, adds_layer=True)

    def _add(
        self, before: QgsMapLayer | None, titles: tuple[str, ...], params: dict[str, Any], value: dict[str, Any]
    ) -> None:
        project, percents = self._context.project, value["percentiles"]
        layer = open_raster(value["output"], "", "change")
        if before is not None:
            layer.setCustomProperty(CHANGE_OF_PROPERTY, before.id())
        layer.setName(new_name(project, layer, tr("Change")))
        style_change(layer, percents["2"], percents["98"])
        said = tr("Half of the places differ by less than {half}, one in twenty by more than {most}.").format(
            half=format_number(percents["50"], 2), most=format_number(percents["95"], 2)
        )
        facts = (tr("From {before} to {after}.").format(before=titles[0], after=titles[1]), said, *value["notes"])
        describe(layer, Provenance(tr("Change"), "change_map", params["embeddings"], params, facts))
        add_layer(project, layer)
        show_alone(project, layer, HIDDEN)
        self._section.show_note(" ".join([said, *value["notes"]]))
        self._context.notices.done(tr("The change is mapped."), value["output"])
