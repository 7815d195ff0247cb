"""Whether a check tells the published weights from others, and says how far it goes."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
import safetensors.numpy
import torch

from engine.encoders import trust
from engine.encoders.catalogue import FAMILIES, check_weights, find_part
from engine.encoders.clay import model as clay
from engine.encoders.satclip import locations
from engine.encoders.satclip.check import published_items
from engine.errors import Cancelled
from engine.progress import Reporter
from engine.weights import checkpoints
from engine.weights.checkpoints import Weights
from tests.engine.encoders.test_satclip import image_state
from tests.places import golden_weights, real_data

GALILEO = ("weights", "galileo_nano", "encoder.pt")


@pytest.fixture(scope="module")
def published() -> Weights:
    """Galileo's trained weights."""
    return checkpoints.load_file(real_data(*GALILEO), find_part("galileo-nano"))


def verdict_on(name: str, path: str, **settings) -> trust.Verdict:
    weights = checkpoints.load_file(golden_weights(path), find_part(name))
    return check_weights(find_part(name), weights, Reporter(), **settings)


def changed(weights: Weights, name: str, change) -> Weights:
    return dataclasses.replace(weights, tensors={**weights.tensors, name: change(weights.tensors[name].copy())})


# Galileo


def test_trained_galileo_agrees_within_a_fiftieth_of_a_thousandth(published):
    verdict = check_weights(find_part("galileo-nano"), published, Reporter())
    assert verdict.agrees is True
    assert len(verdict.items) == 4
    assert "agrees" in verdict.sentence


@pytest.mark.parametrize(
    "name",
    [
        "blocks.2.mlp.fc1.weight",
        "blocks.0.attn.k.weight",
        "norm.bias",
        "s_t_channel_embed",
        "space_time_embed.NDVI.proj.bias",
        "space_time_embed.S2_SWIR.proj.weight",
    ],
)
def test_galileo_with_one_tensor_changed_disagrees(published, name):
    other = changed(published, name, lambda tensor: tensor * np.float32(1.02))
    verdict = check_weights(find_part("galileo-nano"), other, Reporter())
    assert verdict.agrees is False
    assert "not the published weights of Galileo-nano" in verdict.sentence


def test_weights_that_are_not_numbers_disagree(published):
    broken = changed(published, "norm.weight", lambda tensor: tensor * np.nan)
    assert check_weights(find_part("galileo-nano"), broken, Reporter()).agrees is False


def test_the_published_file_is_known_by_its_sha256(command):
    checked = command("check", "galileo-nano", "--checkpoint", real_data(*GALILEO), "--json")
    assert checked.status == 0
    assert checked.value["agrees"] is True
    assert checked.value["items"][0]["name"] == "sha256 of the file"
    assert checked.value["items"][0]["agrees"] is True


def test_the_same_weights_in_another_file_agree_though_the_file_is_another(command, tmp_path, published):
    tensors = {name: np.ascontiguousarray(array) for name, array in published.tensors.items()}
    safetensors.numpy.save_file(tensors, tmp_path / "other.safetensors")
    checked = command("check", "galileo-nano", "--checkpoint", tmp_path / "other.safetensors", "--json")
    assert checked.value["agrees"] is True
    assert checked.value["items"][0]["agrees"] is None


def test_a_check_is_one_sentence_and_its_comparisons(command):
    said = command("check", "galileo-nano", "--checkpoint", real_data(*GALILEO)).out.splitlines()
    assert re.fullmatch(r"Galileo-nano agrees: .* up to 0\.00000\d+ away .*, 0\.00002 is allowed\.", said[0])
    assert all(line.startswith("  ") and line.endswith(": agrees") for line in said[1:])


# SatCLIP


@pytest.mark.parametrize(
    ("name", "path", "compared"),
    [("satclip-vit16-l10", "satclip-l10.ckpt", 2), ("satclip-vit16-l40", "satclip-l40.ckpt", 3)],
)
def test_a_random_satclip_disagrees_with_all_that_was_published(name, path, compared):
    weights = checkpoints.load_file(golden_weights(path), find_part(name.replace("vit16", "resnet18")))
    verdict = check_weights(find_part(name), weights, Reporter())
    assert verdict.agrees is False
    assert [item.agrees for item in verdict.items] == [False] * compared
    assert "not the published weights" in verdict.sentence


def test_where_nothing_was_published_that_is_said_with_what_was_looked_at():
    verdict = verdict_on("satclip-resnet18-l10", "satclip-l10.ckpt")
    assert verdict.agrees is None
    assert "nothing was published" in verdict.sentence
    assert [item.agrees for item in verdict.items] == [True] * 4


def test_a_satclip_without_numbers_is_refused_even_there():
    weights = checkpoints.load_file(golden_weights("satclip-l10.ckpt"), find_part("satclip-resnet18-l10"))
    broken = changed(weights, "last_layer.bias", lambda tensor: tensor * np.nan)
    verdict = check_weights(find_part("satclip-resnet18-l10"), broken, Reporter())
    assert verdict.agrees is False
    assert "all numbers finite" in verdict.sentence


def test_an_image_encoder_is_looked_at_but_has_nothing_published():
    part = find_part("satclip-resnet18-l10", "image")
    weights = Weights(tensors=image_state("resnet18"), hyper_parameters={}, source="")
    verdict = check_weights(part, weights, Reporter())
    assert verdict.agrees is None
    assert "(image)" in verdict.sentence


class Published:
    """A location encoder made from what was published: it gives those cosines and those numbers, and nothing else."""

    dim = 16

    def __init__(self, name: str, *, error: float = 0.0, moved: int = 0) -> None:
        known = trust.facts()["satclip"]
        self.name = name
        self._km, self._decay = known["decay"]["km"], np.array(known["decay"]["encoders"][name]) + error
        cosines = np.array(known["cities"]["encoders"][name])
        np.fill_diagonal(cosines, 1.0)
        self._known = dict(
            zip(map(tuple, known["cities"]["places"].values()), np.linalg.cholesky(cosines), strict=True)
        )
        for place, numbers in zip(known["points"]["places"][moved], known["points"]["first_five"], strict=True):
            self._known[tuple(place)] = np.array(numbers)

    def embed(self, lonlat: np.ndarray) -> np.ndarray:
        return np.stack([self._embed(*place) for place in lonlat])

    def embed_grid(self, lons: np.ndarray, lats: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def _embed(self, lon: float, lat: float) -> np.ndarray:
        vector = np.zeros(self.dim)
        if (lon, lat) in self._known:
            known = self._known[lon, lat]
            vector[: len(known)] = known
        else:
            cosine = np.interp(kilometres((lon, lat), (-122.4194, 37.7749)), self._km, self._decay)
            vector[[0, 9]] = cosine, np.sqrt(max(1 - cosine**2, 0))
        return vector


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance on a sphere, by another formula than the one that is tested."""
    (lon, lat), (other_lon, other_lat) = np.radians(a), np.radians(b)
    half = np.sin((lat - other_lat) / 2) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin((lon - other_lon) / 2) ** 2
    return float(2 * 6371 * np.arcsin(np.sqrt(half)))


@pytest.mark.parametrize("name", ["satclip-vit16-l10", "satclip-vit16-l40"])
def test_an_encoder_that_gives_what_was_published_agrees(name):
    items = published_items(Published(name))
    assert [item.agrees for item in items] == [True] * len(items)
    assert len(items) == {"satclip-vit16-l10": 2, "satclip-vit16-l40": 3}[name]


def test_the_places_may_be_those_that_follow_where_the_first_is_not_on_land():
    assert all(item.agrees for item in published_items(Published("satclip-vit16-l40", moved=1)))


def test_a_satclip_that_agrees_in_part_is_neither_right_nor_wrong(monkeypatch):
    monkeypatch.setattr(locations, "load_locations", lambda *_: Published("satclip-vit16-l40", error=0.01))
    weights = Weights(tensors={}, hyper_parameters={}, source="")
    verdict = check_weights(find_part("satclip-vit16-l40"), weights, Reporter())
    assert verdict.agrees is None
    assert "Not: how similarity falls with distance." in verdict.sentence


# Clay


def printed(scale: float = 1.0) -> np.ndarray:
    """Class tokens (date, 1024) that begin and end as those that were printed."""
    tokens = np.zeros((2, 1024))
    for token, date in zip(tokens, trust.facts()["clay"]["dates"], strict=True):
        first = np.array(date["first_and_last_five"][0]) * scale
        token[:5], token[-5:] = first[:5], first[5:]
    return tokens


class Water:
    """A Clay that remembers what it was given, and gives what it was told to."""

    def __init__(self, tokens: np.ndarray) -> None:
        self.size = clay.SIZES["large"]
        self.tokens = tokens
        self.given: list[tuple] = []

    def __call__(self, pixels, metadata, *, wavelengths, gsd, check):
        check()
        self.given.append((pixels, metadata, wavelengths, gsd))
        return clay.ClayOutput(torch.from_numpy(self.tokens), torch.zeros(0))


def clay_verdict(monkeypatch, model: Water, reporter: Reporter | None = None) -> trust.Verdict:
    monkeypatch.setattr(clay, "load", lambda *_, **__: model)
    weights = Weights(tensors={}, hyper_parameters={}, source="")
    return check_weights(find_part("clay-v1.5"), weights, reporter or Reporter())


def test_a_clay_that_gives_what_was_printed_is_plausible_and_no_more_is_said(monkeypatch):
    model = Water(printed())
    verdict = clay_verdict(monkeypatch, model)
    assert verdict.agrees is True
    assert "plausib" in verdict.sentence
    assert "the published input is not available" in verdict.sentence
    assert len(model.given) == 1


def test_clay_is_given_what_the_publication_gave_it(monkeypatch):
    model = Water(printed())
    clay_verdict(monkeypatch, model)
    ((pixels, metadata, wavelengths, gsd),) = model.given
    assert wavelengths == (0.665, 0.56, 0.493, 0.842)  # red, green, blue, nir in micrometres
    assert gsd == 10
    assert pixels.shape == (2, 4, 256, 256)
    assert float(pixels[0, 0, 0, 0]) == pytest.approx((200 - 1552) / 1888)
    # The sine of 37.3 degrees north is the fifth of the code, after week and hour.
    assert metadata[:, 4].tolist() == pytest.approx([0.60612] * 2, abs=1e-5)


def test_another_clay_disagrees_at_every_level_of_water(monkeypatch):
    model = Water(np.random.default_rng(0).normal(0, 0.1, (2, 1024)))
    verdict = clay_verdict(monkeypatch, model)
    assert verdict.agrees is False
    assert "most likely not the published weights" in verdict.sentence
    assert len(model.given) == 3


def test_a_clay_whose_signs_alone_fit_decides_nothing(monkeypatch):
    tokens = np.sign(printed()) * np.random.default_rng(0).uniform(0.0, 1.0, (2, 1024))
    assert clay_verdict(monkeypatch, Water(tokens)).agrees is None


def test_a_wrong_sign_of_all_disagrees(monkeypatch):
    assert clay_verdict(monkeypatch, Water(printed(-1.0))).agrees is False


def test_the_check_of_clay_can_be_cancelled(monkeypatch):
    with pytest.raises(Cancelled):
        clay_verdict(monkeypatch, Water(printed()), Reporter(is_cancelled=lambda: True))


def test_the_tiny_random_clay_is_not_the_published_one(command):
    path = golden_weights("clay-tiny.ckpt")
    checked = command("check", "clay-v1.5", "--checkpoint", path, "--heads", 4, "--json")
    assert checked.status == 0
    assert checked.value["agrees"] is False
    assert "64 dimensions instead of 1024" in checked.value["sentence"]


# All of them


def test_an_encoder_without_weights_has_nothing_to_check(command):
    checked = command("check", "random-features")
    assert checked.status == 2
    assert checked.err.startswith("error: random-features has no checkpoint.")


def test_every_fact_has_its_source():
    known = trust.facts()
    assert {"galileo", "clay"} < known.keys()
    assert {family.name.partition("-")[0] for family in FAMILIES} == known.keys() | {"random"}
    sources = [known["galileo"], known["clay"], *known["satclip"].values()]
    assert all(len(entry["source"]) > 50 for entry in sources)
