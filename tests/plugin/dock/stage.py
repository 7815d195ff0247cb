"""What the tests of the dock share: encoders as the engine names them, notices that are kept, short ways to look."""

from __future__ import annotations

from landprint.plugin.sensors import known_sensors
from qgis.core import QgsPointXY

from tests.plugin.answering_session import ENCODER, LEFT, TOP

INSIDE = QgsPointXY(LEFT + 450, TOP - 450)
GALILEO = {
    **ENCODER,
    "name": "galileo-nano",
    "title": "Galileo nano",
    "dim": 128,
    "licence": "MIT",
    "source_url": "https://huggingface.co/nasaharvest/galileo",
    "download_bytes": 4_189_406,
    "ready": False,
    "patch": {"default": 8, "minimum": 1, "maximum": 8},
    "recipes": [{"name": name, "title": name, "cost": 1.0} for name in ("balanced", "fast")],
    "knows_sensors": True,
    "pools": ["patch", "chip"],
}
CLAY = {**GALILEO, "name": "clay-v1.5", "title": "Clay v1.5", "patch": {"default": 8, "minimum": 8, "maximum": 8}}
SATCLIP = {**GALILEO, "name": "satclip-vit16-l40", "title": "SatCLIP", "takes": "locations", "knows_sensors": False}
IMAGES = {
    **GALILEO,
    "name": "satclip-vit16-l40-image",
    "title": "SatCLIP, images",
    "takes": "images",
    "dim": 256,
    "patch": {"default": 224, "minimum": 224, "maximum": 224},
    "recipes": [{"name": "plain", "title": "Plain", "cost": 1.0}],
    "pools": ["patch"],
}
RECOGNISED = {
    "sensor": "sentinel-2-l2a",
    "title": "Sentinel-2 L2A",
    "bands": [{"number": n, "name": name, "by": "name", "clue": ""} for n, name in ((1, "blue"), (2, "green"))],
    "missing": [],
    "sensor_bands": list(known_sensors()["sentinel-2-l2a"].bands),
    "scale": "offset-1000",
    "scales": [{"name": "count", "title": "counts"}, {"name": "offset-1000", "title": "with the offset"}],
    "date": "2023-07-14",
    "sensors": [{"name": "sentinel-2-l2a", "title": "Sentinel-2 L2A"}],
    "notes": ["An offset of 1,000 is taken off."],
}


class Notices:
    """Keeps what was said."""

    def __init__(self):
        self.made, self.failures = [], []

    def done(self, text, output=""):
        self.made.append((text, output))

    def say(self, text):
        self.made.append((text, ""))

    def failed(self, failure):
        if not failure.is_cancelled:
            self.failures.append(failure)


def heatmap(project):
    return next((layer for name, layer in _by_name(project) if name.startswith("Similar")), None)


def _by_name(project):
    return [(layer.name(), layer) for layer in project.mapLayers().values()]


def said(dock):
    """The estimate; its parts hold together where the line breaks."""
    return dock.look_at.estimate.text().replace("\N{NO-BREAK SPACE}", " ")


def last(session, method):
    """The parameters of the last request for this operation; nothing before the first."""
    return (session.params_of(method) or [{}])[-1]


def plain(text):
    """The text with spaces that may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def choose(dock, name):
    dock.look_at.choose_encoder(name)
    assert dock.look_at.encoder.name == name
