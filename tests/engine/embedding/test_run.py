"""From a raster to its embedding raster: places, parts, edges, masks, and going on after a kill."""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import rasterio
from affine import Affine
from safetensors.numpy import save_file

from engine.embedding.plan import UNIT_PIXELS, Plan
from engine.embedding.request import prepare_run
from engine.embedding.scratch import list_scratches
from engine.encoders.encoder import Pass
from engine.encoders.random_features import Filters, RandomFeatures
from engine.progress import Reporter
from engine.rasters.grid import Grid
from engine.rasters.source import source_of
from engine.requests.encoding import EmbeddingRequest
from engine.requests.imagery import SourceRequest
from tests.engine.encoders.test_satclip import random_state
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, write_raster
from tests.engine.make_scenes import write_safe
from tests.places import ROOT

GEOREFERENCES = [
    (UTM, NORTH_UP),
    ("EPSG:4326", Affine(0.0001, 0, 10, 0, -0.0001, 50)),
    (None, None),
    (UTM, Affine.translation(288_000, 9_120_000) @ Affine.rotation(20) @ Affine.scale(10, -10)),
    (UTM, Affine(10, 0, 288_000, 0, 10, 9_110_000)),
]
NAMES = ["projected", "degrees", "nowhere", "rotated", "south up"]


@pytest.fixture
def embed(command, folder):
    """Embeds a raster with few filters; returns the output's path and the result."""

    def run(raster, *options, name="e.tif", filters=8):
        output = folder / name
        arguments = ["embed-raster", "--raster", raster, "--output", output, "--filters", filters, "--json"]
        outcome = command(*arguments, *options)
        assert outcome.status == 0, outcome.err
        return output, outcome.value

    return run


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def encoder_of(path, patch):
    """The encoder with the filters that travel with an embedding raster."""
    with rasterio.open(path) as dataset:
        return RandomFeatures(Filters.from_text(dataset.tags(ns="LANDPRINT_FILTERS")["RANDOM_FEATURES"]), patch)


@pytest.mark.parametrize(("crs", "transform"), GEOREFERENCES, ids=NAMES)
def test_patches_lie_where_their_pixels_lie(tmp_path, embed, crs, transform):
    path = write_raster(tmp_path / "a.tif", scene(2, 40, 48).astype("uint8"), crs=crs, transform=transform)
    output, value = embed(path, "--patch", 8)
    with rasterio.open(path) as source, rasterio.open(output) as made:
        assert made.crs == source.crs
        assert (made.width, made.height) == (6, 5) == (value["width"], value["height"])
        # What lies nowhere is drawn by QGIS from 0 downwards, and so it is embedded.
        drawn = source.transform if transform else Affine.scale(1, -1)
        assert made.transform.almost_equals(drawn @ Affine.scale(8))
        assert made.count == 16 == value["dim"]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "int32", "float32", "float64"])
def test_the_dtype_of_the_source_does_not_matter(tmp_path, embed, dtype):
    pixels = np.round(scene(3))
    paths = [write_raster(tmp_path / f"{kind}.tif", pixels.astype(kind)) for kind in ("float32", dtype)]
    made = [read_all(embed(path, "--dtype", "float32", name=path.name)[0]) for path in paths]
    assert np.array_equal(*made)


def test_the_corners_of_a_full_disk_are_no_place_and_are_embedded_all_the_same(tmp_path, embed):
    disk = "+proj=geos +h=35785831 +lon_0=0 +sweep=y"
    path = write_raster(tmp_path / "a.tif", scene(), crs=disk, transform=Affine(172_000, 0, -5.5e6, 0, -172_000, 5.5e6))
    _, value = embed(path)
    assert value["valid_patches"] == 64


@pytest.mark.parametrize("bands", [1, 2, 13, 60])
def test_any_number_of_bands_is_embedded(tmp_path, embed, bands):
    output, value = embed(write_raster(tmp_path / "a.tif", scene(bands).astype("uint16")))
    assert value["valid_patches"] == 64
    assert np.isfinite(read_all(output)).all()


@pytest.mark.parametrize(("width", "last_is_valid"), [(48, True), (49, False), (51, False), (52, True), (55, True)])
def test_a_last_patch_needs_half_of_its_pixels(tmp_path, embed, width, last_is_valid):
    output, value = embed(write_raster(tmp_path / "a.tif", scene(2, 48, width)), "--patch", 8)
    valid = np.isfinite(read_all(output)[0])
    assert value["width"] == -(-width // 8)
    assert valid[:, :6].all()
    assert (valid[:, -1] == last_is_valid).all()


def test_a_last_row_of_one_pixel_is_nodata(tmp_path, embed):
    output, value = embed(write_raster(tmp_path / "a.tif", scene(2, 49, 48)), "--patch", 8)
    valid = np.isfinite(read_all(output)[0])
    assert value["height"] == 7
    assert valid[:6].all()
    assert not valid[6].any()


@pytest.mark.parametrize(("invalid", "is_valid"), [(31, True), (32, True), (33, False), (64, False)])
def test_a_patch_with_less_than_half_valid_pixels_is_nodata(tmp_path, embed, invalid, is_valid):
    pixels = scene(2).astype("int16")
    patch = pixels[:, 16:24, 24:32].reshape(2, -1)
    patch[:, :invalid] = -9999
    pixels[:, 16:24, 24:32] = patch.reshape(2, 8, 8)
    output, value = embed(write_raster(tmp_path / "a.tif", pixels, nodata=-9999), "--patch", 8)
    valid = np.isfinite(read_all(output)[0])
    assert valid[2, 3] == is_valid
    assert valid.sum() == 63 + is_valid == value["valid_patches"]


@pytest.mark.parametrize("kind", ["mask", "alpha", "nodata", "nan"])
def test_every_way_of_saying_nodata_gives_the_same_embeddings(tmp_path, embed, kind):
    pixels = np.round(scene(3)).astype("float32")
    holes = np.zeros((64, 64), bool)
    holes[5:30, 11:40] = True
    ways = {
        "mask": {"mask": ~holes},
        "alpha": {"alpha": ~holes},
        "nodata": {"nodata": -9999},
        "nan": {"nodata": np.nan},
    }
    if kind == "nodata":
        pixels[:, holes] = -9999
    if kind == "nan":
        pixels[:, holes] = np.nan
    reference = np.round(scene(3)).astype("int16")
    reference[:, holes] = -1
    expected = read_all(
        embed(write_raster(tmp_path / "r.tif", reference, nodata=-1), "--dtype", "float32", name="r.tif")[0]
    )
    made = read_all(embed(write_raster(tmp_path / "a.tif", pixels, **ways[kind]), "--dtype", "float32")[0])
    assert np.isnan(expected[0]).sum() > 3
    assert np.array_equal(made, expected, equal_nan=True)


def test_the_embedding_raster_holds_what_the_encoder_says_of_each_patch(tmp_path, embed):
    pixels = scene(3, 200, 330)
    output, _ = embed(write_raster(tmp_path / "a.tif", pixels), "--patch", 4, "--dtype", "float32")
    encoder = encoder_of(output, 4)
    made = read_all(output)
    standard = (pixels - encoder.filters.mean[:, None, None]) / encoder.filters.std[:, None, None]
    # What lies beyond the edge mirrors the edge, so the margin of one pixel repeats it.
    padded = np.pad(standard, ((0, 0), (1, 1), (1, 1)), mode="edge").astype(np.float64)
    for row, col in [(0, 0), (49, 81), (31, 63), (32, 64), (7, 40)]:
        features = []
        for y in range(4 * row, 4 * row + 4):
            for x in range(4 * col, min(4 * col + 4, 330)):
                response = encoder.filters.weights @ padded[:, y : y + 3, x : x + 3].ravel()
                features.append(
                    np.maximum([response + encoder.filters.bias[0], encoder.filters.bias[1] - response], 0).ravel()
                )
        assert np.allclose(made[:, row, col], np.mean(features, axis=0) ** 0.25, atol=1e-3)


# Extents that begin and end in the middle of patches and of chips.
@pytest.mark.parametrize("extent", [(33, 70, 258, 150), (0, 0, 20, 20), (320, 190, 330, 200), (100, 100, 101, 101)])
def test_a_part_equals_the_whole_to_the_byte(tmp_path, embed, extent):
    path = write_raster(tmp_path / "a.tif", scene(3, 200, 330))
    whole = read_all(embed(path, "--patch", 4, "--dtype", "float32")[0])
    left, top = NORTH_UP @ extent[:2]
    right, bottom = NORTH_UP @ extent[2:]
    bounds = f"{left},{bottom},{right},{top}"
    output, value = embed(path, "--patch", 4, "--dtype", "float32", "--extent", bounds, name="part.tif")
    cols = slice(extent[0] // 4, -(-extent[2] // 4))
    rows = slice(extent[1] // 4, -(-extent[3] // 4))
    assert np.array_equal(read_all(output), whole[:, rows, cols], equal_nan=True)
    with rasterio.open(output) as dataset:
        assert dataset.transform.almost_equals(NORTH_UP @ Affine.scale(4) @ Affine.translation(cols.start, rows.start))
    assert value["patches"] == (cols.stop - cols.start) * (rows.stop - rows.start)


def test_shifting_the_raster_by_whole_patches_changes_no_embedding(tmp_path, embed):
    pixels = scene(3, 320, 320)
    whole, _ = embed(write_raster(tmp_path / "a.tif", pixels), "--patch", 4, "--dtype", "float32")
    shifted = write_raster(tmp_path / "b.tif", pixels[:, 20:, 12:], transform=NORTH_UP @ Affine.translation(12, 20))
    output, _ = embed(shifted, "--patch", 4, "--dtype", "float32", "--filters-from", whole, name="b.tif")
    # The outermost patches see a mirrored neighbour instead of the real one.
    ours, theirs = read_all(output)[:, 1:, 1:], read_all(whole)[:, 6:, 4:]
    # Features are fourth roots: of a small response they show how the processor rounds its sums.
    assert (np.isclose(ours, theirs, rtol=0, atol=1e-6) | np.isclose(ours**4, theirs**4, rtol=0, atol=1e-7)).all()


def test_filters_travel_to_a_second_scene(tmp_path, embed):
    first, _ = embed(write_raster(tmp_path / "a.tif", scene(3, seed=1)), "--patch", 4)
    second = write_raster(tmp_path / "b.tif", scene(3, seed=2))
    output, _ = embed(second, "--patch", 4, "--dtype", "float32", "--filters-from", first, name="b.tif")
    own, _ = embed(second, "--patch", 4, "--dtype", "float32", name="own.tif")
    # The second scene's raster carries the same filters on.
    third, _ = embed(second, "--patch", 4, "--dtype", "float32", "--filters-from", output, name="third.tif")
    assert np.array_equal(read_all(third), read_all(output))
    assert not np.allclose(read_all(own), read_all(output), atol=0.01)
    filters = [encoder_of(path, 4).filters.to_text() for path in (first, output, third)]
    assert filters[0] == filters[1] == filters[2]


def test_the_filters_come_from_the_whole_raster_whatever_the_extent(tmp_path, embed):
    path = write_raster(tmp_path / "a.tif", scene(3, 64, 200))
    whole, _ = embed(path)
    left, top = NORTH_UP @ (0, 0)
    part, _ = embed(path, "--extent", f"{left},{top - 320},{left + 320},{top}", name="part.tif")
    assert encoder_of(whole, 8).filters.to_text() == encoder_of(part, 8).filters.to_text()


def test_chosen_bands_are_those_that_are_embedded(tmp_path, embed):
    pixels = scene(4)
    both, _ = embed(write_raster(tmp_path / "a.tif", pixels), "--bands", "3,1", "--dtype", "float32")
    alone, _ = embed(write_raster(tmp_path / "b.tif", pixels[[2, 0]]), "--dtype", "float32", name="b.tif")
    assert np.array_equal(read_all(both), read_all(alone))


def test_the_tags_say_how_it_was_made(raster, embed):
    output, _ = embed(raster, "--bands", "1,3", "--seed", 7)
    with rasterio.open(output) as dataset:
        tags = dataset.tags()
    expected = {"KIND": "embedding raster", "ENCODER": "random-features", "PATCH": "8", "BANDS": "1,3", "SEED": "7"}
    assert {key: tags[f"LANDPRINT_{key}"] for key in expected} == expected
    assert tags["LANDPRINT_SOURCE"] == str(raster)


def test_no_scratch_is_left_when_a_run_is_complete(raster, embed):
    embed(raster)
    assert list_scratches() == []


def test_the_same_run_gives_the_same_bytes(raster, embed):
    assert digest(embed(raster)[0]) == digest(embed(raster, name="e.tif")[0])


def test_stored_embeddings_point_where_the_exact_ones_point_on_real_imagery(embed, olinda):
    exact = read_all(embed(olinda, "--patch", 4, "--dtype", "float32", name="f.tif", filters=128)[0])
    stored = read_all(embed(olinda, "--patch", 4, filters=128)[0])
    valid = np.isfinite(exact[0])
    a, b = exact[:, valid], stored[:, valid]
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    cosines = (a * b).sum(axis=0) / np.linalg.norm(a, axis=0) / np.linalg.norm(b, axis=0)
    assert np.percentile(cosines, 1) >= 0.999


@pytest.mark.parametrize("patch", [1, 3, 8, 16, 64, 256, 1000])
@pytest.mark.parametrize("border", [0, 4])
def test_no_unit_is_larger_than_memory_allows(patch, border):
    core = max(1, 256 // patch)
    grid = Grid(crs=None, transform=Affine.identity(), width=20_000, height=20_000)
    plan = Plan(grid=grid, patch=patch, window=grid.coarsen(patch).whole, passes=(Pass(core=core, border=border),))
    assert plan.unit_side(plan.passes[0]) * patch <= max(UNIT_PIXELS, patch)


# An interrupted run ---------------------------------------------------------------------------------------------------

# Slowed down, so that a kill lands in the middle of whatever is wanted.
SLOWED = """
import sys, time
import engine.embedding_rasters.raster, engine.embedding.run, engine.embedding.scratch
engine.embedding.scratch.SECONDS_BETWEEN_FLUSHES = 0.0
where, seconds = sys.argv.pop(1), float(sys.argv.pop(1))
if where == "embedding":
    write = engine.embedding.scratch.Scratch.write
    engine.embedding.scratch.Scratch.write = lambda *arguments: (write(*arguments), time.sleep(seconds))[0]
else:
    encode = engine.embedding_rasters.raster.Coding.encode
    engine.embedding_rasters.raster.Coding.encode = lambda *arguments: (time.sleep(seconds), encode(*arguments))[1]
from engine.cli import main
sys.exit(main())
"""


@pytest.fixture
def start_slowed(start_python):
    """Starts the command line in a process that waits at each record or at each block that it writes."""
    return partial(start_python, "-c", SLOWED)


@pytest.fixture
def large(tmp_path):
    """A raster of 16 units whose output has 4 tiles."""
    return write_raster(tmp_path / "large.tif", scene(2, 1000, 1000).astype("uint8"))


def arguments_for(raster, output):
    return ["embed-raster", "--raster", raster, "--patch", 2, "--filters", 4, "--output", output, "--json"]


def wait_until(condition, process):
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def share_done():
    return sum(entry["fraction"] for entry in list_scratches())


@pytest.mark.parametrize("share", [0.1, 0.4, 0.8])
def test_a_run_killed_while_embedding_goes_on_and_ends_with_the_same_bytes(large, folder, command, start_slowed, share):
    killed = start_slowed("embedding", 0.2, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() >= share, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert list(folder.iterdir()) == []
    outcome = command(*arguments_for(large, folder / "e.tif"))
    assert outcome.status == 0
    assert share <= outcome.value["reused"] < 1
    assert [path.name for path in folder.iterdir()] == ["e.tif"]
    reference = command(*arguments_for(large, folder / "r.tif"))
    assert reference.value["reused"] == 0
    assert digest(folder / "e.tif") == digest(folder / "r.tif")


@pytest.mark.parametrize("wait", [0.1, 1.0])
def test_a_run_killed_while_writing_goes_on_and_ends_with_the_same_bytes(large, folder, command, start_slowed, wait):
    killed = start_slowed("writing", 0.5, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: list(folder.glob(".e.*.partial.tif")), killed)
    time.sleep(wait)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not (folder / "e.tif").exists()
    outcome = command(*arguments_for(large, folder / "e.tif"))
    assert outcome.value["reused"] == 1
    assert [path.name for path in folder.iterdir()] == ["e.tif"]
    command(*arguments_for(large, folder / "r.tif"))
    assert digest(folder / "e.tif") == digest(folder / "r.tif")


def test_an_earlier_output_stays_until_the_new_one_is_whole(large, folder, start_slowed):
    (folder / "e.tif").write_text("earlier")
    killed = start_slowed("writing", 0.5, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: list(folder.glob(".e.*.partial.tif")), killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert (folder / "e.tif").read_text() == "earlier"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_says_so_and_goes_on_later(large, folder, command, start_slowed, number):
    process = start_slowed("embedding", 0.2, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() >= 0.2, process)
    process.send_signal(number)
    _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert err == "Cancelled. The same command goes on where it stopped.\n"
    assert list(folder.iterdir()) == []
    assert command(*arguments_for(large, folder / "e.tif")).value["reused"] >= 0.2


def test_a_changed_source_is_not_continued_and_that_is_said(large, folder, command, start_slowed):
    killed = start_slowed("embedding", 0.2, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() >= 0.2, killed)
    killed.kill()
    killed.wait()
    write_raster(large, scene(2, 1000, 1000, seed=9).astype("uint8"))
    outcome = command(*arguments_for(large, folder / "e.tif"))
    assert outcome.value["reused"] == 0
    assert [note for note in outcome.value["notes"] if "changed" in note]
    assert command(*arguments_for(large, folder / "r.tif")).status == 0
    assert digest(folder / "e.tif") == digest(folder / "r.tif")


def test_what_random_features_do_not_use_is_said(large, folder, command):
    outcome = command(*arguments_for(large, folder / "e.tif"), "--date", "2023-07-14", "--sensor", "naip")
    assert outcome.value["notes"] == ["Random features take the raster's values as they are; not used: sensor, date."]


def test_a_run_with_other_settings_has_nothing_to_do_with_an_interrupted_one(large, folder, command, start_slowed):
    killed = start_slowed("embedding", 0.2, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() >= 0.2, killed)
    killed.kill()
    killed.wait()
    outcome = command(*arguments_for(large, folder / "e.tif"), "--seed", 1)
    assert outcome.value["reused"] == 0
    assert outcome.value["notes"] == []


def test_other_weights_have_nothing_to_do_with_an_interrupted_run(large):
    request = EmbeddingRequest(source=SourceRequest(raster=[str(large)]), filters=4)
    source = source_of(request.source)
    with source.open() as raster:
        run = prepare_run(request, source, raster, Reporter())
    of_others = [replace(run, prepared=replace(run.prepared, checkpoint_sha256=digest)) for digest in (None, "a", "b")]
    assert len({other.key for other in of_others}) == 3
    assert of_others[0].key == run.key


def test_a_scene_is_opened_once(command, tmp_path, folder, monkeypatch):
    safe, bands = write_safe(tmp_path)
    opened, open_file = [], rasterio.open
    monkeypatch.setattr(
        rasterio, "open", lambda path, *rest, **more: (opened.append(str(path)), open_file(path, *rest, **more))[1]
    )
    outcome = command("embed-raster", "--raster", safe, "--filters", 4, "--output", folder / "e.tif")
    assert outcome.status == 0
    assert len([path for path in opened if str(safe) in path]) == len(bands) == 12


def test_places_killed_while_they_are_embedded_go_on_and_end_with_the_same_bytes(
    tmp_path, folder, command, start_slowed
):
    checkpoint = tmp_path / "satclip.safetensors"
    save_file(random_state(dim=4), checkpoint)
    arguments = ["embed-locations", "--encoder", "satclip-resnet18-l10", "--checkpoint", checkpoint]
    arguments += ["--resolution", 0.5, "--json", "--output"]
    killed = start_slowed("embedding", 0.3, *arguments, folder / "e.tif")
    wait_until(lambda: share_done() >= 0.3, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert list(folder.iterdir()) == []
    assert command(*arguments, folder / "e.tif").value["reused"] >= 0.3
    command(*arguments, folder / "r.tif")
    assert digest(folder / "e.tif") == digest(folder / "r.tif")


def test_a_second_run_at_once_gets_a_sentence(large, folder, command, start_slowed):
    first = start_slowed("embedding", 0.2, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() > 0, first)
    outcome = command(*arguments_for(large, folder / "other.tif"))
    assert outcome.status == 2
    assert "embedded with the same settings already" in outcome.err
    assert not (folder / "other.tif").exists()
    _, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert (folder / "e.tif").exists()


def test_a_source_that_changes_meanwhile_is_noticed(large, folder, start_slowed):
    process = start_slowed("embedding", 0.1, *arguments_for(large, folder / "e.tif"))
    wait_until(lambda: share_done() > 0, process)
    os.utime(large, (1, 1))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "changed while it was embedded" in err
    assert list(folder.iterdir()) == []


# Memory ---------------------------------------------------------------------------------------------------------------


def write_sparse(path, *, size=20_000, valid=1024):
    """A tiled raster of size x size x 4 uint16, of which a corner and the middle hold data; the rest is nodata."""
    random = np.random.default_rng(0)
    pixels = random.integers(300, 3000, (4, 512, 512)).astype("uint16")
    profile = {"driver": "GTiff", "width": size, "height": size, "count": 4, "dtype": "uint16", "nodata": 0}
    layout = {"tiled": True, "compress": "deflate", "zlevel": 1, "sparse_ok": True, "bigtiff": "yes"}
    with rasterio.open(path, "w", crs=UTM, transform=NORTH_UP, **profile, **layout) as dataset:
        for start in (0, size // 2):
            for row in range(start, start + valid, 512):
                for col in range(start, start + valid, 512):
                    dataset.write(pixels, window=rasterio.windows.Window(col, row, 512, 512))
    return path


def peak_megabytes(*arguments):
    """Peak resident memory of a command of its own."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-m", "engine", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout) / (1e6 if sys.platform == "darwin" else 1e3)


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_CHILDREN"), reason="needs the usage of child processes")
@pytest.mark.slow
def test_a_raster_of_20000_by_20000_by_4_stays_under_a_gigabyte(tmp_path, folder, record_property):
    path = write_sparse(tmp_path / "large.tif")
    peak = peak_megabytes(
        "embed-raster", "--raster", path, "--patch", 20, "--filters", 64, "--output", folder / "e.tif"
    )
    record_property("peak_megabytes", peak)
    assert peak < 1000


@pytest.mark.slow
def test_all_dims_of_an_area_of_a_large_raster_stay_under_a_gigabyte(tmp_path, folder, record_property):
    path = write_sparse(tmp_path / "large.tif", valid=1536)
    left, top = NORTH_UP @ (0, 0)
    extent = f"{left},{top - 15_360},{left + 15_360},{top}"
    peak = peak_megabytes(
        "embed-raster", "--raster", path, "--patch", 4, "--extent", extent, "--output", folder / "e.tif"
    )
    record_property("peak_megabytes", peak)
    assert peak < 1000


@pytest.mark.slow
def test_large_patches_stay_under_a_gigabyte(tmp_path, folder):
    path = write_raster(tmp_path / "a.tif", scene(4, 2048, 2048).astype("uint16"))
    assert peak_megabytes("embed-raster", "--raster", path, "--patch", 256, "--output", folder / "e.tif") < 1000
