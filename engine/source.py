"""What is embedded: one raster, or several whose bands belong together, on a grid of its own if need be."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.warp import calculate_default_transform

from .errors import ParameterError, SourceError
from .grid import Grid, Window
from .raster import Band, Raster, open_dataset, valid_pixels

if TYPE_CHECKING:
    from .scene_mask import SceneMask

# Of a file's name: what stands before the band is the scene's.
SENTINEL_2_BAND = re.compile(r"^(.*_|)(B(?:0[1-9]|8A|11|12))(?:_(\d\d)m)?\.(?:jp2|tiff?)$", re.IGNORECASE)
LANDSAT_BAND = re.compile(r"^(.*)_(?:SR_)?B[1-7]\.TIFF?$", re.IGNORECASE)
# What tools call a band that has no name.
NO_NAME = re.compile(r"(?:band|layer|gr[ae]y|undefined)?[ _-]?\d*", re.IGNORECASE)
BASELINE = re.compile(r"_N(\d{2})(\d{2})_")


@dataclass(frozen=True, kw_only=True)
class Source:
    """``files`` are put together band after band; ``gsd`` metres is what they are resampled to, None as they are.

    Pixels of ``mask`` are nodata: those inside its polygons, or those of ``mask_classes`` where it is a raster.
    """

    files: tuple[str, ...]
    title: str
    gsd: float | None = None
    mask: str | None = None
    mask_classes: tuple[int, ...] = ()

    def open(self) -> Raster:
        """The raster, open for reading; raises SourceError."""
        if len(self.files) == 1 and self.gsd is None and self.mask is None:
            return Raster(self.files[0])
        return StackedRaster(self)

    @property
    def inputs(self) -> list[str]:
        """All files that are read."""
        return [*self.files, *([self.mask] if self.mask else [])]

    def state(self) -> list[dict[str, Any]]:
        """What changes when one of the files does: sizes and times."""
        return [_file_state(name) for name in (*self.inputs, *self._shown())]

    def _shown(self) -> list[str]:
        """The files that a VRT shows: it stays as it is when one of them changes."""
        shown = []
        for name in self.inputs:
            if name.lower().endswith(".vrt"):
                with open_dataset(name) as dataset:
                    shown += [file for file in dataset.files if file != name]
        return shown


def source_of(params: dict[str, Any]) -> Source:
    """The source that a request's parameters describe; raises SourceError or ParameterError."""
    paths = [params["raster"]] if isinstance(params["raster"], str) else list(params["raster"])
    files = [file for path in paths for file in scene_files(path)]
    if params.get("mask_classes") and not params.get("mask"):
        raise ParameterError("There are classes to leave out, but no mask.", hint="Give the mask's raster as well.")
    return Source(
        files=tuple(files),
        title=Path(paths[0]).name if len(paths) == 1 else f"{Path(paths[0]).name} and {len(paths) - 1} more",
        gsd=params.get("gsd"),
        mask=params.get("mask"),
        mask_classes=tuple(params.get("mask_classes") or ()),
    )


def scene_files(path: str) -> list[str]:
    """The band files of a Sentinel-2 .SAFE folder or zip or of a Landsat folder; of anything else, itself."""
    folder = Path(path)
    if folder.name.startswith("MTD_MSIL") and folder.suffix == ".xml":
        folder = folder.parent
    if folder.is_dir():
        names = [str(file) for file in sorted(folder.rglob("*")) if file.is_file()]
    elif folder.suffix.lower() == ".zip" and not path.startswith("/vsi") and zipfile.is_zipfile(folder):
        with zipfile.ZipFile(folder) as archive:
            names = [f"/vsizip/{folder.absolute()}/{name}" for name in sorted(archive.namelist())]
    else:
        return [path]
    # By most files: a Landsat of level 1 has a B11 too.
    scenes = max((_scenes(names, pattern) for pattern in (SENTINEL_2_BAND, LANDSAT_BAND)), key=_file_count)
    if not scenes:
        raise SourceError(
            f"{folder.name} holds no bands of Sentinel-2 or Landsat that Landprint knows.",
            hint="Choose the raster files themselves; several can be given together.",
        )
    if len(scenes) > 1:
        raise SourceError(f"{folder.name} holds {len(scenes)} scenes.", hint="Choose the folder of one of them.")
    (files,) = scenes.values()
    return _finest(files)


def _scenes(names: list[str], pattern: re.Pattern[str]) -> dict[str, list[str]]:
    """The band files by the scene that they are of."""
    scenes: dict[str, list[str]] = {}
    for name in names:
        found = pattern.search(Path(name).name)
        # Masks of Sentinel-2's quality are called as the bands that they are of.
        if found and "QI_DATA" not in Path(name).parts:
            scenes.setdefault(found[1].upper(), []).append(name)
    return scenes


def _file_count(scenes: dict[str, list[str]]) -> int:
    return sum(map(len, scenes.values()))


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


class StackedRaster(Raster):
    """Several rasters on the grid of the finest, or on one that is resampled, with a mask; read like one."""

    def __init__(self, source: Source) -> None:
        datasets = [open_dataset(name) for name in source.files]
        for name, dataset in zip(source.files, datasets, strict=True):
            if dataset.count == 0:
                raise SourceError(f"{Path(name).name} has no bands.", hint="Choose a raster that has some.")
        self.path = source.title
        self.grid = _common_grid(source, datasets)
        self._parts = [
            Raster(name, on_grid(dataset, self.grid)) for name, dataset in zip(source.files, datasets, strict=True)
        ]
        self._datasets = datasets
        # With an alpha band of the file's own, as bands are numbered in it, but without one that a grid adds.
        self._owners = [
            (part, own) for part, dataset in zip(self._parts, datasets, strict=True) for own in dataset.indexes
        ]
        files = [(name, dataset) for name, dataset in zip(source.files, datasets, strict=True) for _ in dataset.indexes]
        self.bands = tuple(
            _in_stack(part.bands[own - 1], number, *file)
            for number, ((part, own), file) in enumerate(zip(self._owners, files, strict=True), start=1)
        )
        self.driver = "stack"
        self.scales = tuple(part.scales[own - 1] for part, own in self._owners)
        self.offsets = tuple(part.offsets[own - 1] for part, own in self._owners)
        self._mask = _mask_of(source, self.grid)

    def close(self) -> None:
        """Close all files."""
        for part in self._parts:
            part.close()
        for dataset in self._datasets:
            dataset.close()
        if self._mask:
            self._mask.close()

    @property
    def names(self) -> str:
        """What is put together, and the first file's name: an archive may be called anything."""
        return f"{self.path} {Path(self._parts[0].path).name}"

    def tags(self, band_number: int = 0, namespace: str | None = None) -> dict[str, str]:
        """The first file's metadata with what its names tell, or a band's (``band_number`` from 1)."""
        if band_number:
            part, own = self._owners[band_number - 1]
            return part.tags(own, namespace)
        found = BASELINE.search(" ".join(part.path for part in self._parts))
        baseline = {"PROCESSING_BASELINE": f"{found[1]}.{found[2]}"} if found else {}
        return {**self._parts[0].tags(0, namespace), **baseline}

    def read_stored(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Stored values (band, row, column) and mask (row, column) of a window inside it; raises SourceError."""
        mask = np.ones((window.height, window.width), bool)
        planes: dict[int, np.ndarray] = {}
        for part in self._parts:
            wanted = [number for number in band_numbers if self._owners[number - 1][0] is part]
            if not wanted:
                continue
            stored, valid = part.read_masked(window, [self._owners[number - 1][1] for number in wanted])
            mask &= valid
            planes.update(zip(wanted, stored, strict=True))
        if self._mask:
            mask &= self._mask.read(window)
        stored = np.stack([planes[number] for number in band_numbers])
        # Over all files at once: a zero of dark water is no nodata where another file's band is not zero.
        return stored, mask & valid_pixels(stored, [self.bands[number - 1].nodata for number in band_numbers])


def _mask_of(source: Source, grid: Grid) -> SceneMask | None:
    if source.mask is None:
        return None
    from .scene_mask import open_mask  # here, because vector libraries load slowly

    return open_mask(source.mask, source.mask_classes, grid)


def on_grid(dataset: rasterio.DatasetReader, grid: Grid) -> rasterio.DatasetReader:
    """The dataset as if it had this grid: itself where it has."""
    own = Grid(crs=dataset.crs, transform=dataset.transform, width=dataset.width, height=dataset.height)
    if (own.crs, own.width, own.height) == (grid.crs, grid.width, grid.height) and own.transform.almost_equals(
        grid.transform, 1e-9
    ):
        return dataset
    if own.crs is None or grid.crs is None:
        raise SourceError(
            f"{Path(dataset.name).name} lies on another grid and has no coordinate system.",
            hint="Assign one to every file, or choose files of the same size.",
        )
    resampling = _resampling(own.gsd, grid.gsd)
    has_alpha = any(band.name == "alpha" for band in dataset.colorinterp)
    if dataset.nodata == 0 and not has_alpha and np.issubdtype(dataset.dtypes[0], np.unsignedinteger):
        # A zero may be dark water, so that an alpha band has to say where the file ends. Means are of what is not 0.
        nodata = {"src_nodata": None if resampling is Resampling.nearest else 0, "nodata": None, "add_alpha": True}
    else:
        # Beyond a file that covers only a part there is nothing, whatever its values are.
        nodata = {"add_alpha": dataset.nodata is None and not has_alpha}
    return WarpedVRT(
        dataset,
        crs=grid.crs,
        transform=grid.transform,
        width=grid.width,
        height=grid.height,
        resampling=resampling,
        **nodata,
    )


def _resampling(own_gsd: float, gsd: float) -> Resampling:
    """How pixels are resampled to other sizes: coarser by their mean, whole multiples finer by repeating them."""
    ratio = own_gsd / gsd
    if ratio < 1 - 1e-3:
        return Resampling.average
    # 20 m bands beside 10 m ones: repeated, so that no value is made up.
    return Resampling.nearest if abs(ratio - round(ratio)) < 1e-2 * ratio else Resampling.bilinear


def _common_grid(source: Source, datasets: list[rasterio.DatasetReader]) -> Grid:
    """The grid of the finest file, or one of ``source.gsd`` metres over the same area."""
    grids = [
        Grid(crs=dataset.crs, transform=dataset.transform, width=dataset.width, height=dataset.height)
        for dataset in datasets
    ]
    # Pixels of a file that lies nowhere have no metres: it is never the finest of those that lie somewhere.
    finest = min(grids, key=lambda grid: (grid.crs is None, grid.gsd))
    if source.gsd is None:
        return finest
    if finest.crs is None:
        raise SourceError(
            "The raster has no coordinate system, so its pixels cannot be resampled to metres.",
            hint="Assign one to it.",
        )
    return resampled(finest, source.gsd)


def resampled(grid: Grid, gsd: float) -> Grid:
    """The grid over the same area with pixels of ``gsd`` metres; one in degrees is reprojected to its UTM zone."""
    if gsd <= 0:
        raise ParameterError(f"Pixels of {gsd} m cannot be.", hint="Give metres a pixel, for example 10.")
    if grid.crs is not None and grid.crs.is_geographic:
        left, bottom, right, top = grid.bounds
        zone = int(((left + right) / 2 + 180) // 6) % 60 + 1
        crs = rasterio.crs.CRS.from_epsg((32600 if bottom + top >= 0 else 32700) + zone)
        transform, width, height = calculate_default_transform(
            grid.crs, crs, grid.width, grid.height, left, bottom, right, top, resolution=gsd
        )
        return Grid(crs=crs, transform=transform, width=width, height=height)
    factor = gsd / grid.gsd
    return Grid(
        crs=grid.crs,
        transform=grid.transform @ Affine.scale(factor),
        width=max(1, round(grid.width / factor)),
        height=max(1, round(grid.height / factor)),
    )


def _in_stack(band: Band, number: int, path: str, dataset: rasterio.DatasetReader) -> Band:
    """The band under its number in the stack; a nameless one is called as its file."""
    name, stem = band.name, Path(path).stem
    if dataset.count > 1:
        name = name or f"{stem} {band.number}"
    elif NO_NAME.fullmatch(name):
        # A single band's file says which one it is more surely than what a tool wrote inside ("Band 1", "Gray").
        name = stem
    nodata = dataset.nodatavals[band.number - 1]
    if nodata is None and band.dtype == "uint16" and SENTINEL_2_BAND.search(Path(path).name):
        nodata = 0.0  # by Sentinel-2's product specification; its files do not say so
    return Band(number=number, name=name, dtype=band.dtype, nodata=nodata, colour=band.colour)


def _file_state(name: str) -> dict[str, Any]:
    """A file's place, size and time; those of the archive for a file in one."""
    inner = re.match(r"^/vsizip/(.+?\.zip)(?:/|$)", name, re.IGNORECASE)
    path = Path(inner[1] if inner else name)
    status = path.stat() if path.exists() else None
    return {
        "path": name if inner or status is None else str(path.absolute()),
        "size": status.st_size if status else None,
        "modified": status.st_mtime_ns if status else None,
    }
