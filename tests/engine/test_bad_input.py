"""What the user can mend: exit status 2, one sentence and a hint in one line, and nothing half-written."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from engine import errors, files
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.places import ROOT

WMS = """<GDAL_WMS><Service name="TMS"><ServerUrl>https://tile.example.org/${z}/${x}/${y}.png</ServerUrl></Service>
<DataWindow><UpperLeftX>-20037508</UpperLeftX><UpperLeftY>20037508</UpperLeftY><LowerRightX>20037508</LowerRightX>
<LowerRightY>-20037508</LowerRightY><TileLevel>18</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY>
<YOrigin>top</YOrigin></DataWindow><Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX>
<BlockSizeY>256</BlockSizeY><BandsCount>3</BandsCount></GDAL_WMS>"""


@pytest.fixture
def inputs(tmp_path):
    """Files that are wrong, each in its way, and some that are right."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    write_raster(folder / "scene.tif", scene().astype("uint8"))
    (folder / "text.tif").write_text("This is not a raster.")
    (folder / "empty.tif").touch()
    (folder / "wms.xml").write_text(WMS)
    write_raster(folder / "tiny.tif", scene(3, 5, 5).astype("uint8"))
    write_raster(folder / "nodata.tif", np.zeros((3, 64, 64), "uint8"), nodata=0)
    write_raster(folder / "constant.tif", np.full((3, 64, 64), 9, "uint8"))
    write_raster(folder / "complex.tif", scene().astype("complex64"))
    write_raster(folder / "nowhere.tif", scene().astype("uint8"), crs=None, transform=None)
    whole = write_raster(folder / "cut.tif", scene(3, 512, 512).astype("uint8"), compress="deflate").read_bytes()
    (folder / "cut.tif").write_bytes(whole[: len(whole) // 2])
    values = vectors()
    values[:, :4] = np.nan
    write_embeddings(folder / "e.tif", values)
    write_embeddings(folder / "hollow.tif", np.full((3, 20, 20), np.nan))
    twice = np.ones((3, 20, 20), np.float32)
    twice[:, :7] = 2
    write_embeddings(folder / "two.tif", twice)
    (folder / "places.gpkg").write_text("no places")
    return folder


@pytest.fixture
def refused(command, inputs, folder):
    """Runs a command that must fail; returns its line."""

    def run(*arguments):
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        inputs_before = sorted(path.name for path in inputs.iterdir())
        outcome = command(*(str(argument).format(inputs=inputs, outputs=folder) for argument in arguments))
        assert outcome.status == 2, outcome
        assert outcome.out == ""
        # libtiff prints a line of its own when a disk is full.
        said = [line for line in outcome.err.splitlines() if not line.startswith("_tiff")]
        assert len(said) == 1, outcome.err
        assert said[0].startswith("error: ")
        assert "Traceback" not in outcome.err
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
        assert sorted(path.name for path in inputs.iterdir()) == inputs_before
        return outcome.err

    return run


def embed(raster="{inputs}/scene.tif", *arguments, output="{outputs}/o.tif"):
    return ["embed-raster", "--raster", raster, "--filters", 4, "--output", output, *arguments]


def similar(embeddings="{inputs}/e.tif", *arguments, output="{outputs}/o.tif"):
    return ["similarity-map", "--embeddings", embeddings, "--output", output, *arguments]


def kmeans(embeddings="{inputs}/e.tif", clusters=3, output="{outputs}/o.tif"):
    return ["kmeans", "--embeddings", embeddings, "--clusters", clusters, "--output", output]


INSIDE, ON_NODATA, OUTSIDE = "288105,9119905", "288105,9119985", "0,0"

CASES = {
    "a text file": (embed("{inputs}/text.tif"), "not a raster", "GeoTIFF"),
    "an empty file": (embed("{inputs}/empty.tif"), "not a raster", "GeoTIFF"),
    "a missing file": (embed("{inputs}/none.tif"), "There is no file", "Check its name"),
    "missing embeddings": (similar("{inputs}/none.tif", "--at", INSIDE), "There is no file", "Check its name"),
    "info of a missing file": (["info", "{inputs}/none.tif"], "There is no file", "Check its name"),
    "an address of no server": (embed("http://127.0.0.1:9/a.tif?sig=SECRET"), "cannot be read from 127.0.0.1", "proxy"),
    "a map service": (embed("https://example.org/wms?SERVICE=WMS&token=SECRET"), "web service", "Export"),
    "a web layer of QGIS": (embed("type=xyz&url=https://example.org/{{z}}"), "web service", "Export"),
    "a description of a web layer": (embed("{inputs}/wms.xml"), "web service", "Export"),
    "complex numbers": (embed("{inputs}/complex.tif"), "complex", "amplitude"),
    "a raster smaller than a patch": (embed("{inputs}/tiny.tif"), "less than one patch", "smaller patches"),
    "nodata alone": (embed("{inputs}/nodata.tif"), "no valid pixel", "nodata value"),
    "a constant raster": (embed("{inputs}/constant.tif"), "same value", "shows something"),
    "an extent elsewhere": (embed("{inputs}/scene.tif", "--extent", "0,0,1,1"), "outside", "touches"),
    "a truncated file": (embed("{inputs}/cut.tif"), "cannot be read", "again"),
    "an unknown encoder": (embed("{inputs}/scene.tif", "--encoder", "none"), "no encoder", "random-features"),
    "an unknown recipe": (embed("{inputs}/scene.tif", "--recipe", "none"), "no recipe", "plain"),
    "a wrong band": (embed("{inputs}/scene.tif", "--bands", "1,4"), "no band 4", "from 1 to 3"),
    "a patch of nothing": (embed("{inputs}/scene.tif", "--patch", "0"), "cannot be 0", "at least 1"),
    "a patch beyond reason": (embed("{inputs}/scene.tif", "--patch", "5000"), "cannot take patches", "Choose from"),
    "filters of a raster without any": (
        embed("{inputs}/scene.tif", "--filters-from", "{inputs}/e.tif"),
        "no random filters",
        "random-features",
    ),
    "pixels too small to count": (embed("{inputs}/scene.tif", "--gsd", "1e-9"), "too small", "metres a pixel"),
    "pixels of hardly any size": (embed("{inputs}/scene.tif", "--gsd", "1e-300"), "too small", "metres a pixel"),
    "a projection that PROJ does not know": (
        similar("{inputs}/e.tif", "--at", INSIDE, "--crs", "+proj=foo"),
        "unknown",
        "EPSG:4326",
    ),
    "half a WKT": (similar("{inputs}/e.tif", "--at", INSIDE, "--crs", 'PROJCS["x"'), "unknown", "EPSG:4326"),
    "an unknown CRS": (similar("{inputs}/e.tif", "--at", INSIDE, "--crs", "EPSG:999999"), "unknown", "EPSG:4326"),
    "points in a CRS on a raster without one": (
        similar("{inputs}/nowhere.tif", "--at", "1,1", "--crs", "EPSG:4326"),
        "no coordinate system",
        "its own coordinates",
    ),
    "a latitude of 95": (similar("{inputs}/e.tif", "--at", "10,95", "--crs", "EPSG:4326"), "cannot be exp", "order"),
    "a point outside": (similar("{inputs}/e.tif", "--at", OUTSIDE), "outside of the raster", "inside its outline"),
    "a point on nodata": (similar("{inputs}/e.tif", "--at", ON_NODATA), "no data at", "raster shows"),
    "an embedding outside": (
        ["embedding-at", "--embeddings", "{inputs}/e.tif", "--at", OUTSIDE],
        "outside of the raster",
        "inside its outline",
    ),
    "an embedding on nodata": (
        ["embedding-at", "--embeddings", "{inputs}/e.tif", "--at", ON_NODATA],
        "no data at",
        "raster shows",
    ),
    "a point that is no number": (similar("{inputs}/e.tif", "--at", "a,b"), "numbers", "--help"),
    "a point that is nan": (similar("{inputs}/e.tif", "--at", "nan,1"), "numbers", ""),
    "no place at all": (similar(), "at least one place", "Pick"),
    "a file of places that is none": (
        similar("{inputs}/e.tif", "--points", "{inputs}/places.gpkg"),
        "not a vector file",
        "GeoPackage",
    ),
    "a missing file of places": (similar("{inputs}/e.tif", "--points", "{inputs}/none.gpkg"), "no file", "Check"),
    "embeddings of nodata alone": (similar("{inputs}/hollow.tif", "--at", INSIDE), "nodata", "another raster"),
    "classes of nodata alone": (kmeans("{inputs}/hollow.tif"), "nodata", "another raster"),
    "more classes than embeddings": (kmeans("{inputs}/two.tif", 3), "only 2 different embeddings", "at most 2"),
    "a single class": (kmeans(clusters=1), "1 classes cannot be made", "from 2"),
    "too little memory to work in": (
        [*kmeans(), "--max-memory-mb", 1],
        "max_memory_mb cannot be 1",
        "at least 64",
    ),
    "a folder that is not there": (embed(output="{outputs}/none/o.tif"), "There is no folder", "Make it"),
    "a folder below a file": (embed(output="{inputs}/scene.tif/o.tif"), "There is no folder", "Make it"),
    "an output that is a folder": (embed(output="{outputs}"), "is a folder", "name of a file"),
    "an output that is the input": (embed(output="{inputs}/scene.tif"), "is the input itself", "another file name"),
    "a map over its embeddings": (
        similar("{inputs}/e.tif", "--at", INSIDE, output="{inputs}/e.tif"),
        "is the input itself",
        "another file name",
    ),
    "classes over their embeddings": (kmeans(output="{inputs}/e.tif"), "is the input itself", "another file name"),
    "an unknown command": (["nonsense"], "nonsense", "--help"),
    "an argument that is missing": (["kmeans", "--clusters", "3"], "--embeddings", "--help"),
}


@pytest.mark.parametrize(("arguments", "sentence", "hint"), CASES.values(), ids=CASES.keys())
def test_it_is_refused_with_a_sentence_and_a_hint(refused, arguments, sentence, hint):
    line = refused(*arguments)
    assert sentence in line
    assert hint in line


def test_a_file_of_several_rasters_says_which_there_are(refused, inputs):
    with rasterio.open(inputs / "scene.tif") as source:
        for table in ("first", "second"):
            options = {"RASTER_TABLE": table, "APPEND_SUBDATASET": "YES"}
            rasterio.shutil.copy(source, inputs / "several.gpkg", driver="GPKG", **options)
    line = refused(*embed("{inputs}/several.gpkg"))
    assert "2 rasters in one file" in line
    assert "Choose one of them" in line
    assert "several.gpkg" in line.split("for example")[1]


def test_a_geopackage_of_points_is_no_raster(refused, inputs):
    import pyogrio
    import shapely

    pyogrio.raw.write(
        inputs / "points.gpkg", shapely.to_wkb([shapely.Point(0, 0)]), [], [], geometry_type="Point", crs="EPSG:4326"
    )
    assert re.search("not a raster|no bands", refused(*embed("{inputs}/points.gpkg")))


def test_the_input_is_known_by_a_link_too(refused, inputs):
    (inputs / "link.tif").symlink_to(inputs / "scene.tif")
    assert "is the input itself" in refused(*embed("{inputs}/link.tif", output="{inputs}/scene.tif"))


def test_filters_of_other_bands_are_refused(refused, command, inputs, folder):
    command("embed-raster", "--raster", inputs / "scene.tif", "--filters", 4, "--output", folder / "f.tif")
    line = refused(*embed("{inputs}/scene.tif", "--bands", "1,2", "--filters-from", "{outputs}/f.tif"))
    assert "made for 3 bands" in line
    assert "same bands" in line


# Disks ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path):
    """Mounts small disks, which takes root; they are gone at the end."""
    mounted: list[Path] = []

    def mount(name, options):
        place = tmp_path / name
        place.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]
        if (
            os.name != "posix"
            or os.geteuid() != 0
            or subprocess.run(command, check=False, capture_output=True).returncode
        ):
            pytest.skip("needs to mount a small disk, which this user may not")
        mounted.append(place)
        return place

    yield mount
    for place in reversed(mounted):
        subprocess.run(["umount", place], check=True)


@pytest.fixture
def plenty(monkeypatch):
    """Lets the check before the start pass, as on a disk that fills up meanwhile."""
    monkeypatch.setattr("engine.embedding.run.require_room", lambda *_: None)


@pytest.fixture
def read_only(tmp_path, disk):
    """A folder that may not be written to; root may write to any but a read-only disk's."""
    if os.name == "posix" and os.geteuid() == 0:
        return disk("read only", "size=1g,ro")
    folder = tmp_path / "read only"
    folder.mkdir(mode=0o555)
    return folder


def at_inside(output):
    return similar("{inputs}/e.tif", "--at", INSIDE, output=output)


@pytest.mark.parametrize("arguments", [embed, kmeans, at_inside])
def test_a_folder_that_is_not_writable_is_refused(refused, read_only, arguments):
    line = refused(*arguments(output=f"{read_only}/o.tif"))
    assert f"Nothing can be written to {read_only}" in line
    assert "Choose a folder" in line


def test_a_cache_folder_that_is_not_writable_is_refused(refused, read_only, monkeypatch):
    monkeypatch.setenv("LANDPRINT_HOME", str(read_only))
    assert "Nothing can be written to" in refused(*embed())


def test_a_disk_without_room_for_the_scratch_is_refused_before_the_start(refused, disk, monkeypatch):
    monkeypatch.setenv("LANDPRINT_HOME", str(disk("home", "size=1m")))
    line = refused(*embed())
    assert "This run needs" in line
    assert "are free" in line
    assert "Free some space" in line


def test_a_disk_without_room_for_the_output_is_refused_before_the_start(refused, disk):
    small = disk("small", "size=1m")
    assert "The embedding raster needs" in refused(*embed(output=f"{small}/o.tif"))
    assert list(small.iterdir()) == []


def test_a_scratchs_disk_that_fills_up_is_said(refused, disk, plenty, monkeypatch):
    monkeypatch.setenv("LANDPRINT_HOME", str(disk("home", "size=64k")))
    line = refused(*embed("{inputs}/scene.tif", "--patch", "1"))
    assert "is full" in line
    assert "Free some space" in line


def test_an_outputs_disk_that_fills_up_is_said_and_nothing_is_left(refused, disk, plenty):
    small = disk("small", "size=16k")
    line = refused(*embed("{inputs}/scene.tif", "--patch", "1", output=f"{small}/o.tif"))
    assert "is full" in line
    assert "Free some space and run it again." in line  # the cache folder has nothing to do with it
    assert list(small.iterdir()) == []


def test_a_run_that_a_full_disk_stopped_goes_on_when_there_is_room(command, refused, disk, plenty, inputs, folder):
    small = disk("small", "size=16k")
    refused(*embed("{inputs}/scene.tif", "--patch", "1", output=f"{small}/o.tif"))
    arguments = embed(f"{inputs}/scene.tif", "--patch", "1", "--json", output=f"{folder}/o.tif")
    assert command(*arguments).value["reused"] == 1


@pytest.mark.parametrize("size", ["16k", "64k"])
def test_a_map_on_a_full_disk_leaves_nothing(refused, disk, inputs, size):
    write_embeddings(inputs / "wide.tif", vectors(height=300, width=400))
    small = disk("small", f"size={size}")
    line = refused(*similar("{inputs}/wide.tif", "--at", INSIDE, output=f"{small}/o.tif"))
    assert "is full" in line
    assert list(small.iterdir()) == []


@pytest.mark.parametrize("size", ["8k", "16k"])
def test_classes_on_a_full_disk_leave_nothing(refused, disk, inputs, size):
    write_embeddings(inputs / "wide.tif", np.random.default_rng(0).normal(size=(6, 300, 400)))
    small = disk("small", f"size={size}")
    assert "is full" in refused(*kmeans("{inputs}/wide.tif", 6, output=f"{small}/o.tif"))
    assert list(small.iterdir()) == []


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
@pytest.mark.parametrize("size", ["4k", "64k", "140k", "200k"])
def test_points_on_a_full_disk_leave_nothing(refused, disk, inputs, suffix, size):
    write_embeddings(
        inputs / "wide.tif",
        vectors(32, 100, 100),
        crs="EPSG:4326",
        transform=rasterio.transform.from_origin(0, 10, 0.1, 0.1),
    )
    places = "".join(f"{number},{number % 97 / 10},{number % 89 / 10}\n" for number in range(4000))
    (inputs / "places.csv").write_text(f"number,lon,lat\n{places}")
    small = disk("small", f"size={size}")
    arguments = ["--points", "{inputs}/places.csv", "--embeddings", "{inputs}/wide.tif"]
    line = refused("embed-points", *arguments, "--output", f"{small}/o{suffix}")
    assert "is full" in line
    assert list(small.iterdir()) == []


@pytest.mark.parametrize("size", ["40k", "100k"])
def test_a_scratchs_disk_that_fills_up_at_any_moment_is_said(refused, disk, plenty, monkeypatch, size):
    monkeypatch.setenv("LANDPRINT_HOME", str(disk("home", f"size={size}")))
    line = refused(*embed("{inputs}/scene.tif", "--patch", "2"))
    assert "is full" in line
    assert "it continues where it stopped" in line


@pytest.mark.parametrize("arguments", [["scratches"], embed(), ["download", "galileo-nano"]])
def test_a_cache_folder_of_nobody_is_refused(refused, monkeypatch, arguments):
    monkeypatch.setenv("LANDPRINT_HOME", "~no such user/cache")
    line = refused(*arguments)
    assert "no such user" in line
    assert "full path" in line


# The process's own lines ----------------------------------------------------------------------------------------------


def test_an_unknown_crs_is_one_line(alone, inputs):
    crs = ["--crs", "EPSG:999999"]
    said = alone("embedding-at", "--embeddings", inputs / "e.tif", "--at", "1,1", *crs)
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1


def test_rare_categories_are_learned_without_a_line_of_scikit_learn(alone, tmp_path):
    import pyogrio
    import shapely

    random = np.random.default_rng(0)
    places = shapely.points(random.uniform(-170, 170, 60), random.uniform(-60, 60, 60))
    columns = [*random.normal(size=(6, 60)).astype("float32"), np.array([f"k{n % 30}" for n in range(60)], object)]
    names = [*(f"e{dim:03d}" for dim in range(6)), "kind"]
    pyogrio.raw.write(
        tmp_path / "p.gpkg", shapely.to_wkb(places), columns, names, geometry_type="Point", crs="EPSG:4326"
    )
    arguments = ["--points", tmp_path / "p.gpkg", "--attribute", "kind", "--output", tmp_path / "m.json"]
    said = alone("fit-attribute", *arguments)
    assert (said.returncode, said.stderr) == (0, "")


CTRL_C_DURING_THE_IMPORT = """
import os, runpy, signal, sys

class Finder:
    def find_spec(name, path, target=None):
        if name == "engine.cli":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder)
sys.argv = ["engine", "encoders"]
runpy.run_module("engine", run_name="__main__")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_while_the_program_loads_is_no_traceback():
    command = [sys.executable, "-c", CTRL_C_DURING_THE_IMPORT]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (130, "", "Cancelled.\n")


def raised_errors(tree):
    """The calls of errors for users in a module's source, and whether they have a hint."""
    for node in ast.walk(tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        kind = getattr(errors, name, None)
        if isinstance(kind, type) and issubclass(kind, errors.UserError):
            yield node, any(keyword.arg in ("hint", "command", None) for keyword in node.keywords)


def test_every_error_for_users_has_a_hint():
    without = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "engine").rglob("*.py"))
        for node, has_hint in raised_errors(ast.parse(path.read_text("utf-8")))
        if not has_hint and path.name != "checks.py"  # whose caller adds what the parameter's help says
    ]
    assert without == []


# What a killed process left -------------------------------------------------------------------------------------------


def test_the_next_run_removes_what_a_killed_one_left_beside_its_output(command, inputs, folder):
    killed = subprocess.Popen(["true"])
    killed.wait()
    partial = files._partial(folder / "o.tif", killed.pid)
    for companion in ("", ".aux.xml", "-journal", "-wal", "-shm"):
        partial.with_name(partial.name + companion).touch()
    other = files._partial(folder / "o.tif", os.getppid())
    other.touch()  # of a process that runs
    assert command(*embed(f"{inputs}/scene.tif", output=f"{folder}/o.tif")).status == 0
    assert sorted(folder.iterdir()) == sorted([other, folder / "o.tif"])


def test_an_output_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    events = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os, "fsync", lambda number: (events.append(str(Path(f"/proc/self/fd/{number}").readlink())), fsync(number))
    )
    monkeypatch.setattr(Path, "replace", lambda self, other: (events.append("rename"), replace(self, other)))
    with files.atomic_write(tmp_path / "o.txt") as partial:
        partial.write_text("all of it")
    assert events == [str(partial), "rename", str(tmp_path)]


@pytest.mark.parametrize(
    "path",
    [
        "/vsizip//vsicurl/https://anna:SECRET@127.0.0.1/a.zip?token=SECRET",
        "/vsizip/{/vsicurl/https://127.0.0.1/a.zip?token=SECRET}/a.tif",
        "/vsitar/https://127.0.0.1/a.tar?token=SECRET",
    ],
)
@pytest.mark.parametrize("way", [("info", "{}"), ("embed-raster", "--raster", "{}", "--output", "o.tif")])
def test_an_archive_on_a_server_is_refused_without_its_signature(command, path, way):
    outcome = command(*(argument.replace("{}", path) for argument in way))
    assert outcome.status == 2
    assert "SECRET" not in outcome.out + outcome.err
    assert "Download the archive" in outcome.err


def test_no_sentence_shows_what_an_address_has_of_signatures_and_passwords():
    error = errors.UserError(
        "https://anna:SECRET@a.org/b.tif?sig=SECRET&x=1 is not there", hint="See (https://a.org/c?d=SECRET)."
    )
    assert str(error) == "https://a.org/b.tif is not there. See (https://a.org/c)."
