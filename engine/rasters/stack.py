"""The source of an embedding: one raster, or the bands of several stacked on a common grid, resampled if needed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from ..errors import SourceError
from ..scenes.products import clouds_of
from ..scenes.stac_item import StacScene, nodata_of
from .bands import nodata_values, notes_on, own_bands
from .dataset import file_label, file_state, grid_of, open_dataset, readable
from .grid import Grid, Window
from .raster import Band, Raster, SceneMask
from .resample import finest_grid, on_grid, resampled

# What tools call a band that has no name.
NO_NAME = re.compile(r"(?:band|layer|gr[ae]y|undefined)?[ _-]?\d*", re.IGNORECASE)
BASELINE = re.compile(r"_N(\d{2})(\d{2})_")


@dataclass(frozen=True, kw_only=True)
class Mask:
    """A mask: the inside of polygons, or the ``classes`` (numbers or words) of a classification.

    Without classes, the clouds of a classification that is known by its name; ``band_number`` is a band of it among
    the image's own, None in a file of its own; ``crs`` stands for the file's own, where the scene's is wrong too.
    """

    path: str
    classes: tuple[str, ...] = ()
    band_number: int | None = None
    crs: rasterio.crs.CRS | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """``files`` are put together band after band; ``gsd`` metres is what they are resampled to, None as they are.

    Pixels that one of ``masks`` leaves out are nodata.
    """

    files: tuple[str, ...]
    title: str
    gsd: float | None = None
    masks: tuple[Mask, ...] = ()
    crs: rasterio.crs.CRS | None = None  # in place of the files' own
    notes: tuple[str, ...] = ()  # sentences on what is read in place of what was named
    scenes: tuple[StacScene, ...] = ()  # that name some of the files

    def open(self) -> Raster:
        """The raster, open for reading; raises SourceError."""
        if len(self.files) == 1 and self.gsd is None and not self.masks:
            raster = Raster(self.files[0], open_dataset(self.files[0], crs=self.crs))
        else:
            raster = StackedRaster(self)
        raster.items = {file: (scene.item, asset) for scene in self.scenes for file, asset in scene.assets.items()}
        raster.about = tuple(scene.note for scene in self.scenes)
        raster.bands = tuple(_with_nodata(raster, band) for band in raster.bands)
        return raster

    @property
    def inputs(self) -> list[str]:
        """All files that are read."""
        return [*self.files, *(mask.path for mask in self.masks)]

    @property
    def clouds(self) -> list[str]:
        """The classifications of clouds that lie with the files, or that their STAC items name."""
        named = [scene.clouds for scene in self.scenes]
        return list(dict.fromkeys(filter(None, [*named, *map(clouds_of, self.files)])))

    @property
    def mask_classes(self) -> list[tuple[str, ...]]:
        """The classes that each mask masks out, as given in the request."""
        return [mask.classes for mask in self.masks]

    def state(self) -> list[dict[str, Any]]:
        """A fingerprint of the files: sizes and modification times."""
        return [file_state(name) for name in (*self.inputs, *self._shown())]

    def _shown(self) -> list[str]:
        """The source files of a VRT, whose changes do not change the VRT itself."""
        shown = []
        for name in self.inputs:
            if name.lower().endswith(".vrt"):
                with open_dataset(name) as dataset:
                    shown += [file for file in dataset.files if file != name]
        return shown


def _with_nodata(raster: Raster, band: Band) -> Band:
    """The band with the value for none that its STAC item says, where its file says none."""
    file, own = raster.file_of(band.number)
    if band.nodata is not None or file not in raster.items:
        return band
    return replace(band, nodata=nodata_of(raster.items[file][1], own))


class StackedRaster(Raster):
    """Several rasters, read like one: on the finest grid or a resampled one, with masks."""

    def __init__(self, source: Source) -> None:
        # What is open when another file is refused is closed: an open file could not be replaced on Windows.
        with ExitStack() as opened, readable(source.title):
            self._open(source, opened)
            self._opened = opened.pop_all()

    def _open(self, source: Source, opened: ExitStack) -> None:
        """Open all files, each to be closed with ``opened``; raises SourceError or ParameterError."""
        datasets = self._datasets = list[rasterio.DatasetReader]()
        for name in source.files:
            datasets.append(open_dataset(name, crs=source.crs))
            opened.callback(datasets[-1].close)
            if datasets[-1].count == 0:
                raise SourceError(f"{Path(name).name} has no bands.", hint="Choose a raster that has some.")
        self.path = source.title
        self._notes = source.notes
        finest = finest_grid(datasets)
        self.own_crs = finest.crs
        self.grid = finest if source.gsd is None else resampled(finest, source.gsd)
        self._is_resampled = source.gsd is not None
        self._parts = []
        for name, dataset in zip(source.files, datasets, strict=True):
            self._parts.append(Raster(name, on_grid(name, dataset, self.grid)))
            opened.callback(self._parts[-1].close)
        self._owners = []
        bands: list[Band] = []
        for name, part, dataset in zip(source.files, self._parts, datasets, strict=True):
            # With an alpha band of the file's own, as bands are numbered in it, but without one that a grid adds.
            numbers, nodata = own_bands(dataset), nodata_values(name, dataset)
            for own in numbers:
                band = replace(part.bands[own - 1], number=len(bands) + 1, nodata=nodata[own - 1])
                bands.append(replace(band, name=_name_in_stack(band.name, own, name, is_single=len(numbers) == 1)))
                self._owners.append((part, own))
        self.bands = tuple(bands)
        self.driver = "stack"
        self.scales = tuple(part.scales[own - 1] for part, own in self._owners)
        self.offsets = tuple(part.offsets[own - 1] for part, own in self._owners)
        self._masks = []
        for mask in _open_masks(source, self.grid):
            opened.callback(mask.close)
            self._masks.append(mask)

    def close(self) -> None:
        """Close all files."""
        self._opened.close()

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width in pixels of what is decoded at once, of the file whose tiles cover most."""
        sizes = []
        for dataset in self._datasets:
            ratio = grid_of(dataset).gsd / self.grid.gsd
            sizes.append([math.ceil(side * (ratio if math.isfinite(ratio) else 1)) for side in dataset.block_shapes[0]])
        return max(height for height, _ in sizes), max(width for _, width in sizes)

    def file_of(self, band_number: int) -> tuple[str, int]:
        """The file that a band is read from, and the band's number there."""
        part, own = self._owners[band_number - 1]
        return part.path, own

    @property
    def masks(self) -> Sequence[SceneMask]:
        """The masks."""
        return self._masks

    @property
    def notes(self) -> list[str]:
        """Sentences on what is read otherwise than the files say, and on what is left out."""
        with readable(self.path):
            of_files = (note for dataset in self._datasets for note in notes_on(dataset))
            return list(dict.fromkeys((*self.about, *self._notes, *of_files, *self.notes_on_classes())))

    @property
    def names(self) -> str:
        """What is put together, and the first file's name: an archive may be called anything."""
        return f"{self.path} {Path(self._parts[0].path).name}"

    def tags(self, band_number: int = 0, namespace: str | None = None) -> dict[str, str]:
        """The first file's metadata with what its names tell, or a band's (``band_number`` from 1)."""
        with readable(self.path):
            if band_number:
                part, own = self._owners[band_number - 1]
                # Of the file itself: what is resampled keeps no namespaces.
                return dict(self._datasets[self._parts.index(part)].tags(own, ns=namespace))
            found = BASELINE.search(" ".join(part.path for part in self._parts))
            baseline = {"PROCESSING_BASELINE": f"{found[1]}.{found[2]}"} if found else {}
            return {**self._datasets[0].tags(ns=namespace), **baseline}

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
        for scene_mask in self._masks:
            mask &= scene_mask.read(window)
        stored = np.stack([planes[number] for number in band_numbers])
        # Over all files at once: a zero of dark water is no nodata where another file's band is not zero.
        return stored, mask & self._valid(stored, band_numbers)

    @property
    def overview_shapes(self) -> list[tuple[int, int]]:
        """Rows and columns of the overviews that every file has, where all cover the same ground as they are."""
        is_same = all(
            part.grid.crs == grid_of(dataset).crs and np.allclose(part.grid.bounds, grid_of(dataset).bounds)
            for part, dataset in zip(self._parts, self._datasets, strict=True)
        )
        if self._is_resampled or not is_same:
            return []
        every = [Raster(part.path, dataset) for part, dataset in zip(self._parts, self._datasets, strict=True)]
        return [
            shape
            for shape in every[0].overview_shapes
            if all(shape in each.overview_shapes for each in every)
            and all(mask.has_overview(shape) for mask in self._masks)
        ]

    def read_overview(self, shape: tuple[int, int], band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Pixels (band, row, column) float32, NaN where not valid, and mask of all files' overview of this shape."""
        mask, planes = np.ones(shape, bool), []
        for number in band_numbers:
            part, own = self._owners[number - 1]
            dataset = self._datasets[self._parts.index(part)]
            file = Raster(part.path, dataset)
            stored, valid = file.read_masked_as(file.grid.whole, [own], shape)
            planes.append(stored[0])
            mask &= valid
        for scene_mask in self._masks:
            mask &= scene_mask.read_overview(shape)
        stored = np.stack(planes)
        return self._in_float(stored, mask & self._valid(stored, band_numbers))


def _open_masks(source: Source, grid: Grid) -> Iterator[SceneMask]:
    """The masks, each opened on demand."""
    if not source.masks:
        return
    from .scene_mask import open_mask  # here, because vector libraries load slowly

    for mask in source.masks:
        yield open_mask(mask.path, mask.classes, grid, band_number=mask.band_number, crs=mask.crs)


def _name_in_stack(name: str, own: int, path: str, *, is_single: bool) -> str:
    """The name of a file's band in a stack; a nameless one is called as its file."""
    if not is_single:
        return name or f"{file_label(path)} {own}"
    # A single band's file says which one it is more surely than what a tool wrote inside ("Band 1", "Gray").
    return file_label(path) if NO_NAME.fullmatch(name) else name
