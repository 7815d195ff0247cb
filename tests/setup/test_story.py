"""The real thing: the lock's packages from the package index, installed from a kit without any network."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from landprint.plugin.client.environment import EngineEnvironment
from landprint.plugin.client.session import Session
from landprint.plugin.setup.catalogue import RESOURCES, Catalogue
from landprint.plugin.setup.fetch import urllib_get
from landprint.plugin.setup.kit import make_kit
from landprint.plugin.setup.platforms import this_platform

from tests.places import ROOT
from tests.setup.conftest import can_isolate


def never() -> bool:
    return False


def embed(python: Path, folder: Path) -> dict:
    """A real embedding of a tiny raster, by the engine in its own process."""
    raster = folder / "raster.asc"
    rows = "\n".join(" ".join(str(row * column % 7) for column in range(32)) for row in range(32))
    raster.write_text(f"ncols 32\nnrows 32\nxllcorner 0\nyllcorner 0\ncellsize 10\n{rows}\n")
    params = {"raster": str(raster), "encoder": "random-features", "output": str(folder / "embedding.tif")}
    with Session(lambda: EngineEnvironment(python=python, root=ROOT)) as session:
        return session.request("embed_raster", params)


@pytest.fixture
def catalogue(tmp_path, packed_python):
    """Landprint's own, but for the pinned Python: GitHub may be blocked here, and another one is in its place."""
    folder = shutil.copytree(RESOURCES, tmp_path / "resources")
    (tmp_path / "python.tar.gz").write_bytes(packed_python)
    table = json.loads((folder / "python.json").read_text())
    row = table["archives"][this_platform().name]
    version = ".".join(map(str, sys.version_info[:3]))
    row["sha256"] = f"sha256:{hashlib.sha256(packed_python).hexdigest()}"
    row.update(file="python.tar.gz", url=(tmp_path / "python.tar.gz").as_uri(), exact=True, bytes=len(packed_python))
    table["version"] = version
    (folder / "python.json").write_text(json.dumps(table))
    return Catalogue(folder)


@pytest.mark.slow
def test_a_kit_of_the_real_packages_gives_an_embedding_without_any_network(catalogue, tmp_path):
    if not can_isolate():
        pytest.skip("needs the right to start a process without a network")
    kit = tmp_path / "kit.zip"
    made = make_kit(
        kit,
        platform=this_platform().name,
        get=urllib_get,
        report=lambda _event: None,
        is_cancelled=never,
        catalogue=catalogue,
    )
    assert made.has_python
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'build' / 'link')!r})\n"
        "from pathlib import Path\n"
        "from landprint.plugin.setup.catalogue import Catalogue\n"
        "from landprint.plugin.setup.install import install\n"
        "from landprint.plugin.setup.plan import make_plan\n"
        "plan = make_plan(kit=Path(sys.argv[1]), folder=Path(sys.argv[2]), catalogue=Catalogue(Path(sys.argv[3])))\n"
        "print(install(plan, None, lambda _event: None, lambda: False))\n"
    )
    folder = tmp_path / "Büro & Söhne"
    command = ["unshare", "-n", sys.executable, "-c", code, str(kit), str(folder), str(catalogue.folder)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    python = Path(ended.stdout.strip())
    assert folder in python.parents
    assert embed(python, tmp_path)["patches"] == 16
