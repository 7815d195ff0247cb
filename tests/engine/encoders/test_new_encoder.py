"""A new encoder by the three places that DEVELOPMENT.md names: its own file, its row, and its line in the catalogue."""

from __future__ import annotations

import json

import numpy as np
import pytest
import safetensors.numpy

from engine.encoders import catalogue
from engine.encoders.encoder import Chips, Pass, Recipe
from engine.encoders.family import Context, Family, PreparedEncoder
from engine.encoders.trust import Item, Verdict
from engine.progress import Reporter
from engine.weights import registry
from engine.weights.registry import RESOURCE
from tests.engine.make_rasters import read_all

# 1. Its own file


class Means:
    """The mean of each band over a patch, in units of the checkpoint."""

    name = "toy"
    margin = 0
    is_local = False
    recipes = (Recipe(name="plain", passes=(Pass(core=2),)),)

    def __init__(self, unit: float, bands: int, patch: int) -> None:
        self.unit, self.dim, self.patch = unit, bands, patch

    def embed(self, chips: Chips) -> np.ndarray:
        count, bands, height, width = chips.pixels.shape
        patches = chips.pixels.reshape(count, bands, height // self.patch, self.patch, width // self.patch, self.patch)
        return (patches.mean(axis=(3, 5)) / self.unit).astype(np.float32)

    def blank_tokens(self, side: int) -> None:
        return None

    def tags(self) -> dict[str, str]:
        return {"UNIT": f"{self.unit:g}"}


def prepare(context: Context, _: Reporter) -> PreparedEncoder:
    weights, numbers = context.weights(), context.raster.checked_bands(context.request.bands)
    encoder = Means(float(weights.tensors["unit"]), len(numbers), context.patch)
    return PreparedEncoder(encoder=encoder, band_numbers=numbers, tags=weights.tags())


def check(part, weights, _, __) -> Verdict:
    item = Item(name="unit", expected="2", found=f"{weights.tensors['unit']:g}", agrees=weights.tensors["unit"] == 2)
    return Verdict(encoder=part.encoder, agrees=bool(item.agrees), sentence=f"{part.title} was checked.", items=(item,))


TOY = Family(name="toy", prepare=prepare, layout=lambda *_: {"unit": ()}, check=check)

# 2. Its row

ROW = {
    "family": "toy",
    "title": "Toy",
    "dim": 3,
    "takes": "rasters",
    "patch": [8, 1, 16],
    "description": "Means of a patch.",
    "recipes": [{"name": "plain", "title": "Plain", "cost": 1.0}],
    "licence": "MIT",
    "licence_url": "https://example.org/licence",
    "source_url": "https://example.org",
    "repo": "toys/toy",
    "file": "toy.safetensors",
    "part": "encoder",
    "download_bytes": 4,
    "prefixes": [{"": ""}],
}


@pytest.fixture(autouse=True)
def toy(monkeypatch, tmp_path):
    table = json.loads(RESOURCE.read_text())
    table["encoders"]["toy"] = ROW
    (tmp_path / "encoders.json").write_text(json.dumps(table))
    monkeypatch.setattr(registry, "RESOURCE", tmp_path / "encoders.json")
    # 3. Its line in the catalogue
    monkeypatch.setattr(catalogue, "FAMILIES", (*catalogue.FAMILIES, TOY))
    for cached in (registry.rows, catalogue.entries):
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in (registry.rows, catalogue.entries):
        cached.cache_clear()


@pytest.fixture
def weights(tmp_path):
    safetensors.numpy.save_file({"unit": np.array(2, np.float32)}, tmp_path / "toy.safetensors")
    return tmp_path / "toy.safetensors"


def test_it_is_listed(command):
    (listed,) = (found for found in command("encoders", "--json").value["encoders"] if found["name"] == "toy")
    assert listed["title"] == "Toy"
    assert listed["patch"] == {"default": 8, "minimum": 1, "maximum": 16}
    assert listed["default_recipe"] == "plain"
    assert not listed["ready"]


def test_a_raster_is_embedded_with_it(command, raster, folder, weights):
    asked = ["--raster", raster, "--encoder", "toy", "--checkpoint", weights, "--dtype", "float32"]
    outcome = command("embed-raster", *asked, "--output", folder / "e.tif", "--json")
    assert outcome.status == 0, outcome.err
    expected = read_all(raster).reshape(3, 8, 8, 8, 8).mean(axis=(2, 4)) / 2
    np.testing.assert_allclose(read_all(folder / "e.tif"), expected, rtol=1e-6)


def test_its_weights_are_taken_over_checked_and_used(command, raster, folder, weights):
    kept = command("import-checkpoint", "toy", "--path", weights, "--json")
    assert (kept.value["agrees"], kept.value["sentence"]) == (True, "Toy was checked.")
    assert command("check", "toy").out.splitlines()[0] == "Toy was checked."
    assert command("embed-raster", "--raster", raster, "--encoder", "toy", "--output", folder / "e.tif").status == 0
    assert command("info", folder / "e.tif", "--json").value["tags"]["UNIT"] == "2"


def test_another_file_is_not_its_checkpoint(command, tmp_path):
    safetensors.numpy.save_file({"unit": np.ones(2, np.float32)}, tmp_path / "other.safetensors")
    refused = command("check", "toy", "--checkpoint", tmp_path / "other.safetensors")
    assert refused.err.startswith("error: This is not the checkpoint of toy (encoder): unit has the shape 2 instead of")
