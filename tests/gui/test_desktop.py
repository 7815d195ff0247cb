"""The plugin in the real QGIS desktop: one story is told inside, and each of its steps is a test here."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.setup.platforms import this_platform
from osgeo import gdal

from tests.engine.weights.hub_server import running_hub
from tests.gui.desktop import drive, find_desktop
from tests.places import DATA_ROOT, ROOT, golden_weights, scene_file
from tests.plugin.safes import write_safe
from tests.web_server import land, web_server

HERE = Path(__file__).resolve().parent
OUTPUT = ROOT / "build" / "gui"
WORLD_MAP = Path("/usr/share/qgis/resources/data/world_map.gpkg")  # comes with QGIS
BIG_WIDTH, BIG_HEIGHT, BIG_DIM = 1000, 500, 1024
OFFLINE_STEPS = ("without_a_network_the_button_says_so", "a_tampered_kit_is_refused_by_name")

STORIES = (  # each has a fixture of its name
    "package_story",  # QGIS installs the package
    "set_up_story",  # from the zip to a heatmap by one button
    "offline_story",  # the same from a kit, without a network
    "story",
    "foreign_story",  # embeddings that others made
    "dark_story",
    "classes_story",
    "kept_story",  # results are kept with the project
    "sentinel_story",
    "first_click_story",  # an image that is not embedded
    "moved_story",  # a project that was saved and moved
    "scene_story",  # a scene that is dropped
    "earth_story",
    "web_story",
)

pytestmark = [pytest.mark.gui, pytest.mark.slow, pytest.mark.timeout(600)]


def steps_of(story: str) -> list[str]:
    """The names of the steps in a story, in order."""
    script = (HERE / f"{story.replace('offline', 'set_up')}.py").read_text()
    calls = (node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Call))
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "step"]
    steps = [call.args[0].value for call in sorted(named, key=lambda call: call.lineno)]
    return [step for step in steps if story != "set_up_story" or step not in OFFLINE_STEPS]


@pytest.fixture(scope="module")
def desktop():
    if find_desktop() is None:
        pytest.skip("needs the QGIS desktop")
    if not os.environ.get("DISPLAY"):
        pytest.skip("needs a screen (make test-gui makes a virtual one)")
    if not (ROOT / ".venv").exists():
        pytest.skip("needs the engine's environment (make setup)")


@pytest.fixture(scope="module")
def variables(desktop, olinda, tmp_path_factory):
    """What the stories need to know."""
    work = tmp_path_factory.mktemp("gui")
    # A copy apart from the results: QGIS writes the statistics of a person's own layer beside it.
    scene = tmp_path_factory.mktemp("scene") / "olinda.tif"
    shutil.copy(olinda, scene)
    large = work / "large.tif"
    gdal.Translate(str(large), str(scene), widthPct=1600, heightPct=1600, resampleAlg="cubic")
    return {
        "LANDPRINT_SCENE": str(scene),
        "LANDPRINT_LARGE": str(large),
        "LANDPRINT_BIG": write_big(work / "big.tif"),
        "LANDPRINT_WORK": str(work),
    }


def write_big(path: Path) -> str:
    """An embedding raster of 500,000 patches with 1,024 dimensions, as the engine writes them."""
    options = ["TILED=YES", "INTERLEAVE=BAND", "COMPRESS=DEFLATE", "BIGTIFF=YES", "ZLEVEL=1"]
    driver = gdal.GetDriverByName("GTiff")
    dataset = driver.Create(str(path), BIG_WIDTH, BIG_HEIGHT, BIG_DIM, gdal.GDT_Byte, options)
    dataset.SetGeoTransform((288_776, 28.5, 0, 9_120_760, 0, -28.5))
    dataset.SetMetadata({"LANDPRINT_KIND": "embedding raster"})
    codes = np.random.default_rng(0).integers(1, 255, (BIG_HEIGHT, BIG_WIDTH), dtype=np.uint8)
    for number in range(1, BIG_DIM + 1):
        band = dataset.GetRasterBand(number)
        band.SetDescription(f"e{number - 1:04}")
        band.SetNoDataValue(0)
        band.SetScale(0.01)
        band.SetOffset(-1.27)
        band.SetStatistics(-1.26, 1.27, 0.0, 0.7)
        if number <= 3:
            band.WriteArray(codes)
    dataset.FlushCache()
    return str(path)


@pytest.fixture(scope="module")
def story(variables, tmp_path_factory):
    # One of its own: beside the other, another story's QGIS may have written them.
    scene = shutil.copy(variables["LANDPRINT_SCENE"], tmp_path_factory.mktemp("scene"))
    return printed(drive(HERE / "story.py", OUTPUT, variables={**variables, "LANDPRINT_SCENE": str(scene)}))


@pytest.fixture(scope="module")
def foreign_story(variables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    scene = shutil.copy(variables["LANDPRINT_SCENE"], folder)
    codes = write_alpha_earth(Path(scene), folder)
    return drive(HERE / "foreign_story.py", OUTPUT, variables={"LANDPRINT_SCENE": str(scene), "LANDPRINT_CODES": codes})


def write_alpha_earth(scene: Path, folder: Path) -> str:
    """Embeddings of the scene in 64 dims, as AlphaEarth's files are: codes in signed bytes, from south to north."""
    made, codes = folder / "made.tif", folder / "alpha_earth.tif"
    command = [ROOT / ".venv" / "bin" / "python", "-m", "engine", "embed-raster", "--raster", scene, "--output", made]
    options = ["--filters", "32", "--patch", "4", "--dtype", "float32"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    subprocess.run([command[0], "-c", CODE_AS_ALPHA_EARTH, made, codes], check=True, capture_output=True)
    return str(codes)


# By the engine's environment: GDAL has signed bytes from 3.7 on.
CODE_AS_ALPHA_EARTH = """
import sys
import numpy, rasterio
from affine import Affine

with rasterio.open(sys.argv[1]) as made:
    values, place = made.read(), made.transform
    values -= numpy.nanmean(values, axis=(1, 2), keepdims=True)
    values /= numpy.nanstd(values, axis=(1, 2), keepdims=True)
    values /= numpy.linalg.norm(values, axis=0)
    codes = numpy.rint(numpy.sign(values) * numpy.sqrt(numpy.abs(values)) * 127.5).clip(-127, 127)
    codes = numpy.where(numpy.isfinite(codes), codes, -128).astype("int8")[:, ::-1]
    bottom = place.f + place.e * made.height
    profile = {**made.profile, "dtype": "int8", "nodata": -128, "predictor": 1}
profile["transform"] = Affine(place.a, 0, place.c, 0, -place.e, bottom)
with rasterio.open(sys.argv[2], "w", **profile) as coded:
    coded.write(codes)
    coded.descriptions = [f"A{index:02d}" for index in range(64)]
"""


def printed(facts):
    """The facts of a story, after its figures were printed."""
    print("\nfigures of the desktop:")
    for name, value in facts["figures"].items():
        print(f"  {name}: {value:g}")
    return facts


@pytest.fixture(scope="module")
def dark_story(variables):
    return drive(HERE / "dark_story.py", OUTPUT, theme="Night Mapping", variables=variables)


@pytest.fixture(scope="module")
def classes_story(variables, tmp_path_factory):
    scene = shutil.copy(variables["LANDPRINT_SCENE"], tmp_path_factory.mktemp("classes"))
    work = str(tmp_path_factory.mktemp("project"))
    said = {**variables, "LANDPRINT_SCENE": str(scene), "LANDPRINT_WORK": work}
    return printed(drive(HERE / "classes_story.py", OUTPUT, variables=said))


@pytest.fixture(scope="module")
def kept_story(variables, tmp_path_factory):
    work = str(tmp_path_factory.mktemp("kept"))
    return drive(HERE / "kept_story.py", OUTPUT, variables={**variables, "LANDPRINT_WORK": work})


@pytest.fixture(scope="module")
def sentinel_story(desktop, tmp_path_factory):
    work = tmp_path_factory.mktemp("sentinel")
    scene = work / "sentinel.tif"
    shutil.copy(scene_file("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif"), scene)
    weights = golden_weights("galileo-nano.pt")
    with running_hub({("nasaharvest/galileo", "models/nano/encoder.pt"): weights}) as hub:
        hub.seconds_per_piece = 0.02
        facts = drive(
            HERE / "sentinel_story.py",
            OUTPUT,
            variables={
                "LANDPRINT_SENTINEL": str(scene),
                "LANDPRINT_GALILEO": str(weights),
                "LANDPRINT_IS_TRAINED": str(DATA_ROOT.is_dir()),
                "HF_ENDPOINT": hub.endpoint,
            },
        )
    return printed(facts)


@pytest.fixture(scope="module")
def first_click_story(desktop, tmp_path_factory):
    scene = tmp_path_factory.mktemp("first") / "sentinel.tif"
    shutil.copy(scene_file("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif"), scene)
    weights = golden_weights("galileo-nano.pt")
    variables = {"LANDPRINT_SENTINEL": str(scene), "LANDPRINT_GALILEO": str(weights)}
    return {"folder": scene.parent, **printed(drive(HERE / "first_click_story.py", OUTPUT, variables=variables))}


@pytest.fixture(scope="module")
def moved_story(first_click_story):
    folder = first_click_story["folder"]
    moved = folder.with_name("moved ü")
    shutil.move(folder, moved)
    return drive(HERE / "moved_story.py", OUTPUT, variables={"LANDPRINT_PROJECT": str(moved / "place.qgz")})


@pytest.fixture(scope="module")
def earth_story(desktop, tmp_path_factory):
    stations = tmp_path_factory.mktemp("earth") / "stations.csv"
    shutil.copy(scene_file("data", "points", "airtemp_stations_kg.csv"), stations)
    countries = WORLD_MAP if WORLD_MAP.exists() else None
    if countries:
        countries = shutil.copy(WORLD_MAP, stations.parent)
    return printed(
        drive(
            HERE / "earth_story.py",
            OUTPUT,
            variables={
                "LANDPRINT_STATIONS": str(stations),
                "LANDPRINT_COUNTRIES": str(countries or ""),
                "LANDPRINT_SATCLIP": str(golden_weights("satclip-l10.ckpt")),
            },
        )
    )


@pytest.fixture(scope="module")
def scene_story(desktop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenes")
    moving = folder / "moving.tif"
    shutil.copy(scene_file("data", "s2_chips", "patch_445.tif"), moving)
    safe = write_safe(folder)
    return printed(
        drive(HERE / "scene_story.py", OUTPUT, variables={"LANDPRINT_SAFE": str(safe), "LANDPRINT_MOVING": str(moving)})
    )


@pytest.fixture(scope="module")
def web_story(desktop, tmp_path_factory):
    slow = tmp_path_factory.mktemp("web") / "slow"
    with web_server() as web:
        web.draw, web.slow_while = land, slow
        return printed(
            drive(HERE / "web_story.py", OUTPUT, variables={"LANDPRINT_XYZ": web.xyz, "LANDPRINT_SLOW": str(slow)})
        )


@pytest.fixture(scope="module")
def package_story(variables, tmp_path_factory):
    package = tmp_path_factory.mktemp("package") / "landprint.zip"
    runpy.run_path(str(ROOT / "development" / "package.py"))["write_package"](package)
    # A person's folder may have blanks and letters of any language.
    data = tmp_path_factory.mktemp("data of José")
    added = {**variables, "LANDPRINT_PACKAGE": str(package), "XDG_DATA_HOME": str(data)}
    return printed(drive(HERE / "package_story.py", OUTPUT, variables=added, is_enabled=False))


@pytest.fixture(scope="module")
def kits(desktop, tmp_path_factory):
    """A kit for this computer, and one of which a package was changed."""
    folder = tmp_path_factory.mktemp("kit")
    kit, tampered = folder / "kit.zip", folder / "tampered.zip"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    made = subprocess.run(
        [sys.executable, "-m", "plugin.setup", "kit", kit, "--platform", this_platform().name, "--python", version],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"needs the package index: {made.stderr.strip()[-300:]}")
    with zipfile.ZipFile(kit) as source, zipfile.ZipFile(tampered, "w") as target:
        changed = next(name for name in source.namelist() if "/numpy-" in name)
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"x" if name == changed else b""))
    return {"LANDPRINT_KIT": str(kit), "LANDPRINT_TAMPERED_KIT": str(tampered)}


def set_up(name, tmp_path_factory, scene, *, variables=None, prefix=()):
    """The story of the set-up, in a folder whose name has a space and letters that are not ASCII."""
    folder = tmp_path_factory.mktemp(name) / "é 雪"
    folder.mkdir()
    package = folder / "landprint.zip"
    runpy.run_path(str(ROOT / "development" / "package.py"))["write_package"](package)
    said = {
        "LANDPRINT_PACKAGE": str(package),
        "LANDPRINT_STORY": name,
        "LANDPRINT_SCENE": scene["LANDPRINT_SCENE"],
        "XDG_DATA_HOME": str(folder),
        **(variables or {}),
    }
    story = HERE / "set_up_story.py"
    return printed(drive(story, OUTPUT / name, variables=said, is_enabled=False, prefix=prefix))


@pytest.fixture(scope="module")
def set_up_story(kits, variables, tmp_path_factory):
    return set_up("online", tmp_path_factory, variables)


@pytest.fixture(scope="module")
def offline_story(kits, variables, tmp_path_factory):
    without_network = ["unshare", "--net"]
    if subprocess.run([*without_network, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs a namespace without a network, which only root may make here")
    return set_up("offline", tmp_path_factory, variables, variables=kits, prefix=without_network)


@pytest.mark.parametrize(("name", "step"), [(name, step) for name in STORIES for step in steps_of(name)])
def test_a_step(name, step, request):
    """What became of a step is what becomes of its test."""
    facts = request.getfixturevalue(name)
    outcome = facts["steps"].get(step, facts.get("error", "was not reached"))
    if outcome.startswith("skipped: "):
        pytest.skip(outcome.removeprefix("skipped: "))
    assert outcome == "passed"


def test_the_story_ends_without_an_error(story):
    assert "error" not in story
    assert [entry for entry in story["log"] if "Traceback" in entry[1]] == []


def test_no_traceback_is_left_by_lost_files(scene_story):
    assert [entry for entry in scene_story["log"] if "Traceback" in entry[1]] == []
