"""Embedding rasters by every runtime: nearly the same numbers, and always the same ones for the same mode."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import safetensors.numpy

from engine.embedding.chips import Embedder
from engine.embedding.plan import chosen_recipe, plan_embedding
from engine.encoders.catalogue import find_part
from engine.encoders.clay import model as clay
from engine.encoders.galileo import encoder as galileo_encoder
from engine.encoders.galileo.model import load
from engine.errors import Cancelled, SourceError
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters.raster import Raster
from engine.runtimes import choice as runtime_choice
from engine.sensors.recognise import Imagery
from engine.weights.checkpoints import load_file
from tests import checkpoints
from tests.engine.make_rasters import read_all, scene, write_raster
from tests.places import golden_weights

BANDS = ["blue", "green", "red", "nir"]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """A Clay of the smallest size with random weights."""
    path = tmp_path_factory.mktemp("weights") / "clay.safetensors"
    safetensors.numpy.save_file(checkpoints.clay_of(clay.SIZES["tiny"]), path)
    return path


@pytest.fixture(scope="module")
def raster(tmp_path_factory):
    """Six chips of 256 pixels, the last of each row cut off."""
    return write_raster(tmp_path_factory.mktemp("raster") / "scene.tif", (scene(4, 512, 600) * 12).astype("uint16"))


@pytest.fixture
def embed(checkpoint, raster, tmp_path):
    """Embeds the raster by Clay; the result's values, tags and notes."""

    def run(reporter=None, **params):
        output = tmp_path / f"{len(list(tmp_path.iterdir()))}.tif"
        known = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3, 4], "band_names": BANDS, "scale": "count", "heads": 4}
        params = {"encoder": "clay-v1.5", "checkpoint": str(checkpoint), "dtype": "float32", **known, **params}
        made = run_operation(
            State(), "embed_raster", {"raster": [str(raster)], "output": str(output), **params}, reporter or Reporter()
        )
        with rasterio.open(output) as dataset:
            tags = {name.removeprefix("LANDPRINT_"): value for name, value in dataset.tags().items()}
        return read_all(output), tags, made["notes"]

    return run


def test_the_runtimes_agree(embed):
    torchs, tags, _ = embed(runtime="torch")
    assert (tags["RUNTIME"], tags["PRECISION"]) == ("torch", "fp32")
    onnxs, tags, _ = embed(runtime="onnx", precision="fp32")
    assert (tags["RUNTIME"], tags["PRECISION"]) == ("onnx", "fp32")
    np.testing.assert_allclose(onnxs, torchs, atol=5e-5)


def test_eight_bits_are_near_and_say_how_near(embed):
    torchs, _, _ = embed(runtime="torch")
    codes, tags, notes = embed(precision="int8")
    assert (tags["RUNTIME"], tags["PRECISION"]) == ("onnx", "int8")
    assert float(tags["PRECISION_COSINE_P1"]) > 0.9
    assert any(f"keep a cosine of {tags['PRECISION_COSINE_P1']} with full precision's" in note for note in notes)
    exact, near = (values.reshape(len(values), -1).T - values.mean((1, 2)) for values in (torchs, codes))
    cosines = (exact * near).sum(1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(near, axis=1)
    assert np.percentile(cosines, 1) > 0.9


def test_eight_bits_calibrated_on_the_raster_are_the_more_exact_ones(embed):
    _, tags, notes = embed(precision="int8")
    assert tags["CALIBRATED"] == "yes"
    (note,) = [note for note in notes if "int8" in note]
    assert note.startswith("ONNX Runtime calibrated int8 runs the model")


def test_a_class_token_is_the_same_by_every_runtime(embed):
    torchs, _, _ = embed(runtime="torch", pool="chip")
    onnxs, _, _ = embed(runtime="onnx", precision="fp32", pool="chip")
    np.testing.assert_allclose(onnxs, torchs, atol=5e-5)


def test_the_numbers_are_the_same_whatever_was_embedded_before(embed, monkeypatch, tmp_path):
    monkeypatch.setattr(runtime_choice, "FEWEST_CHIPS", 1)
    monkeypatch.setattr(runtime_choice, "SMALLEST_COSINE", 0.9)
    first, first_tags, _ = embed()
    assert first_tags["PRECISION"] == "int8"
    ice = (scene(4, 512, 600, seed=7) // 3 + 9000).astype("uint16")
    _, of_ice, _ = embed(raster=[str(write_raster(tmp_path / "ice.tif", ice))])
    # Its own, or none where it loses too much for 8 bits.
    assert of_ice.get("PRECISION_COSINE_P1") != first_tags["PRECISION_COSINE_P1"]
    second, second_tags, _ = embed()
    np.testing.assert_array_equal(second, first)
    assert second_tags == first_tags


def test_eight_bits_that_lose_too_much_on_this_raster_are_not_taken(embed, monkeypatch):
    monkeypatch.setattr(runtime_choice, "FEWEST_CHIPS", 1)
    monkeypatch.setattr(runtime_choice, "SMALLEST_COSINE", 1.1)
    _, tags, notes = embed()
    assert (tags["RUNTIME"], tags["PRECISION"]) == ("onnx", "fp32")
    assert "PRECISION_COSINE_P1" not in tags
    assert any("int8 was not taken: 99 % of this raster's patches keep" in note for note in notes)


def test_an_interrupted_run_goes_on_in_the_same_mode(embed, monkeypatch):
    whole, _, _ = embed(runtime="onnx")
    stops_at = [3]

    def listen(_, text, __):
        if text == "Embedding":
            stops_at[0] -= 1

    monkeypatch.setattr("engine.progress.SECONDS_BETWEEN_REPORTS", 0.0)
    with pytest.raises(Cancelled):
        embed(Reporter(listen, lambda: stops_at[0] <= 0), runtime="onnx")
    state = State()
    (left,) = run_operation(state, "scratches", {}, Reporter())["scratches"]
    assert 0 < left["fraction"] < 1
    in_torch, _, _ = embed(runtime="torch")  # another mode does not take what is not its own
    assert run_operation(state, "scratches", {}, Reporter())["scratches"]
    resumed, _, _ = embed(runtime="onnx")
    np.testing.assert_array_equal(resumed, whole)
    assert not np.array_equal(in_torch, whole)


def test_an_estimate_names_what_was_timed(checkpoint, raster):
    params = {"raster": [str(raster)], "encoder": "clay-v1.5", "checkpoint": str(checkpoint), "heads": 4}
    known = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3, 4], "band_names": BANDS, "scale": "count"}
    estimate = run_operation(State(), "estimate_embedding", {**params, **known}, Reporter())
    assert estimate["notes"][-1].startswith("Measured with onnx fp32: ")
    assert estimate["notes"][-1].endswith(" s a chip of 6.")


def test_an_area_without_data_measures_nothing(embed, tmp_path, monkeypatch):
    monkeypatch.setattr(runtime_choice, "FEWEST_CHIPS", 1)
    monkeypatch.setattr(runtime_choice, "int8_graph", lambda *_: pytest.fail("measured"))
    empty = write_raster(tmp_path / "empty.tif", np.zeros((4, 64, 64), np.uint16), nodata=0)
    with pytest.raises(SourceError, match="valid"):
        embed(raster=[str(empty)])


@pytest.fixture(scope="module")
def model():
    return load(load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).tensors)


@pytest.fixture
def imagery():
    from engine.sensors.band_match import BandMatch, MatchedBand
    from engine.sensors.scales import scales
    from engine.sensors.sensors import sensors

    sensor = sensors()["sentinel-2-l2a"]
    matched = tuple(
        MatchedBand(number=n, band=band, by="name", clue="") for n, band in enumerate(sensor.bands, start=1)
    )
    match = BandMatch(sensor=sensor, bands=matched)
    return Imagery(sensor=sensor, match=match, scale=scales(sensor)["count"], day=None, notes=())


@pytest.mark.parametrize("recipe", ["balanced", "plain"])
def test_galileo_does_not_depend_on_the_number_of_workers(model, imagery, tmp_path, recipe):
    path = write_raster(tmp_path / "s2.tif", (scene(10, 256, 256) * 12).astype("uint16"))
    made = []
    for workers in (1, 3):
        encoder = galileo_encoder.GalileoEncoder(model, imagery, 8, workers=workers)
        with Raster(str(path)) as raster:
            chosen = chosen_recipe(encoder, recipe)
            plan = plan_embedding(raster.grid, encoder, chosen, None)
            embedder = Embedder(plan, encoder, remove_position=True)
            made.append(
                [
                    embedder.embed(unit, *raster.read(embedder.pixels_of(unit), list(range(1, 11))))
                    for unit in plan.units()
                ]
            )
    for one, three in zip(*made, strict=True):
        np.testing.assert_array_equal(one, three)


def test_galileo_is_cancelled_between_a_few_chips(model, imagery):
    calls = []

    def check():
        calls.append(len(calls))
        if len(calls) == 3:
            raise Cancelled

    encoder = galileo_encoder.GalileoEncoder(model, imagery, 1, workers=1, check=check)
    with pytest.raises(Cancelled):
        encoder._patches(np.zeros((1000, 11, 4, 4), np.float32))
    assert len(calls) <= 4  # one more chip may have begun


def test_galileo_runs_in_torch_when_asked(tmp_path):
    path = write_raster(tmp_path / "s2.tif", (scene(10, 64, 64) * 12).astype("uint16"))
    known = {"sensor": "sentinel-2-l2a", "bands": list(range(1, 11)), "scale": "count", "dtype": "float32"}
    names = ["blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22"]
    weights = str(golden_weights("galileo-nano.pt"))
    made = []
    for runtime in ("auto", "torch"):
        output = str(tmp_path / f"{runtime}.tif")
        params = {"raster": [str(path)], "encoder": "galileo-nano", "checkpoint": weights, "band_names": names, **known}
        run_operation(
            State(), "embed_raster", {**params, "output": output, "runtime": runtime, "precision": "fp32"}, Reporter()
        )
        made.append(read_all(output))
        with rasterio.open(output) as dataset:
            assert dataset.tags()["LANDPRINT_RUNTIME"] == {"auto": "onnx", "torch": "torch"}[runtime]
    np.testing.assert_allclose(*made, atol=5e-5)


@pytest.mark.parametrize("pool", ["patch", "chip"])
def test_galileo_in_eight_bits_says_what_this_raster_loses(tmp_path, pool):
    path = write_raster(tmp_path / "s2.tif", (scene(10, 128, 128) * 12).astype("uint16"))
    names = ["blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22"]
    known = {"sensor": "sentinel-2-l2a", "bands": list(range(1, 11)), "scale": "count", "band_names": names}
    params = {"raster": [str(path)], "encoder": "galileo-nano", "checkpoint": str(golden_weights("galileo-nano.pt"))}
    output = str(tmp_path / "e.tif")
    params |= {**known, "pool": pool, "precision": "int8", "output": output}
    result = run_operation(State(), "embed_raster", params, Reporter())
    with rasterio.open(output) as dataset:
        tags = dataset.tags()
    assert tags["LANDPRINT_PRECISION"] == "int8"
    assert 0.5 < float(tags["LANDPRINT_PRECISION_COSINE_P1"]) < 1
    assert any(tags["LANDPRINT_PRECISION_COSINE_P1"] in note for note in result["notes"])


def test_eight_bits_are_measured_on_chips_of_a_small_raster(embed, tmp_path):
    small = write_raster(tmp_path / "small.tif", (scene(4, 96, 96) * 12).astype("uint16"))
    _, tags, _ = embed(raster=[str(small)], pool="chip", precision="int8")
    assert 0.5 < float(tags["PRECISION_COSINE_P1"]) <= 1
