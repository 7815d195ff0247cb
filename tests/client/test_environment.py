from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from landprint.plugin.client import environment as module
from landprint.plugin.client.environment import EngineEnvironment, default_python, find_environment
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.client.session import Session

from tests.places import ROOT

HOSTILE = {
    "PYTHONHOME": "/nowhere",
    "PYTHONPATH": "{folder}",
    "PYTHONEXECUTABLE": "/usr/bin/python3",
    "PYTHONSTARTUP": "{folder}/json.py",
    "PYTHONSAFEPATH": "1",
    "PYTHONIOENCODING": "latin-1",
    "PYTHONUSERBASE": "{folder}",
    "PYTHONPLATLIBDIR": "nowhere",
    "__PYVENV_LAUNCHER__": "/nowhere/python",
    "VIRTUAL_ENV": "/nowhere",
    "PIP_PREFIX": "/nowhere",
    "GDAL_DATA": "{folder}",
    "GDAL_DRIVER_PATH": "{folder}",
    "PROJ_LIB": "{folder}",
    "PROJ_DATA": "{folder}",
    "GEOTIFF_CSV": "{folder}",
    "LD_LIBRARY_PATH": "{folder}",
    "LD_PRELOAD": "",
    "DYLD_LIBRARY_PATH": "{folder}",
    "QT_PLUGIN_PATH": "{folder}",
    "QT_QPA_PLATFORM_PLUGIN_PATH": "{folder}",
    "QGIS_PREFIX_PATH": "/usr",
    "LC_ALL": "C",
}


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """An environment in which another Python, GDAL or PROJ does not work, as QGIS's launchers make it."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit('the wrong json')")
    (folder / "proj.db").write_text("no database")
    (folder / "libstdc++.so.6").write_text("no library")
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value.format(folder=folder))
    return folder


def test_the_child_sees_nothing_of_a_hostile_environment(environment, hostile):
    with Session(lambda: environment) as session:
        where = session.request("where")
    left = set(HOSTILE) & set(where["environment"])
    assert left == {"LC_ALL"}
    assert where["path"][0] == str(environment.root) == where["cwd"]
    assert str(hostile) not in where["path"]
    assert where["prefix"] == sys.prefix
    assert (where["utf8"], where["user_site"], where["argv"]) == (1, 1, ["serve"])


def test_the_child_keeps_what_the_user_set(environment, monkeypatch):
    kept = {
        "HTTPS_PROXY": "http://proxy:3128",
        "HF_ENDPOINT": "https://mirror",
        "OMP_NUM_THREADS": "1",
        "SSL_CERT_FILE": "/etc/ca.pem",
        "HOME": "/anywhere/é",
    }
    for name, value in kept.items():
        monkeypatch.setenv(name, value)
    with Session(lambda: environment) as session:
        seen = session.request("where")["environment"]
    assert {name: seen.get(name) for name in kept} == kept


def test_the_certificates_of_osgeo4w_are_not_the_engines(environment):
    base = {"OSGEO4W_ROOT": r"C:\OSGeo4W", "SSL_CERT_FILE": r"C:\OSGeo4W\bin\curl-ca-bundle.crt", "TEMP": "t"}
    assert set(environment.variables(base)) == {"TEMP", "PYTHONNOUSERSITE", "PYTHONUTF8", "PYTHONUNBUFFERED"}


def test_certificates_of_the_users_own_are_kept_in_osgeo4w_too(environment):
    own = {"SSL_CERT_FILE": r"D:\company\proxy.pem", "SSL_CERT_DIR": r"C:\OSGeo4W-certificates"}
    seen = environment.variables({"OSGEO4W_ROOT": r"C:\OSGeo4W", **own})
    assert {name: seen.get(name) for name in own} == own
    bundle = {"OSGEO4W_ROOT": r"C:\OSGeo4W", "SSL_CERT_FILE": "c:/osgeo4w/apps/openssl/cert.pem"}
    assert "SSL_CERT_FILE" not in environment.variables(bundle)


def test_this_process_keeps_its_own_environment(environment, hostile):
    before = dict(os.environ)
    with Session(lambda: environment) as session:
        session.request("echo")
    assert dict(os.environ) == before


def test_on_windows_the_path_is_that_of_windows_and_the_engine(monkeypatch):
    monkeypatch.setattr(module, "IS_WINDOWS", True)
    root = Path("plugin")
    python = default_python(root)
    assert python == root / ".venv" / "Scripts" / "python.exe"
    base = {"PATH": r"C:\QGIS\bin", "SYSTEMROOT": r"C:\Windows"}
    path = EngineEnvironment(python, root).variables(base)["PATH"]
    assert path.split(";") == [str(python.parent), r"C:\Windows\System32", r"C:\Windows"]


def test_without_a_setting_the_plugins_own_environment_is_taken(tmp_path):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    # The link itself: what it points to would be a Python without the engine's packages.
    assert find_environment(tmp_path) == EngineEnvironment(python=python, root=tmp_path)


def test_the_setting_comes_first(tmp_path):
    assert find_environment(tmp_path, sys.executable, installed=Path("/bin/sh")).python == Path(sys.executable)


def test_what_is_installed_is_taken_where_a_developer_has_none(tmp_path):
    assert find_environment(tmp_path, installed=Path(sys.executable)).python == Path(sys.executable)
    python = default_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert find_environment(tmp_path, installed=Path(sys.executable)).python == python


def test_without_any_python_the_failure_says_what_to_do(tmp_path):
    with pytest.raises(EngineFailure, match="not set up yet") as caught:
        find_environment(tmp_path)
    assert caught.value.code == "setup"
    assert caught.value.hint


def test_a_setting_that_points_nowhere_is_named(tmp_path):
    with pytest.raises(EngineFailure, match="missing") as caught:
        find_environment(tmp_path, str(tmp_path / "python3"))
    assert str(tmp_path / "python3") in caught.value.message
    assert "back to Landprint's own" in caught.value.hint


def test_the_client_loads_neither_qt_nor_qgis():
    code = (
        "import sys; sys.path.insert(0, 'build/link'); import landprint.plugin.client.session;"
        "sys.exit(any(name.partition('.')[0] in ('qgis', 'PyQt5', 'PyQt6', 'osgeo', 'numpy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("given", [{}, {"https_proxy": "http://own:1"}, {"ALL_PROXY": "http://own:1"}])
def test_the_proxy_of_qgis_is_told_to_the_engine_unless_the_user_has_another(tmp_path, given):
    environment = EngineEnvironment(python=tmp_path, root=tmp_path, proxy="http://me:secret@proxy:3128")
    variables = environment.variables({"HOME": "/home/me", **given})
    proxies = {name: value for name, value in variables.items() if name.upper().endswith("_PROXY")}
    of_qgis = {"HTTPS_PROXY": "http://me:secret@proxy:3128", "HTTP_PROXY": "http://me:secret@proxy:3128"}
    assert proxies == (given or of_qgis)
    assert "secret" not in repr(environment)


def test_servers_that_qgis_reaches_without_its_proxy_are_told_beside_the_users_own(tmp_path):
    environment = EngineEnvironment(
        python=tmp_path, root=tmp_path, proxy="http://proxy:3128", proxy_exclusions=("intranet.example.org", "::1")
    )
    assert environment.variables({})["NO_PROXY"] == "intranet.example.org,::1"
    beside = environment.variables({"no_proxy": "localhost"})
    assert [value for name, value in beside.items() if name.upper() == "NO_PROXY"] == [
        "localhost,intranet.example.org,::1"
    ]
    own = environment.variables({"HTTPS_PROXY": "http://own:1"})
    assert "NO_PROXY" not in own
