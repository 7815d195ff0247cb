"""What the dock keeps in a project beside its layers: JSON values in the project's own entries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

if TYPE_CHECKING:
    from qgis.PyQt.QtXml import QDomDocument

SCOPE = "landprint"


class Kept(QObject):
    """Values by name, of the project or of one of its layers; ``changed`` once another project is there whole.

    The values of a project that is opened can be read as soon as its layers are added. What is written while its
    layers are coming is dropped: it would replace what is about to be taken up.
    """

    changed = pyqtSignal()

    def __init__(self, project: QgsProject) -> None:
        super().__init__()
        self._project = project
        self._is_coming = False
        project.loadingLayer.connect(self._begin)
        project.readProject.connect(self._read)
        project.cleared.connect(self._clear)

    def close(self) -> None:
        """Follow the project no longer."""
        self._project.loadingLayer.disconnect(self._begin)
        self._project.readProject.disconnect(self._read)
        self._project.cleared.disconnect(self._clear)

    def read(self, name: str, default: Any = None, *, layer: QgsMapLayer | None = None) -> Any:
        """The value of this name, of the layer where one is given; ``default`` where there is none."""
        text, _is_there = self._project.readEntry(SCOPE, name)
        try:
            value = json.loads(text)
        except ValueError:  # nothing is there, or another program wrote it
            return default
        if layer is None:
            return value
        return value.get(layer.id(), default) if isinstance(value, dict) else default

    def write(self, name: str, value: Any, *, layer: QgsMapLayer | None = None) -> None:
        """Keep a value that JSON can hold, of the layer where one is given; None removes it.

        The project is then to be saved. Values of layers that are gone from the project go with the next one of a
        layer. ``name`` consists of letters and underscores: it becomes a tag of XML.
        """
        if self._is_coming:
            return
        if layer is not None:
            values = self.read(name, {})
            every = {**values, layer.id(): value} if isinstance(values, dict) else {layer.id(): value}
            there = self._project.mapLayers()
            value = {key: one for key, one in every.items() if one is not None and key in there} or None
        if value is None:
            self._project.removeEntry(SCOPE, name)
        else:
            # QGIS marks the project as changed where the text is another one.
            self._project.writeEntry(SCOPE, name, json.dumps(value, separators=(",", ":"), sort_keys=True))

    def _begin(self, _text: str) -> None:
        self._is_coming = True

    def _read(self, _document: QDomDocument) -> None:
        self._is_coming = False
        self.changed.emit()

    def _clear(self) -> None:
        self._is_coming = False
        # QGIS forgets the entries before it removes the layers, at which someone may write.
        if self._project.subkeyList(SCOPE, "") or self._project.entryList(SCOPE, ""):
            self._project.removeEntry(SCOPE, "")
            self._project.setDirty(False)
        self.changed.emit()
