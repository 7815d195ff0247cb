"""What differs by system, for all three on any of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from landprint.plugin.setup import platforms
from landprint.plugin.setup.catalogue import own_catalogue
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.plan import choices, make_plan
from landprint.plugin.setup.platforms import (
    TITLES,
    Platform,
    data_folder,
    macos,
    pip_config_files,
    python_candidates,
    python_in,
    this_platform,
    try_lock,
    uv_member,
    version_pair,
)

WINDOWS = Platform("windows", "x86_64")
MAC = Platform("macos", "arm64", (14, 0))
INTEL_MAC = Platform("macos", "x86_64", (13, 0))
LINUX = Platform("linux", "x86_64", (2, 36))
HOMES = {
    "windows": PureWindowsPath(r"C:\Users\me"),
    "macos": PurePosixPath("/Users/me"),
    "linux": PurePosixPath("/home/me"),
}


@pytest.mark.parametrize(
    ("here", "environ", "folder"),
    [
        (WINDOWS, {"LOCALAPPDATA": r"D:\Local"}, r"D:\Local\Landprint"),
        (WINDOWS, {}, r"C:\Users\me\AppData\Local\Landprint"),
        (MAC, {"XDG_DATA_HOME": "/elsewhere"}, "/Users/me/Library/Application Support/Landprint"),
        (LINUX, {}, "/home/me/.local/share/landprint"),
        (LINUX, {"XDG_DATA_HOME": "/data"}, "/data/landprint"),
        (LINUX, {"XDG_DATA_HOME": "relative"}, "/home/me/.local/share/landprint"),
    ],
)
def test_the_folder_is_where_the_system_keeps_such_things(here, environ, folder):
    assert str(data_folder(here, environ, HOMES[here.system])) == folder


def test_programs_are_named_as_the_system_names_them():
    assert python_in(Path("env"), WINDOWS) == Path("env/Scripts/python.exe")
    assert python_in(Path("env"), MAC) == python_in(Path("env"), LINUX) == Path("env/bin/python")
    assert uv_member(WINDOWS, "1.2") == "uv-1.2.data/scripts/uv.exe"
    assert uv_member(LINUX, "1.2") == "uv-1.2.data/scripts/uv"


@pytest.mark.parametrize(
    ("release", "version", "machine", "expected"),
    [
        ("23.6.0", "Darwin Kernel Version 23.6.0: xnu-10063~1/RELEASE_ARM64_T6000", "arm64", ("macos-arm64", (14, 0))),
        # QGIS for Intel on an Apple chip is told that it is on Intel.
        ("24.1.0", "Darwin Kernel Version 24.1.0: xnu-1/RELEASE_ARM64_T8103", "x86_64", ("macos-arm64", (15, 0))),
        ("22.6.0", "Darwin Kernel Version 22.6.0: xnu-8796/RELEASE_X86_64", "x86_64", ("macos-x86_64", (13, 0))),
        ("25.0.0", "RELEASE_ARM64_T8132", "arm64", ("macos-arm64", (26, 0))),
        ("19.6.0", "RELEASE_X86_64", "x86_64", ("macos-x86_64", (10, 15))),
    ],
)
def test_macos_is_known_by_its_kernel(release, version, machine, expected):
    here = macos(release, version, machine)
    assert (here.name, here.release) == expected


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [("win32", "AMD64", "windows-x86_64"), ("win32", "ARM64", "windows-x86_64"), ("linux", "aarch64", "linux-arm64")],
)
def test_the_processor_has_one_name(monkeypatch, system, machine, name):
    monkeypatch.setattr(platforms.sys, "platform", system)
    monkeypatch.setattr(platforms.platform, "machine", lambda: machine)
    assert this_platform().name == name


def test_versions_are_read_with_whatever_follows():
    assert [version_pair(text) for text in ("2.36", "14", "", "2.28.1-x", "two")] == [
        (2, 36),
        (14, 0),
        (0, 0),
        (2, 28),
        (0, 0),
    ]


def test_this_computer_is_one_that_is_known():
    assert this_platform().name in TITLES


def test_pip_looks_for_its_settings_there():
    windows = pip_config_files(WINDOWS, {"APPDATA": r"C:\Roaming", "PROGRAMDATA": r"C:\Data"}, HOMES["windows"])
    assert [str(path) for path in windows] == [
        *(r"C:\Data\pip\pip.ini", r"C:\Users\me\pip\pip.ini", r"C:\Roaming\pip\pip.ini"),
    ]
    mac = [str(path) for path in pip_config_files(MAC, {}, HOMES["macos"])]
    assert mac[0] == "/Library/Application Support/pip/pip.conf"
    assert mac[-1] == "/Users/me/Library/Application Support/pip/pip.conf"
    linux = pip_config_files(LINUX, {"PIP_CONFIG_FILE": "/own.conf", "XDG_CONFIG_DIRS": "/one:/two"}, HOMES["linux"])
    assert [str(path) for path in linux] == [
        *("/two/pip/pip.conf", "/one/pip/pip.conf", "/etc/pip.conf", "/home/me/.pip/pip.conf"),
        *("/home/me/.config/pip/pip.conf", "/own.conf"),
    ]
    assert pip_config_files(LINUX, {"PIP_CONFIG_FILE": os.devnull}, HOMES["linux"]) == []


def test_a_python_is_lent_by_qgis_on_windows_and_by_the_system_on_linux_and_by_no_bundle():
    assert python_candidates(WINDOWS, {}) == [Path(sys.prefix) / "python.exe"]
    assert python_candidates(MAC, {"PATH": "/usr/bin"}) == []
    found = python_candidates(LINUX, {"PATH": "/usr/bin"})
    assert found
    assert all(path.name.startswith("python3") for path in found)


@pytest.mark.parametrize("name", ["FLATPAK_ID", "SNAP"])
def test_no_python_is_taken_out_of_a_sandbox(name):
    assert python_candidates(LINUX, {name: "org.qgis.qgis", "PATH": "/usr/bin"}) == []


def test_a_locked_file_is_locked_for_other_processes_until_this_one_ends(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from landprint.plugin.setup.platforms import try_lock;"
        "opened = open(sys.argv[2], 'ab'); print(try_lock(opened), flush=True); sys.stdin.read()"
    )
    link = Path(__file__).parents[2] / "build" / "link"
    command = [sys.executable, "-c", code, str(link), str(tmp_path / "lock")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout.readline() == "True\n"
    with (tmp_path / "lock").open("ab") as opened:
        assert not try_lock(opened)
        other.kill()
        other.wait()
        assert try_lock(opened)
    other.stdin.close()
    other.stdout.close()


@pytest.mark.parametrize("here", [WINDOWS, MAC, INTEL_MAC, LINUX, Platform("linux", "arm64", (2, 28))])
def test_every_platform_has_an_installation_with_its_sizes(here, tmp_path):
    plan = make_plan(folder=tmp_path, platform=here)
    assert plan.choice.name == "cpu"
    assert 150e6 < plan.download_bytes < 350e6
    assert plan.download_bytes < plan.disk_bytes < 1e9


def test_with_gpu_is_offered_where_the_index_has_it():
    offered = {here.name: [choice.name for choice in choices(here)] for here in (WINDOWS, MAC, INTEL_MAC, LINUX)}
    assert offered == {
        "windows-x86_64": ["cpu"],
        "macos-x86_64": ["cpu"],
        "macos-arm64": ["cpu", "gpu"],
        "linux-x86_64": ["cpu", "gpu"],
    }


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (Platform("macos", "arm64", (13, 0)), "macOS 13.0, and the packages need 14 or newer"),
        (Platform("macos", "x86_64", (12, 0)), "macOS 12.0, and the packages need 13 or newer"),
        (Platform("linux", "x86_64", (2, 17)), "glibc 2.17, and the packages need 2.28 or newer"),
        (Platform("linux", "x86_64", (0, 0)), "not glibc"),
        (Platform("linux", "riscv64", (2, 40)), "no packages for linux-riscv64"),
        (Platform("windows", "x86"), "no packages for windows-x86"),
    ],
)
def test_a_computer_that_is_too_old_or_unknown_is_told_before_anything_is_downloaded(here, words, tmp_path):
    with pytest.raises(SetupFailure, match=words) as caught:
        make_plan(folder=tmp_path, platform=here)
    assert caught.value.kind == "platform"


def test_with_gpu_on_windows_names_the_other_choice(tmp_path):
    with pytest.raises(SetupFailure, match="the one for any computer"):
        make_plan("gpu", folder=tmp_path, platform=WINDOWS)


def test_the_paths_inside_the_packages_fit_windows():
    name = f"env-{own_catalogue().lock_key('cpu')}-{own_catalogue().python_minor}-cpu-10"
    folder = data_folder(WINDOWS, {}, PureWindowsPath(r"C:\Users\user-of-twenty-letter")) / name
    table = json.loads((own_catalogue().folder / "wheels.json").read_text("utf-8"))
    assert len(str(folder / "Lib" / "site-packages")) + 1 + table["longest_path"] < 260
