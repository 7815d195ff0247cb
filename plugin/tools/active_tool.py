"""One map tool of the canvas, and the tool that was active before it."""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakSet

from qgis.gui import QgsMapCanvas, QgsMapTool


class ActiveTool:
    """Activates a map tool, and afterwards the tool that was active before."""

    _every: ClassVar[WeakSet[ActiveTool]] = WeakSet()

    def __init__(self, canvas: QgsMapCanvas, tool: QgsMapTool) -> None:
        self._canvas = canvas
        self._tool = tool
        self.before: QgsMapTool | None = None
        self._every.add(self)

    def activate(self) -> None:
        """Make the tool the canvas's."""
        if self._canvas.mapTool() is not self._tool:
            self.before = self._canvas.mapTool()
            self._canvas.setMapTool(self._tool)
            self._canvas.setFocus()  # so that Escape reaches the tool

    def toggle(self, wanted: bool) -> None:
        """Activate or deactivate it."""
        if wanted:
            self.activate()
        else:
            self.deactivate()

    def deactivate(self) -> None:
        """Activate the previous tool again, unless another was chosen meanwhile."""
        if self._canvas.mapTool() is self._tool:
            if self.before is not None:
                self._canvas.setMapTool(self.before)
            else:
                self._canvas.unsetMapTool(self._tool)
        for other in self._every:  # it is not to come back after one that was chosen meanwhile
            if other.before is self._tool:
                other.before = self.before
        self.before = None
