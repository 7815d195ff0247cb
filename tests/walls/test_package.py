"""The package that users install: complete, lean, the same from every checkout, and clean for the plugin site."""

from __future__ import annotations

import configparser
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from tests.places import ROOT

# The site's own list: any finding of one of these rules blocks an upload, whatever its severity.
BANDIT_RULES = (
    "B101,B102,B103,B104,B105,B106,B107,B108,B110,B111,B112,B113,B201,B202,B301,B302,B303,B304,B305,B306,B307,B308,"
    "B310,B311,B312,B313,B314,B315,B316,B317,B318,B319,B320,B321,B323,B324,B401,B402,B403,B405,B406,B407,B408,B409,"
    "B412,B413,B501,B502,B503,B504,B505,B506,B507,B508,B509,B601,B602,B603,B604,B605,B606,B607,B608,B609,B610,B611,"
    "B612,B613,B614,B615,B701,B702,B703,B704"
)
# What the site asks of metadata.txt, and what its page of a plugin shows.
REQUIRED_METADATA = [
    "name",
    "description",
    "about",
    "version",
    "qgisMinimumVersion",
    "qgisMaximumVersion",
    "author",
    "email",
    "license",
    "tags",
    "category",
    "icon",
    "homepage",
    "tracker",
    "repository",
    "hasProcessingProvider",
    "experimental",
]


def _load_package_script():
    spec = spec_from_file_location("package", ROOT / "development" / "package.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


package = _load_package_script()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("package") / "landprint.zip"
    package.write_package(path)
    return path


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(unpacked):
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(unpacked / "landprint" / "metadata.txt", encoding="utf-8")
    return parser["general"]


def test_the_package_has_one_folder_named_as_qgis_names_the_plugin(archive):
    assert {name.split("/")[0] for name in zipfile.ZipFile(archive).namelist()} == {"landprint"}


def test_the_package_has_what_the_plugin_needs(archive):
    names = set(zipfile.ZipFile(archive).namelist())
    needed = ["metadata.txt", "__init__.py", "LICENSE", "engine/messages.py", "engine/requirements.txt"]
    assert {f"landprint/{name}" for name in needed} <= names


def test_the_package_has_no_tests_caches_or_hidden_files(archive):
    parts = {part for name in zipfile.ZipFile(archive).namelist() for part in name.split("/")}
    assert not parts & {"tests", "benchmarks", "development", "demo", "build", "__pycache__", "ruff.toml"}
    assert not [part for part in parts if part.startswith(".") or part.endswith((".pyc", ".sh", ".so", ".exe", ".dll"))]


def test_two_checkouts_with_the_same_files_make_the_same_package(archive, unpacked, tmp_path):
    # Another folder, other times and rights on the files: as another checkout has them.
    copy = shutil.copytree(unpacked / "landprint", tmp_path / "elsewhere")
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (copy / "metadata.txt").chmod(0o755)
    package.write_package(tmp_path / "again.zip", copy)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


@pytest.mark.parametrize("key", REQUIRED_METADATA)
def test_the_metadata_is_complete(metadata, key):
    assert metadata.get(key, "").strip()


def test_the_icon_that_the_metadata_names_is_there(metadata, unpacked):
    assert (unpacked / "landprint" / metadata["icon"]).is_file()


def test_the_versions_agree(metadata):
    namespace: dict[str, str] = {}
    exec((ROOT / "engine" / "__init__.py").read_text(encoding="utf-8"), namespace)  # noqa: S102 - our own file
    assert namespace["VERSION"] == metadata["version"]


def test_the_plugin_sites_security_rules_find_nothing(unpacked):
    command = [sys.executable, "-m", "bandit", "-r", ".", "-f", "json", "--quiet", "-t", BANDIT_RULES]
    scan = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=False)
    findings = [
        f"{found['test_id']} {found['filename']}:{found['line_number']} {found['issue_text']}"
        for found in json.load(io.StringIO(scan.stdout))["results"]
    ]
    assert not findings, "\n".join(findings)


def test_the_plugin_sites_search_for_secrets_finds_nothing(unpacked):
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", "."]
    scan = subprocess.run(command, cwd=unpacked, capture_output=True, text=True, check=True)
    findings = [
        f"{name}:{found['line_number']} {found['type']}"
        for name, secrets in json.loads(scan.stdout)["results"].items()
        for found in secrets
    ]
    assert not findings, "\n".join(findings)


def test_the_scan_would_find_something(tmp_path):
    # The two tests above would pass on an empty report too.
    (tmp_path / "bad.py").write_text("import pickle\npickle.loads(b'')\nKEY = 'AKIA" + "IOSFODNN7EXAMPLE'\n")
    command = [sys.executable, "-m", "bandit", "-r", ".", "-f", "json", "--quiet", "-t", BANDIT_RULES]
    scan = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert {found["test_id"] for found in json.loads(scan.stdout)["results"]} == {"B301", "B403"}
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "."]
    scan = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert list(json.loads(scan.stdout)["results"]) == ["bad.py"]
