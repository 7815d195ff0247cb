"""Writes resources/setup anew: the locks of engine and uv, and the wheels of each platform with their sizes.

``make lock`` runs it, needs the network, and prints what each platform downloads and takes on the disk. The pinned
Python (python.json) is written by hand: its releases have no index.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

from plugin.setup.fetch import Sized, download, urllib_get
from plugin.setup.platforms import this_platform
from plugin.setup.uv import unpack_uv

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources" / "setup"
PYPI = "https://pypi.org/simple"
UV = "0.13.9"
PYTHONS = ((3, 10), (3, 11), (3, 12), (3, 13), (3, 14))
# The oldest macOS, or glibc, that the wheels are chosen for.
PLATFORMS = {
    "windows-x86_64": (0, 0),
    "macos-arm64": (14, 0),
    "macos-x86_64": (13, 0),
    "linux-x86_64": (2, 28),
    "linux-arm64": (2, 28),
}
# torch's wheels for these have a GPU in them; those for Windows on the package index have none.
GPU_PLATFORMS = ("linux-x86_64", "macos-arm64")
UV_WHEELS = {
    "windows-x86_64": "win_amd64",
    "macos-arm64": "macosx_11_0_arm64",
    "macos-x86_64": "macosx_10_12_x86_64",
    "linux-x86_64": "manylinux_2_17_x86_64.manylinux2014_x86_64",
    "linux-arm64": "manylinux_2_28_aarch64",
}
TAIL = 1 << 16


def marker_environment(platform: str, python: tuple[int, int]) -> dict[str, str]:
    """What the markers of requirements are evaluated with."""
    system, machine = platform.split("-")
    names = {
        "windows": ("win32", "nt", "Windows"),
        "macos": ("darwin", "posix", "Darwin"),
        "linux": ("linux", "posix", "Linux"),
    }
    machines = {"windows-x86_64": "AMD64", "linux-arm64": "aarch64"}
    sys_platform, os_name, platform_system = names[system]
    version = ".".join(map(str, python))
    return {
        "sys_platform": sys_platform,
        "os_name": os_name,
        "platform_system": platform_system,
        "platform_machine": machines.get(platform, machine),
        "python_version": version,
        "python_full_version": f"{version}.9",
        "implementation_name": "cpython",
        "extra": "",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
    }


@cache
def tag_ranks(platform: str, python: tuple[int, int]) -> dict[Tag, int]:
    """The tags of wheels that fit, with how well: the smallest number fits best."""
    first, second = PLATFORMS[platform]
    if platform.startswith("windows"):
        names = ["win_amd64"]
    elif platform.startswith("macos"):
        names = list(mac_platforms((first, second), platform.split("-")[1]))
    else:
        machine = "aarch64" if platform.endswith("arm64") else "x86_64"
        old = {17: ["manylinux2014"], 12: ["manylinux2010"], 5: ["manylinux1"]}
        names = [
            f"{name}_{machine}"
            for minor in range(second, 4, -1)
            for name in (f"manylinux_{first}_{minor}", *old.get(minor, []))
        ]
        names.append(f"linux_{machine}")
    interpreter = f"cp{python[0]}{python[1]}"
    tags = [*cpython_tags(python, platforms=names), *compatible_tags(python, interpreter=interpreter, platforms=names)]
    return {tag: rank for rank, tag in reversed(list(enumerate(tags)))}


def read(url: str, headers: dict[str, str] | None = None) -> bytes:
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310 - addresses of the package index
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        return answer.read()


@cache
def page(project: str) -> list[dict]:
    """The files of a project, as the package index lists them."""
    text = read(f"{PYPI}/{project}/", {"Accept": "application/vnd.pypi.simple.v1+json"})
    return json.loads(text)["files"]


class RemoteFile(io.RawIOBase):
    """A file of which only the wanted bytes are read."""

    def __init__(self, url: str, size: int) -> None:
        self.url, self.size, self.place = url, size, 0
        self.tail = self._range(max(size - TAIL, 0), size)

    def _range(self, start: int, end: int) -> bytes:
        return read(self.url, {"Range": f"bytes={start}-{end - 1}"}) if end > start else b""

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence]
        return self.place

    def tell(self) -> int:
        return self.place

    def read(self, count: int = -1) -> bytes:
        end = self.size if count < 0 else min(self.place + count, self.size)
        start, self.place = self.place, end
        begin = self.size - len(self.tail)
        return self.tail[start - begin : end - begin] if start >= begin else self._range(start, end)


def unpacked(file: dict) -> tuple[int, int]:
    """What a wheel takes when it is unpacked, and its longest path, from the list at its end."""
    with zipfile.ZipFile(RemoteFile(file["url"], file["size"])) as wheel:
        entries = wheel.infolist()
    return sum(entry.file_size for entry in entries), max(len(entry.filename) for entry in entries)


def requirements(lock: Path, environment: dict[str, str]) -> list[tuple[str, str]]:
    """The projects and versions of a lock that count in this environment."""
    found = []
    for name, version, marker in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)(?: ; ([^\\\n]+?))? \\$", lock.read_text(), re.MULTILINE
    ):
        if not marker or Marker(marker).evaluate(environment):
            found.append((name, version))
    return found


def wheel_of(project: str, version: str, platform: str, python: tuple[int, int]) -> dict | None:
    """The wheel that fits best; None where none does."""
    ranks = tag_ranks(platform, python)
    best: tuple[int, dict] | None = None
    for file in page(project):
        if not file["filename"].endswith(".whl") or file.get("yanked"):
            continue
        _, found, _, tags = parse_wheel_filename(file["filename"])
        rank = min((ranks[tag] for tag in tags if tag in ranks), default=None)
        if str(found) == version and rank is not None and (best is None or rank < best[0]):
            best = rank, file
    return best[1] if best else None


def wanted_packages() -> str:
    """The engine's requirements, those that differ by platform once for each.

    Beside a line for all platforms, one for a single platform limits all: uv takes one version that fits both.
    """
    lines = [Requirement(line) for line in requirement_lines(ROOT / "engine" / "requirements.txt")]
    by_platform = [Requirement(line) for line in requirement_lines(ROOT / "development" / "lock.in")]
    everywhere = {one.name: one for one in lines}
    for one in by_platform:
        if one.name in everywhere:
            one.specifier &= everywhere[one.name].specifier
    named = {one.name for one in by_platform}
    return "\n".join(map(str, [*(one for one in lines if one.name not in named), *by_platform]))


def requirement_lines(path: Path) -> list[str]:
    """The lines of a file of requirements without its comments."""
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def compile_lock(uv: Path, source: str, target: Path, *options: str) -> None:
    """Resolve requirements for all platforms at once, with the sums of all files."""
    command = [str(uv), "pip", "compile", "--no-config", "--universal", "--generate-hashes", "--quiet"]
    command += ["--python-version", "3.10", "--only-binary", ":all:", "--no-annotate", "--no-header", *options]
    with tempfile.NamedTemporaryFile("w", suffix=".in", dir=ROOT / "development", prefix=".lock-") as written:
        written.write(source)
        written.flush()
        subprocess.run([*command, "--output-file", str(target), written.name], check=True, cwd=ROOT)
    text = target.read_text()
    target.write_text("# Written by `make lock`.\n" + text)


def uv_lock() -> dict[str, dict]:
    """Write the lock of uv itself; its wheel of each platform."""
    files = {file["filename"]: file for file in page("uv")}
    wheels = {platform: files[f"uv-{UV}-py3-none-{tag}.whl"] for platform, tag in UV_WHEELS.items()}
    hashes = sorted(f"--hash=sha256:{wheel['hashes']['sha256']}" for wheel in wheels.values())
    lines = ["# Written by `make lock`.", f"uv=={UV} \\", *(f"    {text} \\" for text in hashes)]
    (RESOURCES / "uv.txt").write_text("\n".join(lines).rstrip(" \\") + "\n")
    return wheels


def unpacked_uv(wheels: dict[str, dict]) -> Path:
    """The program of this computer, as users get it."""
    here = this_platform()
    file, folder = wheels[here.name], ROOT / "build" / "setup"
    pinned = Sized(file["filename"], file["size"], {file["hashes"]["sha256"]})
    wheel = download(urllib_get, file["url"], {}, pinned, folder, lambda _done: None, lambda: False)
    return unpack_uv(wheel, UV, folder, here)


def main() -> None:
    RESOURCES.mkdir(parents=True, exist_ok=True)
    uv_wheels = uv_lock()
    source = wanted_packages()
    uv = unpacked_uv(uv_wheels)
    compile_lock(uv, source, RESOURCES / "engine.txt")
    gpu = (ROOT / "engine" / "requirements-gpu.txt").read_text()
    compile_lock(uv, f"{source}\n{gpu}", RESOURCES / "engine-gpu.txt", "--constraint", str(RESOURCES / "engine.txt"))
    choices: dict[str, dict[str, dict[str, list[dict]]]] = {"cpu": {}, "gpu": {}}
    for choice, file, platforms in (("cpu", "engine.txt", PLATFORMS), ("gpu", "engine-gpu.txt", GPU_PLATFORMS)):
        for platform in platforms:
            rows = choices[choice][platform] = {}
            for python in PYTHONS:
                wanted = requirements(RESOURCES / file, marker_environment(platform, python))
                wheels = {project: wheel_of(project, version, platform, python) for project, version in wanted}
                missing = [project for project, wheel in wheels.items() if wheel is None]
                name = ".".join(map(str, python))
                if missing:
                    print(f"{choice} {platform} {name}: no wheel of {', '.join(missing)}")
                else:
                    rows[name] = [wheel for wheel in wheels.values() if wheel]
    used = {
        file["filename"]: file
        for rows in choices.values()
        for one in rows.values()
        for files in one.values()
        for file in files
    }
    with ThreadPoolExecutor(8) as pool:
        found = dict(zip(used, pool.map(unpacked, used.values()), strict=True))
    sizes = {name: size for name, (size, _path) in found.items()}
    table = {
        "minimum": {choice: {platform: PLATFORMS[platform] for platform in rows} for choice, rows in choices.items()},
        "longest_path": max(found[name][1] for name in found if "win_amd64" in name or name.endswith("-any.whl")),
        "uv": {platform: wheel["filename"] for platform, wheel in uv_wheels.items()},
        "choices": {
            choice: {
                platform: {python: sorted(file["filename"] for file in files) for python, files in one.items()}
                for platform, one in rows.items()
            }
            for choice, rows in choices.items()
        },
        "files": {
            **{name: [file["size"], sizes[name]] for name, file in sorted(used.items())},
            **{wheel["filename"]: [wheel["size"], 0] for wheel in uv_wheels.values()},
        },
    }
    (RESOURCES / "wheels.json").write_text(json.dumps(table, indent=0) + "\n")
    for choice, rows in choices.items():
        for platform, one in rows.items():
            for python, files in one.items():
                download, disk = sum(file["size"] for file in files), sum(sizes[file["filename"]] for file in files)
                sizes_text = f"{download / 1e6:8,.0f} MB to download {disk / 1e6:8,.0f} MB on disk"
                print(f"{choice} {platform:15} {python:5} {len(files):3} wheels {sizes_text}")


if __name__ == "__main__":
    main()
