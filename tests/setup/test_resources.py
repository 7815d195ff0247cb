"""What Landprint carries for the set-up belongs together, and to the engine's requirements."""

from __future__ import annotations

import json
import re

import pytest
from landprint.plugin.setup.catalogue import PINNED, own_catalogue, project_of, wheel_key
from landprint.plugin.setup.plan import choices
from landprint.plugin.setup.platforms import TITLES, Platform
from packaging.requirements import Requirement

from tests.places import ROOT

KNOWN = own_catalogue()
LOCKS = {"cpu": ("requirements.txt",), "gpu": ("requirements.txt", "requirements-gpu.txt")}


def wanted(file: str) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in (ROOT / "engine" / file).read_text().splitlines())
    return [Requirement(line) for line in lines if line]


@pytest.mark.parametrize("choice", LOCKS)
def test_the_lock_has_what_the_engine_requires(choice):
    pinned = {}
    for match in PINNED.finditer(KNOWN.lock(choice).read_text()):
        if match[1]:
            pinned.setdefault(project_of(match[1].replace("-", "_")), []).append(match[2])
    for requirement in (one for file in LOCKS[choice] for one in wanted(file)):
        versions = pinned.get(project_of(requirement.name.replace("-", "_")), [])
        assert versions, f"run make lock: {requirement} is not in it"
        assert all(requirement.specifier.contains(version) for version in versions), f"run make lock: {requirement}"


def targets():
    return [
        (choice, platform, python)
        for choice in LOCKS
        for platform in TITLES
        for python in KNOWN.pythons(choice, platform)
    ]


@pytest.mark.parametrize(("choice", "platform", "python"), targets())
def test_every_wheel_has_a_size_and_sums_and_every_package_one_wheel(choice, platform, python):
    wheels = KNOWN.wheels(choice, platform, python)
    projects = [wheel_key(wheel.name)[0] for wheel in wheels]
    assert len(set(projects)) == len(projects)
    assert all(wheel.size > 0 and wheel.sums for wheel in wheels)
    required = {project_of(one.name.replace("-", "_")) for file in LOCKS[choice] for one in wanted(file)}
    assert required <= set(projects)


def test_every_platform_has_the_pinned_python_and_uv():
    for platform in TITLES:
        assert KNOWN.has("cpu", platform, KNOWN.python_minor)
        assert KNOWN.uv_wheel(platform).size > 10e6
        archive = KNOWN.archive(platform)
        assert KNOWN.python_version in archive.file.name
        assert all(re.fullmatch("[0-9a-f]{64}", text) for text in archive.file.sums)


def test_windows_gets_the_runtime_that_onnxruntime_expects():
    projects = {
        choice: {wheel_key(wheel.name)[0] for wheel in KNOWN.wheels("cpu", choice, "3.12")} for choice in TITLES
    }
    assert [name for name, found in projects.items() if "msvc-runtime" in found] == ["windows-x86_64"]


def test_the_wheels_of_a_platform_are_for_it():
    words = {"windows": "win_amd64", "macos": "macosx", "linux": "linux"}
    for choice, platform, python in targets():
        for wheel in KNOWN.wheels(choice, platform, python):
            system = platform.partition("-")[0]
            assert wheel.name.endswith("-any.whl") or words[system] in wheel.name


def test_the_metadata_says_what_the_button_downloads_and_where_to():
    about = next(line for line in (ROOT / "metadata.txt").read_text().splitlines() if line.startswith("about="))
    sizes = [KNOWN.download_bytes("cpu", platform, KNOWN.python_minor) / 1e6 for platform in TITLES]
    stated = [int(number) for number in re.findall(r"(\d+) to (\d+) MB", about)[0]]
    assert stated[0] <= min(sizes) < stated[0] + 20
    assert stated[1] - 20 < max(sizes) <= stated[1]
    assert "AppData" in about
    assert "%" not in about  # QGIS would take it for a reference to another line


def test_the_files_are_json_of_the_form_that_is_read():
    assert set(json.loads((KNOWN.folder / "wheels.json").read_text())) == {
        *("minimum", "longest_path", "uv", "choices", "files"),
    }


def test_the_readme_has_the_sizes_of_each_platform():
    readme = (ROOT / "README.md").read_text("utf-8")
    for platform in TITLES:
        system, _, machine = platform.partition("-")
        offered = {one.name: one for one in choices(Platform(system, machine))}
        any_computer = f"{offered['cpu'].download_bytes / 1e6:,.0f} MB | {offered['cpu'].disk_bytes / 1e9:.1f} GB"
        assert any_computer in readme, platform
        if "gpu" in offered:
            size = offered["gpu"].download_bytes
            text = f"{size / 1e6:,.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
            assert f"| {text}, {offered['gpu'].disk_bytes / 1e9:.1f} GB |" in readme, platform
