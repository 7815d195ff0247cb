"""What the plugin offers comes from the rows that the engine reads."""

from __future__ import annotations

import json
import shutil

import pytest
from landprint.plugin import resources

from tests.places import ROOT

TOY = {
    "family": "toy",
    "title": "Toy",
    "takes": "rasters",
    "recipes": [{"name": "quick", "title": "Quick", "cost": 1.0}],
    "knows_sensors": True,
    "sensors": ["naip"],
    "options": ["overlap"],
    "recommended_for": ["naip"],
    "licence": "MIT",
    "repo": "toys/toy",
    "file": "toy.ckpt",
    "part": "encoder",
    "download_bytes": 5_000_000,
}
CACHED = (resources.known_encoders, resources.checkpoints)


@pytest.fixture
def toy(monkeypatch, tmp_path):
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    table = json.loads((tmp_path / "resources" / "encoders.json").read_text("utf-8"))
    table["encoders"]["toy"] = TOY
    (tmp_path / "resources" / "encoders.json").write_text(json.dumps(table), "utf-8")
    monkeypatch.setattr(resources, "PLUGIN_ROOT", tmp_path)
    for cached in CACHED:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in CACHED:
        cached.cache_clear()


@pytest.mark.usefixtures("toy")
def test_a_new_row_is_offered_wherever_encoders_are():
    assert resources.raster_encoders()[:4] == ["random-features", "galileo-nano", "toy", "clay-v1.5"]
    assert "toy" not in resources.chip_encoders()
    assert "quick" in resources.recipe_names()
    assert resources.recommended_encoders("naip") == ["toy"]
    assert resources.takes_option("toy", "overlap")
    assert resources.weights_table().endswith("Toy: encoder 5 MB; MIT, toys/toy.")


def test_the_order_is_that_of_scripts_and_models():
    assert resources.raster_encoders()[:4] == [
        "random-features",
        "galileo-nano",
        "clay-v1.5",
        "satclip-vit16-l40-image",
    ]
    assert resources.location_encoders()[:2] == ["satclip-vit16-l40", "satclip-vit16-l10"]
    assert resources.recipe_names() == ["fast", "balanced", "context", "plain"]
