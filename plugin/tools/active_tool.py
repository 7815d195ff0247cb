"""One map tool of the canvas, and the tool that was active before it."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool


class ActiveTool:
    """Activates a map tool, and afterwards the tool that was active before."""

    def __init__(self, canvas: QgsMapCanvas, tool: QgsMapTool) -> None:
        self._canvas = canvas
        self._tool = tool
        self._before: QgsMapTool | None = None

    def activate(self) -> None:
        """Make the tool the canvas's."""
        if self._canvas.mapTool() is not self._tool:
            self._before = self._canvas.mapTool()
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
            if self._before is not None:
                self._canvas.setMapTool(self._before)
            else:
                self._canvas.unsetMapTool(self._tool)
        self._before = None
