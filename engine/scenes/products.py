"""Scenes as they are delivered, in folders and archives: their bands, what tells of clouds, and their metadata."""

from __future__ import annotations

import contextlib
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..errors import SourceError

# Of a file's name: what stands before the band is the scene's.
SENTINEL_2_BAND = re.compile(r"^(.*_|)(B(?:0[1-9]|8A|11|12))(?:_(\d\d)m)?\.(?:jp2|tiff?)$", re.IGNORECASE)
LANDSAT_BAND = re.compile(r"^(.*)_(?:SR_)?B[1-7]\.TIFF?$", re.IGNORECASE)
CLOUDS = re.compile(r"^(.*[_.]|)(?:SCL(?:_\d\dm)?|QA_PIXEL|Fmask|udm2(?:_clip)?)\.(?:jp2|tiff?)$", re.IGNORECASE)
METADATA = re.compile(r"^MTD_MSIL(1C|2A)\.xml$")
LANDSAT_METADATA = re.compile(r"^(.+)_MTL\.(?:txt|xml|json)$", re.IGNORECASE)
# Archives that are read without unpacking, and GDAL's prefix for paths into them.
ARCHIVE = re.compile(r"\.(?:(zip)|tar|tar\.gz|tgz)$", re.IGNORECASE)
COMPRESSED = re.compile(r"\.(?:tar\.gz|tgz)$", re.IGNORECASE)
IN_ARCHIVE = re.compile(r"^(/vsi(?:zip|tar)/)(.+?\.(?:zip|tar|tar\.gz|tgz))(?:/(.*))?$", re.IGNORECASE)
# GDAL's name of a part of a Sentinel-2 product: "SENTINEL2_L2A:/data/S2A_….SAFE/MTD_MSIL2A.xml:10m:EPSG_32632".
SUBDATASET = re.compile(r"SENTINEL2_L\w+:\"?(.+\.xml)\"?(?::|$)", re.IGNORECASE)
# What else leads to a file in GDAL's names: 'vrt:///data/a.tif?bands=1', 'NETCDF:"/data/a.nc":B02'.
LEADS_TO = re.compile(r"vrt://([^?]+)|\w{2,}:\"([^\"]+)\"", re.IGNORECASE)
# GDAL's name of one raster in a file of several: 'NETCDF:"/data/a.nc":B02'.
IN_CONTAINER = re.compile(r"[A-Za-z0-9_]{2,}:")
DEEP = 5  # folders from a .SAFE to its bands
MAX_METADATA_BYTES = 4_000_000
OFFSET_BASELINE = 4.0  # since when Sentinel-2's counts have an offset
ADD_OFFSET = "ADD_OFFSET"  # the tag for what is to be added to a .SAFE's counts


class Scene(NamedTuple):
    """A scene by its name, and its band files."""

    name: str
    files: list[str]


def scene_files(path: str) -> list[str]:
    """The band files of a Sentinel-2 or Landsat scene in a folder, zip or tar; any other path is returned as it is.

    A scene's metadata (MTD_MSIL….xml, …_MTL.txt) stand for it. Raises SourceError for what holds no scene, or several.
    """
    file = Path(path)
    of_landsat = LANDSAT_METADATA.match(file.name)
    if METADATA.match(file.name) or of_landsat:
        path = path[: -len(file.name)].rstrip("/\\") or "."
    names = _names_in(path)
    if names is None:
        return [path]
    name = Path(path).name
    # By most files: a Landsat of level 1 has a B11 too.
    found = (_scenes(names, pattern) for pattern in (SENTINEL_2_BAND, LANDSAT_BAND))
    scenes = max(found, key=lambda scenes: sum(map(len, scenes.values())))
    if of_landsat:
        scenes = {key: files for key, files in scenes.items() if key.removesuffix("_SR") == of_landsat[1].upper()}
    if not scenes:
        raise SourceError(
            f"{name} holds no bands of Sentinel-2 or Landsat that Landprint knows.",
            hint="Choose the raster files themselves; several can be given together.",
        )
    if len(scenes) > 1:
        raise SourceError(f"{name} holds {len(scenes)} scenes.", hint="Choose the folder of one of them.")
    (files,) = scenes.values()
    return _finest(files)


def scene_of_part(path: str) -> Scene | None:
    """The scene of which GDAL's name leads to a part: a subdataset of a .SAFE, or a band in an archive; or None."""
    metadata = SUBDATASET.match(path)
    if metadata:
        folder = re.sub(r"[/\\]+[^/\\]+$", "", metadata[1])
        with contextlib.suppress(SourceError):  # GDAL may find bands where we do not
            files = scene_files(folder)
            return None if files == [folder] else Scene(_product_name(folder), files)
        return None
    inside = IN_ARCHIVE.match(path)
    if inside is None or not inside[3]:
        return None
    product = re.match(r"(?:.*/)?[^/]+\.SAFE(?=/)", inside[3], re.IGNORECASE)
    root = f"{inside[1]}{inside[2]}{f'/{product[0]}' if product else ''}"
    for pattern in (SENTINEL_2_BAND, LANDSAT_BAND):
        band = pattern.search(Path(path).name)
        if band:
            with contextlib.suppress(SourceError):
                files = _finest(_scenes(_names_in(root) or [], pattern).get(band[1].upper(), []))
                return Scene(_product_name(root), files) if len(files) > 1 else None
    return None


def clouds_of(file: str) -> str | None:
    """The scene's own classification (Sentinel-2's SCL, Landsat's QA_PIXEL) beside one of its files, or None.

    Files of a scene share the beginning of their names.
    """
    file = _plain(file)
    name = Path(file).name
    band = SENTINEL_2_BAND.search(name)
    found = {}
    for other in _names_near(file):
        match = CLOUDS.search(Path(other).name)
        if match is None or "QI_DATA" in Path(other).parts:
            continue
        # "SCL.tif" is of "B04.tif", and not of whatever else lies there.
        if name.upper().startswith(match[1].upper()) if match[1] else band and not band[1]:
            found[Path(other).name.upper()] = other
    return found[min(found)] if found else None  # SCL_20m before SCL_60m


def product_tags(file: str) -> dict[str, str]:
    """The tags about counts in the metadata of the .SAFE that contains the file; empty for any other file."""
    text = _safe_metadata(_plain(file))
    baseline = re.search(r"<PROCESSING_BASELINE>(\d\d\.\d\d)<", text)
    if baseline is None:
        return {}
    offsets = sorted(set(re.findall(r"<(?:BOA|RADIO)_ADD_OFFSET[^>]*>\s*(-?\d+)\s*<", text)))
    if not offsets and float(baseline[1]) < OFFSET_BASELINE:
        offsets = ["0"]
    return {"PROCESSING_BASELINE": baseline[1], **({ADD_OFFSET: ",".join(offsets)} if offsets else {})}


def archive_of(name: str) -> str | None:
    """The archive that a GDAL path points into, or None."""
    inside = IN_ARCHIVE.match(name)
    return inside[2] if inside else None


def file_behind(name: str) -> str | None:
    """The file that GDAL's name of something in it leads to, whether it exists or not; None for any other name."""
    product = SUBDATASET.match(name)
    name = product[1] if product else name
    inside, found = IN_ARCHIVE.match(name), LEADS_TO.match(name)
    if inside:
        return inside[2]
    file = found[1] or found[2] if found else name if product else None
    return None if file is None else file_behind(file) or (None if file.startswith("/vsi") else file)


def container_of(name: str) -> str | None:
    """The file of several rasters that GDAL's name of one of them leads to, or None."""
    if not IN_CONTAINER.match(name) or Path(name).exists():
        return None
    parts = name.replace('"', "").split(":")
    tails = (":".join(parts[start:end]) for start in range(1, len(parts)) for end in range(len(parts), start, -1))
    return next((tail for tail in tails if tail and Path(tail).is_file()), None)


def _names_in(path: str) -> list[str] | None:
    """All files of a folder or archive, or of a folder in one, as GDAL names them; None for what is neither.

    Raises SourceError.
    """
    inside = IN_ARCHIVE.match(path)
    archive, folder = Path(inside[2] if inside else path), inside[3] if inside else None
    if inside is None and archive.is_dir():
        return [str(file) for file in sorted(archive.rglob("*")) if file.is_file()]
    if not archive.is_file():
        return None
    if re.search(r"\.(?:tar\.(?!gz)\w+|tbz2?|txz)$", archive.name, re.IGNORECASE):
        raise SourceError(
            f"{archive.name} is compressed as a whole, so that nothing in it can be read where it lies.",
            hint="Unpack it, and choose the folder.",
        )
    kind = ARCHIVE.search(archive.name)
    if kind is None:
        return None
    status = archive.stat()
    inner = _members(str(archive.absolute()), status.st_size, status.st_mtime_ns)
    if inner is None:
        return None
    prefix = f"{'/vsizip' if kind[1] else '/vsitar'}/{archive.absolute()}"
    names = [f"{prefix}/{name}" for name in inner if not folder or name.startswith(f"{folder.rstrip('/')}/")]
    return names if names or not folder else None


@lru_cache(maxsize=16)
def _members(path: str, _size: int, _modified: int) -> tuple[str, ...] | None:
    """The names in a zip or tar; None if it is not an archive; raises SourceError for a truncated archive.

    Kept for as long as the file is the same: a compressed tar is read from end to end for its names.
    """
    archive = Path(path)
    with _readable_archive(archive):
        if archive.suffix.lower() == ".zip":
            if not zipfile.is_zipfile(archive):
                return None
            with zipfile.ZipFile(archive) as opened:
                return tuple(sorted(opened.namelist()))
        is_compressed = COMPRESSED.search(archive.name)
        with tarfile.open(archive, "r:gz") if is_compressed else tarfile.open(archive, "r:") as tar:
            return tuple(sorted(member.name.removeprefix("./") for member in tar if member.isfile()))


@contextlib.contextmanager
def _readable_archive(archive: Path) -> Iterator[None]:
    """A block that reads a zip or tar; raises SourceError for a damaged one."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):  # a way of compressing that does not exist
            raise _damaged(archive, error) from error
        raise SourceError(
            f"{archive.name} is protected by a password.", hint="Unpack it, and choose the folder."
        ) from error
    # A number in a header may be anything: offsets before the file, sizes beyond any, names that are no text.
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, ArithmeticError) as error:
        raise _damaged(archive, error) from error


def _damaged(archive: Path, error: Exception) -> SourceError:
    return SourceError(f"{archive.name} is damaged or cut off: {error}.", hint="Download it again.")


def _scenes(names: list[str], pattern: re.Pattern[str]) -> dict[str, list[str]]:
    """The band files, grouped by scene."""
    scenes: dict[str, list[str]] = {}
    for name in names:
        found = pattern.search(Path(name).name)
        # Masks of Sentinel-2's quality are called as the bands that they are of.
        if found and "QI_DATA" not in Path(name).parts:
            scenes.setdefault(found[1].upper(), []).append(name)
    return scenes


def _finest(files: list[str]) -> list[str]:
    """One file a band of Sentinel-2 in the sensor's order, the finest where a product has it in several sizes."""
    finest: dict[str, tuple[int, str]] = {}
    for name in files:
        found = SENTINEL_2_BAND.search(Path(name).name)
        # B8A lies between B08 and B09.
        band, size = (found[2].upper().replace("B8A", "B08A"), int(found[3] or 0)) if found else (name, 0)
        if band not in finest or size < finest[band][0]:
            finest[band] = (size, name)
    return [name for _, (_, name) in sorted(finest.items())]


def _plain(file: str) -> str:
    """A band's file of the .SAFE that GDAL's name of a part of it leads to; of any other file, itself."""
    scene = scene_of_part(file) if SUBDATASET.match(file) else None
    return scene.files[0] if scene else file


def _product_name(path: str) -> str:
    """What the scene at a path is called: its .SAFE, or else the archive or the folder."""
    products = re.findall(r"[^/\\]+\.SAFE", path, re.IGNORECASE)
    return products[-1] if products else Path(path).name


def _names_near(file: str) -> list[str]:
    """The files in the same archive or folder, for a band of a .SAFE also in the folders of the other pixel sizes."""
    archive = archive_of(file)
    if archive is not None:
        return _names_in(archive) or []
    folder = Path(file).absolute().parent
    if not folder.is_dir():
        return []
    folders = sorted(folder.parent.glob("R?0m")) if folder.parent.name == "IMG_DATA" else [folder]
    with contextlib.suppress(OSError):  # a folder that only lets those in who know a name
        return [str(path) for each in folders for path in sorted(each.iterdir())]
    return []


def _safe_metadata(file: str) -> str:
    """The text of the MTD_MSIL….xml above a file, empty where there is none."""
    archive = archive_of(file)
    if archive is not None and archive.lower().endswith(".zip"):
        return _zipped_metadata(Path(archive))
    if archive is not None or file.startswith("/vsi"):
        return ""
    folders = list(Path(file).absolute().parents)[:DEEP]
    for path in (path for folder in folders for path in sorted(folder.glob("MTD_MSIL*.xml"))):
        if METADATA.match(path.name):
            with contextlib.suppress(OSError), path.open(encoding="utf-8", errors="replace") as text:
                return text.read(MAX_METADATA_BYTES)
    return ""


def _zipped_metadata(archive: Path) -> str:
    if not zipfile.is_zipfile(archive):
        return ""
    with _readable_archive(archive), zipfile.ZipFile(archive) as opened:
        names = [info for info in opened.infolist() if METADATA.match(PurePosixPath(info.filename).name)]
        if len(names) != 1 or names[0].file_size > MAX_METADATA_BYTES:
            return ""
        return opened.read(names[0]).decode("utf-8", errors="replace")
