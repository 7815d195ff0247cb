"""Installations from an index on this computer: whole, ended at any moment, two at once, again, and removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from landprint.plugin.setup import install as module
from landprint.plugin.setup.archive import unpack_python
from landprint.plugin.setup.check import check_python
from landprint.plugin.setup.failures import SetupFailure
from landprint.plugin.setup.fetch import urllib_get
from landprint.plugin.setup.install import install
from landprint.plugin.setup.installed import disk_bytes, installed_python, remove_old, status, uninstall

from tests.places import ROOT


def version_in(python: Path) -> str:
    """The version of a package that this Python sees."""
    command = [str(python), "-c", "import numpy; print(numpy.VERSION)"]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={}).stdout.strip()


def test_an_installation_is_found_afterwards_and_runs(world):
    events = []
    python = world.install(report=events.append)
    assert version_in(python) == "1.0"
    found = status(world.folder, world.catalogue)
    assert (found.state, found.python, found.choice) == ("ready", python, "cpu")
    assert {path.name for path in world.folder.iterdir()} == {"current", "lock", "python", found.environment.name}
    assert world.folder / "python" in python.resolve().parents  # the pinned one, not this computer's
    fractions = [event.fraction for event in events]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert {event.step for event in events} == {"download", "install", "test"}


def test_the_progress_counts_the_bytes_that_are_downloaded(world):
    events = []
    world.install(report=events.append)
    downloads = [event for event in events if event.step == "download"]
    assert downloads[-1].bytes_done == downloads[-1].bytes_total == world.plan().download_bytes


def test_a_second_press_finds_that_nothing_is_to_be_done(world):
    python = world.install()
    world.site.asked.clear()
    assert world.install() == python
    assert world.site.asked == []


def test_setting_up_again_builds_beside_what_runs(world):
    first = world.install()
    (first.parent.parent / "lib").rename(first.parent.parent / "broken")
    again = world.install(again=True)
    assert again != first
    assert version_in(again) == "1.0"


def test_after_an_update_of_landprint_the_old_environment_counts_no_more(world):
    old = world.install()
    world.pin("2.0")
    assert status(world.folder, world.catalogue).state == "outdated"
    new = world.install()
    assert version_in(new) == "2.0"
    assert old.exists()  # it may still run
    remove_old(world.folder)
    assert not old.exists()
    assert version_in(new) == "2.0"


def test_an_environment_that_fails_its_test_is_never_switched_to(world):
    good = world.install()
    world.pin("0.9")
    with pytest.raises(SetupFailure, match="numpy is broken"):
        world.install()
    assert (world.folder / "current").read_text() == good.parent.parent.name
    assert version_in(good) == "1.0"


def test_without_the_pinned_python_this_computers_own_is_taken(world, monkeypatch):
    del world.site.files["python.tar.gz"]
    monkeypatch.setattr(module, "python_candidates", lambda _here, _environ: [Path("/nowhere"), Path(sys.executable)])
    python = world.install()
    assert version_in(python) == "1.0"
    assert not (world.folder / "python").exists()


def test_a_page_that_stands_in_for_a_blocked_host_is_not_taken_for_python(world, monkeypatch):
    world.site.files["python.tar.gz"] = b"<html>This host is blocked.</html>"
    monkeypatch.setattr(module, "python_candidates", lambda _here, _environ: [Path(sys.executable)])
    assert version_in(world.install()) == "1.0"


def test_without_any_python_the_failure_says_so(world, monkeypatch):
    del world.site.files["python.tar.gz"]
    monkeypatch.setattr(module, "python_candidates", lambda _here, _environ: [])
    with pytest.raises(SetupFailure) as caught:
        world.install()
    assert caught.value.kind == "python"
    assert "404" in caught.value.detail


def test_a_mirror_of_pythons_releases_is_asked_in_place_of_github(world, monkeypatch):
    row = json.loads((world.resources / "python.json").read_text())
    archive = next(iter(row["archives"].values()))
    archive["url"] = f"{module_releases()}/1/python.tar.gz"
    (world.resources / "python.json").write_text(json.dumps(row))
    monkeypatch.setenv("UV_PYTHON_INSTALL_MIRROR", f"{world.site.url}/mirror/")
    world.install()
    assert "/mirror/1/python.tar.gz" in world.site.asked


def module_releases() -> str:
    from landprint.plugin.setup.supply import RELEASES

    return RELEASES


def test_a_cancel_leaves_what_was_downloaded_for_the_next_time(world):
    done = []
    with pytest.raises(SetupFailure) as caught:
        world.install(report=done.append, is_cancelled=lambda: any("numpy" in event.text for event in done))
    assert caught.value.is_cancelled
    assert status(world.folder, world.catalogue).state == "missing"
    world.site.asked.clear()
    assert version_in(world.install()) == "1.0"
    assert not [path for path in world.site.asked if "affine" in path]


# Runs an installation in a process of its own: folders and the place to die at as arguments.
DRIVER = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {link!r})
from landprint.plugin.setup.catalogue import Catalogue
from landprint.plugin.setup.fetch import urllib_get
from landprint.plugin.setup.install import install
from landprint.plugin.setup.plan import make_plan
folder, resources, root, moment = sys.argv[1:]
def report(event):
    if moment and moment in event.text:
        os.kill(os.getpid(), signal.SIGKILL)
plan = make_plan(folder=Path(folder), catalogue=Catalogue(Path(resources)))
print(install(replace(plan, root=Path(root)), urllib_get, report, lambda: False))
"""


def start(world, moment: str = "") -> subprocess.Popen[str]:
    code = DRIVER.format(link=str(ROOT / "build" / "link"))
    command = [sys.executable, "-c", code, str(world.folder), str(world.resources), str(world.root), moment]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def test_a_process_that_is_killed_at_any_moment_leaves_what_the_next_one_makes_whole(world):
    old = world.install()
    world.pin("2.0")
    moments = [
        *("Downloading uv", "Downloading numpy", "Downloading tqdm", "Making the", "Unpacking 15", "15 packages are"),
        "Testing",
    ]
    for moment in moments:
        killed = start(world, moment)
        assert killed.wait() == -signal.SIGKILL, moment
        assert version_in(old) == "1.0", moment  # what ran goes on running
        assert (world.folder / "current").read_text() == old.parent.parent.name, moment
    assert version_in(world.install()) == "2.0"
    remove_old(world.folder)
    assert not (world.folder / "work").exists()


def test_a_process_killed_while_the_first_python_is_unpacked_leaves_what_the_next_one_makes_whole(world):
    assert start(world, "Unpacking Python").wait() == -signal.SIGKILL
    assert version_in(world.install()) == "1.0"


def test_a_pinned_python_that_is_broken_is_unpacked_again(world):
    world.install()
    (next((world.folder / "python").glob("*/lib/python3*")) / "os.py").unlink()
    assert version_in(world.install(again=True)) == "1.0"


def test_an_archive_that_leads_elsewhere_is_refused(tmp_path):
    (tmp_path / "file").write_text("evil")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as written:
        written.add(tmp_path / "file", "python/../../evil")
    with pytest.raises(SetupFailure) as caught:
        unpack_python(tmp_path / "evil.tar.gz", tmp_path / "deep" / "folder", lambda: False)
    assert caught.value.kind == "hash"
    assert not list(tmp_path.rglob("evil"))


def test_an_archive_that_is_cut_off_is_refused(tmp_path, packed_python):
    (tmp_path / "cut.tar.gz").write_bytes(packed_python[:100_000])
    with pytest.raises(SetupFailure) as caught:
        unpack_python(tmp_path / "cut.tar.gz", tmp_path / "folder", lambda: False)
    assert caught.value.kind == "hash"
    assert not (tmp_path / "folder").exists()


def test_two_at_once_are_both_ready_and_download_once(world):
    both = [start(world), start(world)]
    lines = [one.communicate()[0].strip() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert len(set(lines)) == 1
    assert version_in(Path(lines[0])) == "1.0"
    assert sum("numpy-1.0" in path for path in world.site.asked) == 2  # the ranges of one download


def test_who_waits_for_another_window_may_cancel(world):
    world.site.wait_at = "numpy-1.0"
    first = start(world)
    world.site.halted.wait(30)
    events = []
    with pytest.raises(SetupFailure) as caught:
        world.install(report=events.append, is_cancelled=lambda: bool(events))
    assert caught.value.is_cancelled
    assert events[0].step == "wait"
    first.kill()
    first.wait()


def test_uninstalling_removes_what_was_installed_and_nothing_else(world):
    world.install()
    (world.folder / "mine.txt").write_text("mine")
    size = disk_bytes(world.folder)
    assert size > 1_000_000
    assert uninstall(world.folder) == size
    assert [path.name for path in world.folder.iterdir()] == ["mine.txt"]
    assert installed_python(world.folder) is None
    assert uninstall(world.folder) == 0


def test_an_installation_after_an_uninstallation_is_whole(world):
    world.install()
    uninstall(world.folder)
    assert version_in(world.install()) == "1.0"


def test_an_existing_environment_is_checked_before_it_is_kept(world):
    python = world.install()
    check_python(python, world.root)
    with pytest.raises(SetupFailure) as caught:
        check_python(Path("/usr/bin/env"), world.root)
    assert caught.value.kind == "wrong_python"
    (next(python.parent.parent.glob("lib/*/site-packages")) / "numpy" / "__init__.py").unlink()
    (next(python.parent.parent.glob("lib/*/site-packages")) / "shapely" / "__init__.py").write_text("import nothing\n")
    with pytest.raises(SetupFailure) as caught:
        check_python(python, world.root)
    assert caught.value.kind == "packages"
    assert "No module named 'nothing'" in caught.value.message


def test_what_misleads_another_python_is_kept_from_uv_and_the_engine(world, monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    hostile = {
        "PYTHONHOME": "/nowhere",
        "PYTHONPATH": str(tmp_path),
        "PYTHONEXECUTABLE": "/usr/bin/python3",
        "VIRTUAL_ENV": "/nowhere",
        "UV_PYTHON": "2.7",
        "UV_TARGET": str(tmp_path),
        "PIP_PREFIX": "/nowhere",
        "UV_CONFIG_FILE": "/nowhere/uv.toml",
        "CONDA_PREFIX": "/nowhere",
        "TMPDIR": "/nowhere",
    }
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uv.toml").write_text("no-binary = true\n")
    (tmp_path / "pyproject.toml").write_text("[tool.uv]\nno-binary = true\n")
    monkeypatch.setattr("tempfile.tempdir", None)
    assert version_in(world.install()) == "1.0"


def test_a_folder_and_a_python_may_be_named_for_a_developers_environment(world, tmp_path):
    environment = tmp_path / ".venv"
    python = world.install(environment=environment, python=Path(sys.executable))
    assert python.parent.parent == environment
    assert version_in(python) == "1.0"
    assert not (world.folder / "current").exists()


def test_the_plan_says_what_the_button_does(world):
    plan = world.plan()
    assert plan.sentence.startswith("Landprint needs its engine: ")
    assert "MB to download" in plan.sentence
    assert str(world.folder) in plan.sentence
    assert plan.free_bytes > 0


def test_without_room_nothing_is_begun(world):
    plan = replace(world.plan(), free_bytes=1_000_000)
    with pytest.raises(SetupFailure) as caught:
        install(plan, urllib_get, lambda _event: None, lambda: False)
    assert caught.value.kind == "room"
    assert "0.0 GB" in caught.value.message
    assert world.site.asked == []


def test_no_thread_is_left(world):
    world.install()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("landprint")] == []
    assert not os.environ.get("UV_CACHE_DIR")
