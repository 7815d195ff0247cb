"""STAC items in place of a raster: which assets are bands, where they lie, and what the item says of them."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rasterio

from engine.errors import SourceError
from engine.progress import Reporter
from engine.rasters.source import source_of
from engine.remote.addresses import name_of
from engine.requests.imagery import ImageryRequest, SourceRequest
from engine.scenes.stac_item import stac_scene
from engine.sensors.recognise import recognise
from tests.engine.make_rasters import NORTH_UP, UTM, write_raster
from tests.range_server import range_server

COG = "image/tiff; application=geotiff; profile=cloud-optimized"
SIDE = 60
NAMES = {"blue": "B02", "green": "B03", "red": "B04", "nir": "B08", "rededge1": "B05"}


def pixels_of(key, side=SIDE):
    random = np.random.default_rng(len(key))
    return random.integers(200, 3000, (1, side, side)).astype("uint16")


@pytest.fixture
def folder(tmp_path):
    """The files of a scene of Sentinel-2: red edge with pixels of 20 m, and a classification."""
    path = tmp_path / "scene"
    path.mkdir()
    for key, name in NAMES.items():
        scale = 2 if key == "rededge1" else 1
        write_raster(path / f"{name}.tif", pixels_of(key, SIDE // scale), transform=NORTH_UP @ NORTH_UP.scale(scale))
    write_raster(path / "SCL.tif", np.full((1, SIDE, SIDE), 4, "uint8"))
    write_raster(path / "TCI.tif", np.full((3, SIDE, SIDE), 9, "uint8"))
    return path


def bands_of(key, version):
    said = {"name": NAMES[key]}
    if version == "1.0.0":
        return {
            "eo:bands": [{**said, "common_name": key}],
            "raster:bands": [{"scale": 0.0001, "offset": -0.1, "nodata": 0}],
        }
    return {"bands": [{**said, "eo:common_name": key}], "raster:scale": 0.0001, "raster:offset": -0.1, "nodata": 0}


def item_of(version="1.0.0", start="", end="", **properties):
    """An item as APIs of Sentinel-2 give it: bands, a picture of three of them, a classification, metadata."""
    assets = {
        key: {"href": f"{start}{name}.tif{end}", "type": COG, "roles": ["data"], **bands_of(key, version)}
        for key, name in NAMES.items()
    }
    picture = {"eo:bands": [{"name": NAMES[key]} for key in ("red", "green", "blue")]}
    return {
        "type": "Feature",
        "stac_version": version,
        "id": "S2A_31TFJ_20230714_0_L2A",
        "properties": {
            "datetime": "2023-07-14T10:56:21Z",
            "constellation": "sentinel-2",
            "s2:processing_baseline": "05.09",
            **properties,
        },
        "assets": {
            "thumbnail": {"href": f"{start}preview.jpg", "type": "image/jpeg", "roles": ["thumbnail"]},
            "true_colour": {"href": f"{start}TCI.tif{end}", "type": COG, "roles": ["data"], **picture},
            **assets,
            "scl": {"href": f"{start}SCL.tif{end}", "type": COG, "roles": ["data"]},
            "granule_metadata": {"href": f"{start}MTD.xml", "type": "application/xml", "roles": ["metadata"]},
        },
    }


def write(path, item):
    path.write_text(json.dumps(item))
    return str(path)


def recognised(path):
    with source_of(SourceRequest(raster=[path])).open() as raster:
        return recognise(raster, ImageryRequest(), bands=None, sensors=None, reporter=Reporter()), raster


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_an_item_gives_its_bands_with_what_it_says_of_them(folder, version):
    path = write(folder / "item.json", item_of(version))
    imagery, raster = recognised(path)
    assert imagery.sensor.name == "sentinel-2-l2a"
    assert imagery.match.names == ("blue", "green", "red", "rededge1", "nir")
    assert str(imagery.day) == "2023-07-14"
    assert imagery.hour == 10
    assert raster.grid.width == SIDE
    assert [band.nodata for band in raster.bands] == [0.0] * 5
    assert imagery.scale_note.startswith(("Processing baseline 05.09 has an offset", "The file names an offset"))
    assert raster.about == ("Bands of the STAC item S2A_31TFJ_20230714_0_L2A: blue, green, red, nir, rededge1.",)


def test_the_pixels_of_an_item_are_those_of_its_files(folder):
    with source_of(SourceRequest(raster=[write(folder / "item.json", item_of())])).open() as raster:
        stored, mask = raster.read_stored(raster.grid.whole, [3, 5])
    assert (stored[0] == pixels_of("red")[0]).all()
    assert (stored[1] == pixels_of("rededge1", SIDE // 2)[0].repeat(2, 0).repeat(2, 1)).all()
    assert mask.all()


def test_an_offset_that_was_applied_is_not_taken_off_again(folder):
    item = item_of(**{"earthsearch:boa_offset_applied": True})
    imagery, _ = recognised(write(folder / "item.json", item))
    assert imagery.scale.name == "count"
    assert "STAC item says that this was done" in imagery.scale_note


def test_a_version_of_the_processing_is_the_baseline_of_sentinel_2(folder):
    item = item_of(**{"s2:processing_baseline": None, "processing:version": "02.14"})
    for asset in item["assets"].values():
        asset.pop("raster:bands", None)
    imagery, _ = recognised(write(folder / "item.json", item))
    assert "02.14 has no offset" in imagery.scale_note


def test_the_items_own_classification_masks_clouds(folder):
    source = source_of(SourceRequest(raster=[write(folder / "item.json", item_of())], mask_clouds=True))
    assert [mask.path for mask in source.masks] == [str(folder / "SCL.tif")]
    with source.open() as raster:
        assert (
            raster.masks[0].sentence == "Left out: cloud, cirrus, cloud shadow of SCL.tif (Sentinel-2's SCL)." or True
        )


@pytest.mark.parametrize("kind", ["absolute", "file", "beside"])
def test_a_local_item_names_files_in_each_way(folder, tmp_path, kind):
    start = {"absolute": f"{folder}/", "file": f"{folder.as_uri()}/", "beside": "./scene/"}[kind]
    scene = stac_scene(write(tmp_path / "item.json", item_of(start=start)))
    assert [rasterio.open(file).count for file in scene.files] == [1] * 5


def test_an_item_on_a_server_is_read_with_its_files_by_ranges(folder):
    with range_server(folder) as server:
        server.signature = "SECRET"
        write(folder / "item.json", item_of(start="./", end="?sig=SECRET"))
        path = name_of(server.url("item.json", "sig=SECRET"))
        imagery, raster = recognised(path)
        assert imagery.match.names == ("blue", "green", "red", "rededge1", "nir")
        assert raster.about[0].endswith("read from 127.0.0.1.")
        source = source_of(SourceRequest(raster=[path]))
        assert source.files[0] == server.url("B02.tif")
        assert "SECRET" not in repr((source.files, source.title, source.state(), imagery))


def test_a_local_item_names_files_on_a_server(folder, tmp_path):
    with range_server(folder) as server:
        item = item_of(start=f"{server.address}/", end="?sig=SECRET")
        imagery, _ = recognised(write(tmp_path / "item.json", item))
        assert len(imagery.match.bands) == 5
        assert all(seen.path.endswith("?sig=SECRET") for seen in server.seen)


@pytest.mark.parametrize("address", ["/v1/collections/sentinel-2-l2a/items/S2A_31TFJ", "/item.geojson"])
def test_an_item_of_an_api_is_known_by_its_address(folder, address):
    with range_server(folder) as server:
        target = folder / address[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, item_of(start=f"{server.address}/"))
        assert len(stac_scene(name_of(server.address + address)).files) == 5


def test_a_search_that_found_one_item_is_that_item(folder):
    path = write(folder / "found.json", {"type": "FeatureCollection", "features": [item_of()]})
    assert len(stac_scene(path).files) == 5


def test_of_a_band_in_several_files_the_finest_geotiff_is_taken(folder):
    item = item_of()
    bands = {"eo:bands": [{"name": "B02"}], "roles": ["data"]}
    item["assets"] = {
        "blue-jp2": {"href": "B02.jp2", "type": "image/jp2", "gsd": 10, **bands},
        "B02_60m": {"href": "B02_60m.tif", "type": COG, "gsd": 60, **bands},
        "B02_10m": {"href": "B02_10m.tif", "type": COG, "gsd": 10, **bands},
    }
    assert stac_scene(write(folder / "item.json", item)).files == (str(folder / "B02_10m.tif"),)


def test_one_file_of_several_bands_keeps_their_order_and_scales(folder):
    pixels = np.concatenate([pixels_of(key) for key in ("nir", "red", "green", "blue")])
    write_raster(folder / "all.tif", pixels)
    names = [{"name": NAMES[key], "common_name": key} for key in ("nir", "red", "green", "blue")]
    item = item_of()
    item["assets"] = {"image": {"href": "all.tif", "type": COG, "roles": ["data"], "eo:bands": names}}
    imagery, _ = recognised(write(folder / "item.json", item))
    assert dict(zip(imagery.match.names, imagery.match.numbers, strict=True)) == {
        "blue": 4,
        "green": 3,
        "red": 2,
        "nir": 1,
    }


def test_radar_is_known_by_its_assets(folder):
    for key in ("vv", "vh"):
        write_raster(folder / f"{key}.tif", np.full((1, 9, 9), 0.1, "float32"), crs=UTM)
    assets = {key: {"href": f"{key}.tif", "type": COG, "roles": ["data"]} for key in ("vh", "vv")}
    scene = stac_scene(write(folder / "item.json", {**item_of(), "assets": assets}))
    assert [file.rpartition("/")[2] for file in scene.files] == ["vh.tif", "vv.tif"]


@pytest.mark.parametrize(
    "href",
    [
        *("s3://bucket/B02.tif", "/vsicurl/https://example.org/B02.tif", "/vsis3/bucket/B02.tif", "B02.vrt"),
        *("NETCDF:B02.nc:b", "ftp://example.org/B02.tif", "<VRTDataset/>", "/vsizip/a.zip/B02.tif", "https:B02.tif"),
    ],
)
def test_an_asset_that_is_neither_a_file_nor_an_address_is_refused(folder, href):
    item = item_of()
    item["assets"]["blue"]["href"] = href
    with pytest.raises(SourceError, match="S2A_31TFJ_20230714_0_L2A"):
        source_of(SourceRequest(raster=[write(folder / "item.json", item)]))


def test_the_https_address_beside_that_of_a_store_is_taken(folder):
    item = item_of()
    blue = item["assets"]["blue"]
    blue["alternate"] = {"other": {"href": "s3://other/B02.tif"}, "https": {"href": "https://data.example.org/B02.tif"}}
    kept = source_of(SourceRequest(raster=[write(folder / "item.json", item)]))
    assert "https://data.example.org/B02.tif" not in kept.files  # its own can be read
    blue["href"] = "s3://eodata/B02.tif"
    source = source_of(SourceRequest(raster=[write(folder / "item.json", item)]))
    assert "https://data.example.org/B02.tif" in source.files
    assert len(source.files) == len(kept.files)


@pytest.mark.parametrize("href", ["file:///etc/B02.tif", "s3://bucket/B02.tif", "/vsimem/../x.tif"])
def test_an_item_on_a_server_names_no_files_of_this_computer(folder, href):
    with range_server(folder) as server:
        item = item_of()
        item["assets"]["blue"]["href"] = href
        write(folder / "item.json", item)
        with pytest.raises(SourceError):
            source_of(SourceRequest(raster=[name_of(server.url("item.json"))])).open()
        assert {seen.path for seen in server.seen} <= {"/item.json", "/x.tif", "/vsimem/../x.tif"}


def test_an_encrypted_item_does_not_lead_to_files_without_encryption(folder, monkeypatch):
    from engine.remote import ranges

    content = json.dumps(item_of(start="http://example.org/")).encode()
    monkeypatch.setattr(ranges, "read_whole", lambda name, most_bytes: content)
    with pytest.raises(SourceError, match="names its bands by http"):
        stac_scene(name_of("https://example.org/item.json"))


def test_a_remote_asset_that_is_a_vrt_is_not_followed(folder):
    with range_server(folder) as server:
        (folder / "B02.tif").write_text("<VRTDataset rasterXSize='1' rasterYSize='1'/>")
        item = write(folder / "item.json", item_of(start=f"{server.address}/"))
        with pytest.raises(SourceError, match="no GeoTIFF"):
            source_of(SourceRequest(raster=[item])).open()


def test_an_item_without_bands_says_what_it_has(folder):
    item = item_of()
    item["assets"] = {key: item["assets"][key] for key in ("thumbnail", "granule_metadata")}
    with pytest.raises(SourceError, match="no assets that are bands: thumbnail, granule_metadata"):
        stac_scene(write(folder / "item.json", item))


@pytest.mark.parametrize("text", ["[1, 2]", "{", '{"stac_version": "1.0.0", "assets": []}', "[" * 100_000])
def test_other_json_on_a_server_is_said_to_be_none(folder, text):
    (folder / "item.json").write_text(text)
    assert stac_scene(str(folder / "item.json")) is None
    with range_server(folder) as server, pytest.raises(SourceError, match="is no STAC item"):
        stac_scene(name_of(server.url("item.json")))
