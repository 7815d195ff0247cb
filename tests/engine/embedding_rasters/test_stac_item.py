"""An embedding raster's STAC item says what it holds, from what, and where it lies."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from shapely.geometry import Point, shape

from engine.embedding_rasters.stac_item import footprint
from engine.rasters.grid import Grid
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster

FEW = ["--encoder", "random-features", "--filters", "8"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture
def dated(tmp_path):
    """A scene whose name has its day."""
    return write_raster(tmp_path / "scene_20230714.tif", scene())


@pytest.fixture
def embed(folder, command):
    """Embeds a raster with options; the outcome, and the output."""

    def run(raster, *options, name="e.tif"):
        output = folder / name
        return command("embed-raster", "--raster", raster, "--output", output, *FEW, *options, "--json"), output

    return run


def test_the_item_lies_beside_and_has_what_stac_1_1_wants(dated, embed, folder):
    outcome, output = embed(dated, "--stac")
    assert outcome.status == 0, outcome.err
    assert outcome.value["item"] == str(folder / "e.json")
    assert sorted(path.name for path in folder.iterdir()) == ["e.json", "e.tif"]
    item = json.loads((folder / "e.json").read_text("utf-8"))
    assert (item["type"], item["stac_version"], item["id"]) == ("Feature", "1.1.0", "e")
    assert {"https://stac-extensions.github.io/embeddings/v0.0.1/schema.json"} < set(item["stac_extensions"])
    properties = item["properties"]
    assert properties["datetime"] == "2023-07-14T00:00:00Z"
    assert TIME.fullmatch(properties["processing:datetime"])
    assert (properties["proj:code"], properties["proj:shape"]) == ("EPSG:32725", [8, 8])
    assert properties["proj:transform"] == [80, 0, 288_000, 0, -80, 9_120_000]
    made = properties["emb:runtime_parameters"]
    assert (made["encoder"], made["dimensions"], made["patch"]) == ("random-features", 16, "8")
    asset = item["assets"]["embeddings"]
    assert (asset["href"], asset["roles"], asset["data_type"], asset["nodata"]) == ("./e.tif", ["data"], "uint8", 0)
    with rasterio.open(output) as dataset:
        scales, offsets = list(dataset.scales), list(dataset.offsets)
    assert [band["raster:scale"] for band in asset["bands"]] == scales
    quantization = properties["emb:quantization"]
    assert (quantization["scale"], quantization["offset"]) == (scales, offsets)
    model, image = item["links"]
    assert (model["rel"], model["title"]) == ("emb:model", "random-features")
    assert image == {"rel": "emb:source-data", "href": f"../{dated.name}", "title": dated.name}


def test_only_what_the_extension_knows_of_an_item_is_called_by_its_prefix(dated, embed, folder):
    embed(dated, "--stac")
    item = json.loads((folder / "e.json").read_text("utf-8"))
    own = {key for key in item["properties"] if key.startswith("emb:")}
    assert own == {"emb:runtime_parameters", "emb:quantization"}
    assert set(item["properties"]["emb:quantization"]) <= {
        "method",
        "original_dtype",
        "quantized_dtype",
        "scale",
        "offset",
    }


def test_floating_point_embeddings_are_not_quantized(dated, embed, folder):
    embed(dated, "--stac", "--dtype", "float32")
    item = json.loads((folder / "e.json").read_text("utf-8"))
    assert "emb:quantization" not in item["properties"]
    assert item["assets"]["embeddings"]["nodata"] == "nan"
    assert set(item["assets"]["embeddings"]["bands"][0]) == {"name"}


def test_without_a_day_nothing_is_computed(raster, embed, folder):
    outcome, _ = embed(raster, "--stac")
    assert outcome.status == 2
    assert "The day of the image is not known" in outcome.err
    assert not list(folder.iterdir())


def test_a_day_that_is_given_counts(raster, embed, folder):
    outcome, _ = embed(raster, "--stac", "--date", "2021-05-06")
    assert outcome.status == 0, outcome.err
    assert json.loads((folder / "e.json").read_text("utf-8"))["properties"]["datetime"] == "2021-05-06T00:00:00Z"
    assert not any("not used" in note for note in outcome.value["notes"])


def test_another_json_of_this_name_is_not_written_over(dated, embed, folder):
    (folder / "e.json").write_text('{"a": "model"}')
    outcome, output = embed(dated, "--stac")
    assert "e.json is there already, and is no STAC item of embeddings." in outcome.err
    assert (folder / "e.json").read_text() == '{"a": "model"}'
    assert not output.exists()


def test_the_item_can_be_written_later_and_anew(dated, embed, folder, command):
    _, output = embed(dated)
    assert not (folder / "e.json").exists()
    for date in ("2020-01-02", "2020-01-03"):
        outcome = command("stac-item", "--embeddings", output, "--date", date, "--json")
        assert outcome.value == {"item": str(folder / "e.json")}
    assert json.loads((folder / "e.json").read_text("utf-8"))["properties"]["datetime"] == "2020-01-03T00:00:00Z"


def test_another_tool_s_raster_gets_no_item(folder, command):
    path = write_embeddings(folder / "f.tif", vectors())
    outcome = command("stac-item", "--embeddings", path, "--date", "2020-01-02")
    assert "f.tif is no embedding raster of Landprint's." in outcome.err


def test_our_own_item_tells_an_image_beside_it_nothing(dated, embed, command):
    embed(dated, "--stac")
    embed(dated, name="other.tif")
    outcome = command("recognise", "--raster", dated, "--encoder", "clay-v1.5")
    assert "embeddings" not in outcome.err


# Where it lies


def grid(crs, transform, width=100, height=50):
    return Grid(crs=CRS.from_string(crs), transform=transform, width=width, height=height)


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_outline_holds_the_grid_and_goes_against_the_clock(sign):
    own = grid("EPSG:32633", Affine(1000, 0, 400_000, 0, 1000 * sign, 5_000_000))
    box, geometry = footprint(own)
    outline = shape(geometry)
    assert outline.is_valid
    assert outline.exterior.is_ccw
    assert np.allclose(outline.bounds, box)
    lon, lat = 14.5, 45.15 + 0.2 * sign - 0.05
    assert outline.contains(Point(lon, lat))


def test_a_grid_over_the_antimeridian_has_two_parts_and_its_western_side_first():
    box, geometry = footprint(grid("EPSG:32601", Affine(10_000, 0, 100_000, 0, -10_000, 2_000_000), width=20))
    west, _, east, _ = box
    assert west > 0 > east
    parts = shape(geometry)
    assert len(parts.geoms) == 2
    assert parts.is_valid
    assert -180 <= parts.bounds[0] < parts.bounds[2] <= 180


@pytest.mark.parametrize(("crs", "south", "north"), [("EPSG:3413", 50, 90), ("EPSG:3031", -90, -50)])
def test_a_grid_around_a_pole_reaches_it(crs, south, north):
    box, geometry = footprint(grid(crs, Affine(50_000, 0, -2_500_000, 0, -50_000, 2_500_000), width=100, height=100))
    assert box[0::2] == [-180, 180]
    assert south <= box[1] < box[3] <= north
    assert shape(geometry).is_valid


@pytest.mark.parametrize("left", [-180, 0])
def test_the_whole_world_is_one_part(left):
    box, geometry = footprint(grid("EPSG:4326", Affine(3.6, 0, left, 0, -3.6, 90)))
    assert box == [-180, -90, 180, 90]
    assert shape(geometry).bounds == (-180, -90, 180, 90)


def test_what_lies_nowhere_has_no_geometry(tmp_path, embed, folder):
    raster = write_raster(tmp_path / "s_20230714.tif", scene(), crs=None)
    outcome, _ = embed(raster, "--stac")
    assert outcome.status == 0, outcome.err
    item = json.loads((folder / "e.json").read_text("utf-8"))
    assert item["geometry"] is None
    assert "bbox" not in item
