"""SatCLIP's image encoder on rasters: a chip of Sentinel-2 becomes the embedding that the model gives of its pixels."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine
from safetensors.numpy import save_file

from engine.encoders.satclip import images
from tests import checkpoints
from tests.engine.encoders.test_satclip import random_state
from tests.engine.make_rasters import NORTH_UP, read_all, write_raster
from tests.engine.make_scenes import BANDS, METRES, repeated, write_safe
from tests.places import golden_weights, scene_file

ENCODER = "satclip-resnet18-l10-image"
CHIP = 256
NAMES = (
    *("coastal", "blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "nir09"),
    *("swir16", "swir22"),
)


@pytest.fixture(scope="module")
def state():
    """A ResNet18 of made-up weights, and a small location encoder of as many dims."""
    of_images = checkpoints.arrays("satclip-resnet18-image.ckpt").items()
    visual = {key: values for key, values in of_images if key.startswith("model.visual.")}
    places = {f"model.nnet.{key}": values for key, values in random_state(dim=images.DIM).items()}
    return {**visual, **places, "model.logit_scale": np.array(2.66, np.float32)}


@pytest.fixture(scope="module")
def checkpoint(state, tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "satclip.safetensors"
    save_file(state, path)
    return path


@pytest.fixture(scope="module")
def model(state):
    prefix = "model.visual."
    return images.load_images({key.removeprefix(prefix): state[key] for key in state if key.startswith(prefix)})


@pytest.fixture(scope="module")
def dn():
    """Counts (12, row, column) of two chips beside each other."""
    random = np.random.default_rng(0)
    coarse = random.integers(200, 4000, (12, CHIP // 8, CHIP // 4))
    return (coarse.repeat(8, axis=1).repeat(8, axis=2) + random.integers(0, 200, (12, CHIP, 2 * CHIP))).astype("uint16")


@pytest.fixture(scope="module")
def first_chip(model, dn):
    """The model's embedding (256, 1, 1) of the first of them."""
    return expected(model, dn[:, :, :CHIP])


def write_scene(path, pixels, bands=BANDS, **profile):
    write_raster(path, np.ascontiguousarray(pixels), **profile)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = bands
    return path


@pytest.fixture
def embed(command, checkpoint, folder):
    def run(raster, *options, name="e.tif", scale="count"):
        arguments = ["--raster", raster, "--encoder", ENCODER, "--checkpoint", checkpoint, "--dtype", "float32"]
        arguments += ["--scale", scale] if scale else []
        return command("embed-raster", *arguments, *options, "--output", folder / name, "--json")

    return run


def expected(model, pixels):
    """The model's own embedding of each chip (256, 1, chip column)."""
    chips = np.split(pixels.astype(np.float32), pixels.shape[2] // CHIP, axis=2)
    return np.stack([model.embed_images(chip[None])[0] for chip in chips], axis=1)[:, None]


def test_every_chip_has_the_model_s_own_embedding(tmp_path, folder, embed, model, dn):
    path = write_scene(tmp_path / "a.tif", dn)
    outcome = embed(path)
    assert outcome.status == 0, outcome.err
    made = read_all(folder / "e.tif")
    assert made.shape == (256, 1, 2)
    assert np.allclose(made, expected(model, dn), atol=1e-5)
    assert np.abs(made[:, :, 0] - made[:, :, 1]).max() > 1e-4
    with rasterio.open(folder / "e.tif") as dataset, rasterio.open(path) as source:
        assert dataset.transform.almost_equals(NORTH_UP @ Affine.scale(CHIP))
        assert dataset.bounds == source.bounds
        tags = dataset.tags()
    assert (tags["LANDPRINT_ENCODER"], tags["LANDPRINT_PATCH"]) == (ENCODER, "256")
    assert tags["LANDPRINT_SENSOR_BANDS"] == ",".join(NAMES)
    assert tags["LANDPRINT_SCALE"] == "count"
    assert len(tags["LANDPRINT_CHECKPOINT_SHA256"]) == 64


def test_a_chip_anywhere_has_the_model_s_own_embedding(tmp_path, command, checkpoint, model, dn):
    path = write_scene(tmp_path / "a.tif", dn)
    x, y = NORTH_UP @ (100 + CHIP / 2, CHIP / 2)
    arguments = ["--raster", path, "--encoder", ENCODER, "--checkpoint", checkpoint, "--scale", "count"]
    outcome = command("chip-embedding-at", *arguments, "--at", f"{x},{y}")
    assert outcome.status == 0, outcome.err
    assert np.allclose(outcome.value["vector"], expected(model, dn[:, :, 100 : 100 + CHIP])[:, 0, 0], atol=1e-5)


def test_the_order_of_the_bands_in_the_file_does_not_matter(tmp_path, folder, embed, first_chip, dn):
    order = np.random.default_rng(1).permutation(12)
    path = write_scene(tmp_path / "a.tif", dn[order][:, :, :CHIP], tuple(BANDS[index] for index in order))
    assert embed(path).status == 0
    assert np.allclose(read_all(folder / "e.tif"), first_chip, atol=1e-5)


def test_bands_without_names_are_taken_as_the_user_says(tmp_path, folder, embed, first_chip, dn):
    order = np.random.default_rng(1).permutation(12)
    path = write_scene(tmp_path / "a.tif", dn[order][:, :, :CHIP], (None,) * 12)
    refused = embed(path)
    assert refused.status == 2
    assert "Traceback" not in refused.err
    numbers = ",".join(str(int(np.flatnonzero(order == index)[0]) + 1) for index in range(12))
    made = embed(path, "--bands", numbers, "--band-names", ",".join(NAMES))
    assert made.status == 0, made.err
    assert np.allclose(read_all(folder / "e.tif"), first_chip, atol=1e-5)


def test_names_that_the_user_gives_need_no_order(tmp_path, folder, embed, first_chip, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP], (None,) * 12)
    turned = range(12, 0, -1)
    names = ",".join(NAMES[number - 1] for number in turned)
    made = embed(path, "--bands", ",".join(map(str, turned)), "--band-names", names)
    assert made.status == 0, made.err
    assert np.allclose(read_all(folder / "e.tif"), first_chip, atol=1e-5)


@pytest.mark.parametrize(
    ("numbers", "names"), [("1,2,3", "coastal,blue"), ("1,2", "coastal,ultraviolet"), ("1,13", "coastal,blue")]
)
def test_a_choice_of_bands_that_cannot_be_is_refused(tmp_path, folder, embed, dn, numbers, names):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP], (None,) * 12)
    outcome = embed(path, "--bands", numbers, "--band-names", names)
    assert outcome.status == 2
    assert outcome.err.startswith("error: ")
    assert list(folder.iterdir()) == []


def test_a_band_that_is_missing_is_named(tmp_path, folder, embed, dn):
    kept = [index for index, band in enumerate(BANDS) if band not in ("B09", "B11")]
    path = write_scene(tmp_path / "a.tif", dn[kept][:, :, :CHIP], tuple(BANDS[index] for index in kept))
    outcome = embed(path)
    assert outcome.status == 2
    assert outcome.err == (
        "error: SatCLIP needs all bands of Sentinel-2, and nir09, swir16 are missing. "
        "Choose a level 2A image with all 12 bands.\n"
    )
    assert list(folder.iterdir()) == []


def test_a_band_of_another_sensor_s_image_is_refused(embed):
    outcome = embed(scene_file("data", "landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif"))
    assert outcome.status == 2
    assert "Sentinel-2" in outcome.err


def test_an_offset_stays_in_as_in_the_published_code_unless_the_scale_says_so(
    tmp_path, folder, embed, model, first_chip, dn
):
    counts = dn[:, :, :CHIP] + np.uint16(1000)
    path = write_scene(tmp_path / "S2A_MSIL2A_20230714T105621_N0509_R094_T31TFJ_20230714T181555.tif", counts)
    outcome = embed(path, scale=None)
    assert any("offset of 1,000 stays in" in note for note in outcome.value["notes"])
    assert np.allclose(read_all(folder / "e.tif"), expected(model, counts), atol=1e-5)
    assert embed(path, scale="offset-1000", name="f.tif").status == 0
    assert np.allclose(read_all(folder / "f.tif"), first_chip, atol=1e-5)


def test_reflectance_becomes_counts(tmp_path, folder, embed, first_chip, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP].astype("float32") / 10_000)
    assert embed(path, scale=None).status == 0
    assert np.allclose(read_all(folder / "e.tif"), first_chip, atol=1e-4)


def test_what_is_nodata_is_zero_to_the_model_and_a_chip_of_it_is_nodata(tmp_path, folder, embed, model, dn):
    pixels = dn.astype("float32")
    pixels[:, :40, :60] = np.nan
    pixels[:, 100:, CHIP:] = np.nan
    assert embed(write_scene(tmp_path / "a.tif", pixels)).status == 0
    made = read_all(folder / "e.tif")
    filled = dn.copy()
    filled[:, :40, :60] = 0
    assert np.allclose(made[:, :, :1], expected(model, filled[:, :, :CHIP]), atol=1e-5)
    assert np.isnan(made[:, :, 1]).all()


def test_a_safe_is_embedded_from_its_files(tmp_path, folder, embed, model):
    safe, bands = write_safe(tmp_path, side=264)
    extent = "288000,9117440,290560,9120000"
    outcome = embed(safe, "--extent", extent)
    assert outcome.status == 0, outcome.err
    pixels = np.concatenate([repeated(bands[band], METRES[band]) for band in BANDS])[:, :CHIP, :CHIP]
    assert np.allclose(read_all(folder / "e.tif")[:, :1, :1], expected(model, pixels), atol=1e-5)


@pytest.mark.parametrize("options", [["--patch", 128], ["--pool", "chip"], ["--recipe", "balanced"]])
def test_what_a_chip_cannot_be_is_refused(tmp_path, folder, embed, dn, options):
    outcome = embed(write_scene(tmp_path / "a.tif", dn[:, :, :CHIP]), *options)
    assert outcome.status == 2
    assert outcome.err.startswith("error: ")
    assert list(folder.iterdir()) == []


def test_chips_beyond_the_edge_are_not_embedded(tmp_path, embed, dn, monkeypatch):
    embedded = []
    embed_images = images.ImageEncoder.embed_images
    monkeypatch.setattr(
        images.ImageEncoder, "embed_images", lambda self, image: embedded.append(1) or embed_images(self, image)
    )
    assert embed(write_scene(tmp_path / "a.tif", dn[:, :, :CHIP])).status == 0
    assert len(embedded) == 1


@pytest.mark.parametrize("side", [64, 120, 150])
def test_a_small_raster_is_one_small_chip(tmp_path, folder, embed, model, dn, side):
    outcome = embed(write_scene(tmp_path / "a.tif", dn[:, :side, :side]))
    assert outcome.status == 0, outcome.err
    assert f"its chips have {side} x {side}" in " ".join(outcome.value["notes"])
    made = read_all(folder / "e.tif")
    assert made.shape == (256, 1, 1)
    assert np.allclose(made[:, 0, 0], model.embed_images(dn[None, :, :side, :side].astype("float32"))[0], atol=1e-5)


def test_a_raster_that_fills_most_of_a_chip_has_a_whole_one(tmp_path, folder, embed, dn):
    assert embed(write_scene(tmp_path / "a.tif", dn[:, :, :200])).status == 0
    with rasterio.open(folder / "e.tif") as dataset:
        assert dataset.tags()["LANDPRINT_PATCH"] == "256"
        assert dataset.shape == (1, 1)


def test_a_raster_too_small_for_the_model_is_refused_with_what_it_takes(tmp_path, embed, dn):
    outcome = embed(write_scene(tmp_path / "a.tif", dn[:, :30, :30]))
    assert outcome.status == 2
    assert "30 x 30 pixels, and this encoder's chips have at least 32 on a side" in outcome.err


def test_chips_can_be_finer(tmp_path, folder, embed, model, dn):
    assert embed(write_scene(tmp_path / "a.tif", dn[:, :, :CHIP]), "--detail", 2).status == 0
    made = read_all(folder / "e.tif")
    assert made.shape == (256, 2, 2)
    # The first chip begins 64 pixels above and left of the raster, which is mirrored there.
    mirrored = np.pad(dn[:, :, :CHIP], ((0, 0), (64, 0), (64, 0)), mode="symmetric")[:, :CHIP, :CHIP]
    assert np.allclose(made[:, :1, :1], expected(model, mirrored), atol=1e-5)


def test_without_weights_it_says_how_to_get_them(tmp_path, command, folder, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP])
    outcome = command("embed-raster", "--raster", path, "--encoder", ENCODER, "--output", folder / "e.tif")
    assert outcome.status == 2
    assert "Download them" in outcome.err


def test_another_encoder_s_weights_are_refused(tmp_path, command, folder, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP])
    options = ["--encoder", ENCODER, "--checkpoint", golden_weights("clay-tiny.ckpt")]
    outcome = command("embed-raster", "--raster", path, *options, "--output", folder / "e.tif")
    assert outcome.status == 2
    assert "Traceback" not in outcome.err


def test_an_image_has_the_model_s_own_embedding(folder, embed, model):
    path = scene_file("data", "s2_chips", "patch_33188.tif")
    outcome = embed(path)
    assert outcome.status == 0, outcome.err
    with rasterio.open(path) as dataset:
        order = [dataset.descriptions.index(band) + 1 for band in BANDS]
        assert np.allclose(read_all(folder / "e.tif"), expected(model, dataset.read(order)), atol=1e-5)


def test_an_image_is_recognised_for_it_by_all_bands(tmp_path, command, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP])
    value = command("recognise", "--raster", path, "--encoder", ENCODER, "--json").value
    assert [band["name"] for band in value["bands"]] == list(NAMES)
    assert value["sensor_bands"] == list(NAMES)
    assert value["missing"] == []
    assert [sensor["name"] for sensor in value["sensors"]] == [value["sensor"]]


def test_what_was_recognised_can_be_given_back(tmp_path, command, folder, embed, dn):
    path = write_scene(tmp_path / "a.tif", dn[:, :, :CHIP])
    value = command("recognise", "--raster", path, "--encoder", ENCODER, "--json").value
    numbers = ",".join(str(band["number"]) for band in value["bands"])
    names = ",".join(band["name"] for band in value["bands"])
    made = embed(path, "--sensor", value["sensor"], "--bands", numbers, "--band-names", names)
    assert made.status == 0, made.err


def test_an_image_finds_places_on_the_command_line(tmp_path, command, checkpoint, folder, dn):
    path = write_scene(tmp_path / "a.tif", dn)
    options = ["--encoder", ENCODER.removesuffix("-image"), "--checkpoint", checkpoint, "--resolution", 10]
    outcome = command("locate-image", "--raster", path, *options, "--count", 3, "--output", folder / "s.tif", "--json")
    assert outcome.status == 0, outcome.err
    assert outcome.value["chips"] == 2
    assert 1 <= len(outcome.value["places"]) <= 3
    assert read_all(folder / "s.tif").shape == (1, 18, 36)
