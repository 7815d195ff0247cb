"""Writes build/landprint-VERSION.zip, what the QGIS plugin site takes: the same files give the same bytes."""

from __future__ import annotations

import configparser
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a user's plugin folder holds: no tests, no tools of development.
CONTENTS = (
    "metadata.txt",
    "__init__.py",
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    "plugin",
    "engine",
    "resources",
    "docs/guide",
)
LEFT_OUT_NAMES = {"__pycache__", "ruff.toml"}
LEFT_OUT_SUFFIXES = {".pyc", ".ts", ".xcf", ".orig"}
# The first time that a zip can hold: the files' own times would differ from checkout to checkout.
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)


def version(root: Path = ROOT) -> str:
    """The version that metadata.txt states."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(root / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def is_shipped(path: Path) -> bool:
    """Whether this file, relative to the root, belongs into the package."""
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and not LEFT_OUT_NAMES & set(path.parts) and path.suffix not in LEFT_OUT_SUFFIXES


def shipped_files(root: Path = ROOT) -> Iterator[Path]:
    """The package's files, relative to ``root``, in a fixed order."""
    found = [path for name in CONTENTS for path in [root / name, *(root / name).rglob("*")] if path.is_file()]
    yield from sorted(filter(is_shipped, (path.relative_to(root) for path in found)), key=Path.as_posix)


def write_package(target: Path, root: Path = ROOT) -> int:
    """Write the package; returns the number of its files."""
    files = list(shipped_files(root))
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in files:
            entry = zipfile.ZipInfo(f"landprint/{path.as_posix()}", WRITTEN_AT)
            entry.create_system = 3  # Unix, whatever system this runs on
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, (root / path).read_bytes())
    return len(files)


def main() -> None:
    target = ROOT / "build" / f"landprint-{version()}.zip"
    count = write_package(target)
    print(f"{target.relative_to(ROOT)}: {count} files, {target.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
