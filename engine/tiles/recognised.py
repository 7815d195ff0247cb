"""What a raster was recognised as, kept as plain values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..sensors.band_match import choose_bands
from ..sensors.recognise import Imagery
from ..sensors.scales import scale_named
from ..sensors.sensors import description, sensor_named


def imagery_values(imagery: Imagery) -> dict[str, Any]:
    """The imagery as plain values."""
    return {
        "sensor": description(imagery.sensor) or imagery.sensor.name,
        "bands": imagery.match.numbers,
        "band_names": list(imagery.match.names),
        "scale": imagery.scale.name,
        "day": imagery.day.isoformat() if imagery.day else None,
        "hour": imagery.hour,
        "has_place": imagery.has_place,
        "level": dict(imagery.level) if imagery.level else None,
    }


def imagery_from(values: dict[str, Any]) -> Imagery:
    """The imagery of plain values; raises ParameterError."""
    sensor = sensor_named(values["sensor"])
    return Imagery(
        sensor=sensor,
        match=choose_bands(values["bands"], values["band_names"], sensor),
        scale=scale_named(values["scale"], sensor),
        day=dt.date.fromisoformat(values["day"]) if values["day"] else None,
        hour=values["hour"],
        notes=(),
        has_place=values["has_place"],
        level=values["level"],
    )
