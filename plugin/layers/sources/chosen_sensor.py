"""The sensor and bands that the user chose for a layer, which are kept with it."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsMapLayer

SENSOR_PROPERTY = "landprint/sensor"


def chosen_sensor(layer: QgsMapLayer | None) -> dict[str, Any]:
    """Sensor, bands and their names as the engine takes them; nothing where the user chose none."""
    text = layer.customProperty(SENSOR_PROPERTY) if layer is not None else None
    try:
        value = json.loads(text) if isinstance(text, str) else {}
        numbers, names = zip(*((int(number), str(name)) for number, name in value["bands"]))
        return {"sensor": str(value["sensor"]), "bands": list(numbers), "band_names": list(names)}
    except (ValueError, TypeError, KeyError):  # none, or not one that this version wrote
        return {}
