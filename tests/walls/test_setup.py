"""The scripts that set up what is missing do nothing when nothing is."""

from __future__ import annotations

import os
import subprocess
import time

from tests.places import ROOT

DEVELOPMENT = ROOT / "development"


def test_a_second_setup_is_quick_and_silent():
    started = time.monotonic()
    command = [DEVELOPMENT / "setup.sh", "system", "development", "engine", "qgis", "qt6", "link"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout == ""
    assert time.monotonic() - started < 5


def test_changed_requirements_change_the_stamp(tmp_path):
    (tmp_path / "one.txt").write_text("package==1")
    (tmp_path / "two.txt").write_text("package==2")
    # Without arguments no step runs: only the functions are there.
    script = f". '{DEVELOPMENT / 'setup.sh'}'; checksum {tmp_path}/one.txt; checksum {tmp_path}/two.txt"
    first, second = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert first != second


def test_qgis_is_started_without_an_activated_environment():
    environment = {**os.environ, "VIRTUAL_ENV": "/elsewhere", "PYTHONHOME": "/elsewhere", "PYTHONPATH": "/elsewhere"}
    script = f". '{DEVELOPMENT / 'qgis.sh'}'; clean_environment env"
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, env=environment).stdout
    names = {line.split("=")[0] for line in said.splitlines()}
    assert not names & {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"}


def test_the_desktop_says_so_when_there_is_no_screen():
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    ended = subprocess.run(
        [DEVELOPMENT / "desktop.sh", "x.qgz"], capture_output=True, text=True, check=False, env=environment
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: There is no screen")


def test_make_lists_its_targets():
    said = subprocess.run(["make", "-C", ROOT, "help"], capture_output=True, text=True, check=True).stdout
    assert all(f"make {target} " in said for target in ("demo", "run", "test", "setup", "lint", "package", "clean"))


def test_a_qgis_that_no_chroot_has_is_said():
    ended = subprocess.run([DEVELOPMENT / "chroot.sh", "2.18"], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "error: There is no chroot with QGIS '2.18': it can be 3.40 or 3.44.\n"
