"""Kits: made here for any platform, installed without a network, and refused by name when they were changed."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from landprint.plugin.setup import install as module
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.fetch import urllib_get
from landprint.plugin.setup.installed import status
from landprint.plugin.setup.kit import make_kit, read_kit
from landprint.plugin.setup.platforms import this_platform

from tests.setup.conftest import PLATFORM, can_isolate
from tests.setup.test_install import DRIVER, version_in

LINUX = this_platform()


def no_network(*_arguments):
    raise AssertionError("The network was asked.")


@pytest.fixture
def kit(world, tmp_path):
    def make(platform=PLATFORM, checkpoints=(), is_cancelled=lambda: False):
        return make_kit(
            tmp_path / "Kit für alle.zip",
            platform=platform,
            checkpoints=checkpoints,
            get=urllib_get,
            report=lambda _event: None,
            is_cancelled=is_cancelled,
            catalogue=world.catalogue,
        )

    return make


@pytest.fixture
def install_kit(world, monkeypatch):
    def run(path):
        monkeypatch.setattr("tests.setup.conftest.urllib_get", no_network)
        return world.install(kit=path)

    return run


def change(path: Path, name: str, content: bytes | None) -> None:
    """Replace one member of a kit, or leave it out."""
    with zipfile.ZipFile(path) as opened:
        members = {entry: opened.read(entry) for entry in opened.namelist()}
    with zipfile.ZipFile(path, "w") as written:
        for entry, old in members.items():
            if entry != name:
                written.writestr(entry, old)
            elif content is not None:
                written.writestr(entry, content)


def test_a_kit_is_installed_without_the_network(kit, install_kit, world):
    made = kit()
    assert (made.platform, made.choice, made.python, made.has_python) == (PLATFORM, "cpu", world.minor, True)
    assert made.size == made.path.stat().st_size
    assert [path.name for path in made.path.parent.glob(".Kit*")] == []
    python = install_kit(made.path)
    assert version_in(python) == "1.0"
    assert world.folder / "python" in python.resolve().parents
    assert status(world.folder, world.catalogue).state == "ready"


def test_a_kit_is_installed_where_there_is_no_network_at_all(kit, world, tmp_path):
    if not can_isolate():
        pytest.skip("needs the right to start a process without a network")
    path = kit().path
    driver = DRIVER.replace("make_plan(folder", f"make_plan(kit=Path({str(path)!r}), folder")
    code = driver.format(link=str(Path(__file__).parents[2] / "build" / "link"))
    command = ["unshare", "-n", sys.executable, "-c", code]
    command += [str(world.folder), str(world.resources), str(world.root), ""]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert version_in(Path(text.strip())) == "1.0"


def test_its_checkpoints_come_into_the_engines_cache(kit, install_kit, tmp_path):
    weights = tmp_path / "galileo-nano.encoder.safetensors"
    weights.write_bytes(b"weights")
    made = kit(checkpoints=[weights])
    assert made.checkpoints == (weights.name,)
    install_kit(made.path)
    assert (tmp_path / "cache" / "checkpoints" / weights.name).read_bytes() == b"weights"


def test_a_kit_for_another_platform_is_made_here_and_refused_here(kit, install_kit):
    made = kit(platform="windows-x86_64")
    assert made.platform == "windows-x86_64"
    with pytest.raises(SetupFailure, match=f"it is for Windows, and this computer is {LINUX.title}"):
        install_kit(made.path)


def test_a_kit_without_python_takes_this_computers_own(kit, install_kit, world, monkeypatch):
    del world.site.files["python.tar.gz"]
    made = kit()
    assert not made.has_python
    monkeypatch.setattr(module, "python_candidates", lambda _here, _environ: [Path(sys.executable)])
    assert version_in(install_kit(made.path)) == "1.0"


def test_without_the_pinned_python_the_wheels_are_for_the_one_that_this_computer_lends(world, kit, monkeypatch):
    # A pinned version that is not this one, with wheels for both.
    table = json.loads((world.resources / "wheels.json").read_text())
    rows = table["choices"]["cpu"][PLATFORM]
    rows["3.99"] = rows[world.minor]
    (world.resources / "wheels.json").write_text(json.dumps(table))
    pinned = json.loads((world.resources / "python.json").read_text())
    pinned["version"] = "3.99.0"
    (world.resources / "python.json").write_text(json.dumps(pinned))
    del world.site.files["python.tar.gz"]
    monkeypatch.setattr("landprint.plugin.setup.kit.python_candidates", lambda _here, _environ: [Path(sys.executable)])
    assert kit().python == world.minor
    monkeypatch.setattr("landprint.plugin.setup.kit.python_candidates", lambda _here, _environ: [])
    assert kit().python == "3.99"


@pytest.mark.parametrize("name", ["numpy-1.0-py3-none-any.whl", "python.tar.gz", "uv"])
def test_a_file_with_one_byte_more_is_refused_by_name(kit, install_kit, world, name):
    path = kit().path
    if name == "uv":
        name = world.uv.name
    with zipfile.ZipFile(path) as opened:
        content = opened.read(f"files/{name}")
    change(path, f"files/{name}", content + b"!")
    with pytest.raises(SetupFailure, match=name.replace(".", r"\.")) as caught:
        install_kit(path)
    assert caught.value.kind == "changed"
    assert status(world.folder, world.catalogue).state == "missing"


def test_a_checkpoint_that_was_changed_is_refused_by_name(kit, install_kit, tmp_path):
    weights = tmp_path / "galileo-nano.encoder.safetensors"
    weights.write_bytes(b"weights")
    path = kit(checkpoints=[weights]).path
    change(path, f"checkpoints/{weights.name}", b"weightz")
    with pytest.raises(SetupFailure, match=r"galileo-nano\.encoder\.safetensors"):
        install_kit(path)
    assert not (tmp_path / "cache" / "checkpoints").exists()


def test_a_file_that_is_missing_is_named(kit, install_kit):
    path = kit().path
    change(path, "files/numpy-1.0-py3-none-any.whl", None)
    with pytest.raises(SetupFailure, match=r"it lacks numpy-1\.0-py3-none-any\.whl"):
        install_kit(path)


def test_a_name_that_leads_elsewhere_is_written_nowhere_else(kit, install_kit, world, tmp_path):
    path = kit().path
    with zipfile.ZipFile(path) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    manifest["checkpoints"] = {"../../../evil.safetensors": "sha256:00"}
    change(path, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(SetupFailure):
        install_kit(path)
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_no_kit(tmp_path, content):
    path = tmp_path / "holiday.zip"
    path.write_bytes(content)
    with pytest.raises(SetupFailure, match=r"holiday\.zip is none") as caught:
        read_kit(path)
    assert caught.value.kind == "kit"


def test_a_kit_that_is_cut_off_is_no_kit(kit, install_kit):
    path = kit().path
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(SetupFailure) as caught:
        install_kit(path)
    assert caught.value.kind == "kit"


def test_a_kit_of_another_version_is_refused(kit, install_kit, world):
    path = kit().path
    world.pin("2.0")
    with pytest.raises(SetupFailure, match="another version of Landprint"):
        install_kit(path)


def test_a_cancelled_kit_leaves_no_file_and_the_next_goes_on(kit, world, tmp_path):
    with pytest.raises(SetupFailure) as caught:
        kit(is_cancelled=lambda: any("numpy-1.0" in path for path in world.site.asked))
    assert caught.value.is_cancelled
    assert list(tmp_path.glob("*.zip")) == []
    world.site.asked.clear()
    assert kit().path.is_file()
    assert not [path for path in world.site.asked if "affine" in path]
