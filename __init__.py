"""Landprint: the fingerprint that a geospatial foundation model gives a place, in QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin.plugin import LandprintPlugin


def classFactory(iface: QgisInterface | None) -> LandprintPlugin:  # noqa: N802 - QGIS calls it by this name
    """The plugin; ``iface`` is None in qgis_process."""
    from .plugin.plugin import LandprintPlugin

    return LandprintPlugin(iface)
