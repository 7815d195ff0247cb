"""A package index on this computer, with tiny wheels under the names of the engine's packages."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import threading
import zipfile
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from landprint.plugin.setup.catalogue import Catalogue, own_catalogue
from landprint.plugin.setup.fetch import download, urllib_get
from landprint.plugin.setup.index import Indexes, index_addresses
from landprint.plugin.setup.install import install
from landprint.plugin.setup.plan import make_plan
from landprint.plugin.setup.platforms import this_platform

from tests.places import ROOT
from tests.setup.index_server import Handler, Site

MODULES = (
    *("numpy", "onnxruntime", "onnx", "rasterio", "affine", "sklearn", "threadpoolctl", "pyogrio", "pyarrow"),
    *("shapely", "huggingface_hub", "safetensors", "platformdirs", "tqdm", "filelock"),
)
# An engine of a few lines: it needs one of the packages, and writes what it was asked to write.
ENGINE = """
import sys
import numpy
if numpy.VERSION == "0.9":
    sys.exit("numpy is broken")
if "--output" in sys.argv:
    open(sys.argv[sys.argv.index("--output") + 1], "w").close()
"""
CACHE = """
import os
from pathlib import Path
def checkpoint_folder():
    return Path(os.environ["LANDPRINT_HOME"]) / "checkpoints"
"""


def never() -> bool:
    return False


def tiny_wheel(
    project: str, version: str = "1.0", padding: int = 0, tag: str = "py3-none-any", text: str = ""
) -> bytes:
    """A wheel of one module."""
    written = io.BytesIO()
    info = f"{project}-{version}.dist-info"
    files = {
        f"{project}/__init__.py": f"VERSION = {version!r}\n",
        f"{project}/cluster.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{project}/padding.bin": base64.b85encode(os.urandom(padding)).decode(),
    }
    with zipfile.ZipFile(written, "w") as wheel:
        record = ""
        for name, content in files.items():
            wheel.writestr(name, content)
            record += f"{name},,\n"
        wheel.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return written.getvalue()


@pytest.fixture
def site():
    """A server on this computer."""
    found = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, found))
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def uv_wheel():
    """uv itself, as users get it; kept in build/setup."""
    known = own_catalogue()
    file = known.uv_wheel(this_platform().name)
    kept = ROOT / "build" / "setup"
    if not (kept / file.name).exists():
        indexes = Indexes(urllib_get, index_addresses(this_platform(), os.environ, Path.home()))
        url, headers = indexes.find("uv", file.name, never)
        return download(urllib_get, url, headers, file, kept, lambda _done: None, never)
    return kept / file.name


@pytest.fixture(scope="session")
def packed_python(tmp_path_factory):
    """The running Python packed like the pinned one: it finds its library by where it lies itself."""
    folder = tmp_path_factory.mktemp("packed") / "python"
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (folder / "bin").mkdir(parents=True)
    program = Path(sys.base_prefix) / "bin" / name
    shutil.copy(program, folder / "bin" / name)
    (folder / "bin" / "python3").symlink_to(name)
    (folder / "bin" / "python").symlink_to(name)
    ignored = shutil.ignore_patterns(
        *("test", "tests", "idlelib", "lib2to3", "ensurepip", "tkinter", "turtledemo", "__pycache__", "site-packages"),
        *("dist-packages", "config-*", "*.a", "pydoc_data"),
    )
    shutil.copytree(sysconfig.get_path("stdlib"), folder / "lib" / name, ignore=ignored)
    for library in Path(sys.base_prefix, "lib").glob(f"lib{name}*.so*"):
        shutil.copy(library, folder / "lib")
    (folder / "lib" / name / "EXTERNALLY-MANAGED").unlink(missing_ok=True)
    archive = folder.parent / "python.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as written:
        written.add(folder, "python")
    return archive.read_bytes()


@dataclass
class World:
    """An index, what is pinned of it, and a folder to install into."""

    site: Site
    resources: Path
    folder: Path
    root: Path
    minor: str
    uv: Path
    python: bytes

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.resources)

    def plan(self, **options):
        from dataclasses import replace

        plan = make_plan(folder=self.folder, catalogue=self.catalogue, **options)
        return replace(plan, root=self.root)

    def install(self, report=lambda _event: None, is_cancelled=never, **options) -> Path:
        return install(self.plan(**options), urllib_get, report, is_cancelled)

    def pin(self, version: str = "1.0") -> None:
        """Another release of all packages."""
        wheels = {
            f"{name}-{version}-py3-none-any.whl": tiny_wheel(name, version, 300_000 if name == "numpy" else 0)
            for name in MODULES
        }
        write_catalogue(self.resources, self.site, self.uv, self.python, self.minor, wheels)


PLATFORM = this_platform().name


def write_catalogue(resources: Path, site: Site, uv: Path, python: bytes, minor: str, wheels: dict[str, bytes]) -> None:
    """The files of resources/setup for these wheels."""
    resources.mkdir(parents=True, exist_ok=True)
    known = own_catalogue()
    sizes = {name: [len(content), len(content)] for name, content in wheels.items()}
    sizes[uv.name] = [uv.stat().st_size, 0]
    table = {
        "minimum": {"cpu": {PLATFORM: [0, 0]}},
        "uv": {PLATFORM: uv.name},
        "choices": {"cpu": {PLATFORM: {minor: sorted(wheels)}, "windows-x86_64": {minor: sorted(wheels)}}},
        "files": sizes,
    }
    table["uv"]["windows-x86_64"] = uv.name
    (resources / "wheels.json").write_text(json.dumps(table))
    lines = []
    for name, content in sorted(wheels.items()):
        project, version = name.split("-")[:2]
        lines.append(f"{project}=={version} \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n")
    for lock in ("engine.txt", "engine-gpu.txt"):
        (resources / lock).write_text("".join(lines))
    shutil.copy(known.folder / "uv.txt", resources)
    digits = hashlib.sha256(python).hexdigest()
    patch = sys.version_info.micro
    row = {
        "file": "python.tar.gz",
        "url": f"{site.url}/files/python.tar.gz",
        "sha256": f"sha256:{digits}",
        "bytes": len(python),
        "exact": True,
        "disk": len(python),
    }
    (resources / "python.json").write_text(json.dumps({"version": f"{minor}.{patch}", "archives": {PLATFORM: row}}))
    site.files.update(wheels)
    site.files[uv.name] = uv.read_bytes()
    site.files["python.tar.gz"] = python


@pytest.fixture
def world(site, uv_wheel, packed_python, tmp_path, monkeypatch):
    """All that an installation of the tiny packages needs."""
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    root = tmp_path / "plugin"
    (root / "engine" / "weights").mkdir(parents=True)
    for name, text in {"__init__": "", "__main__": ENGINE, "weights/__init__": "", "weights/cache": CACHE}.items():
        (root / "engine" / f"{name}.py").write_text(text)
    for name in [name for name in os.environ if name.startswith(("UV_", "PIP_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("UV_INDEX_URL", f"{site.url}/simple")
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "Büro & Söhne" / "Landprint 雪"
    found = World(site, tmp_path / "resources", folder, root, minor, uv_wheel, packed_python)
    found.pin()
    return found


def can_isolate() -> bool:
    """Whether a process without a network can be started here."""
    return subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
