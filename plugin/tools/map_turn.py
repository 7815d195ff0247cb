"""The turn that one map tool has on the map."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool


class MapTurn:
    """Gives the map to a tool, and back to the one that it had before."""

    def __init__(self, canvas: QgsMapCanvas, tool: QgsMapTool) -> None:
        self._canvas = canvas
        self._tool = tool
        self._before: QgsMapTool | None = None

    def take(self) -> None:
        """Let the tool be the map's."""
        if self._canvas.mapTool() is not self._tool:
            self._before = self._canvas.mapTool()
            self._canvas.setMapTool(self._tool)
            self._canvas.setFocus()  # so that Escape reaches the tool

    def give_back(self) -> None:
        """Let the tool from before be the map's again, if nobody else has taken it."""
        if self._canvas.mapTool() is self._tool:
            if self._before is not None:
                self._canvas.setMapTool(self._before)
            else:
                self._canvas.unsetMapTool(self._tool)
        self._before = None
