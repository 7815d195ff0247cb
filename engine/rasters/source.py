"""The source of an embedding: one raster, or the bands of several stacked on a common grid, resampled if needed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.warp import calculate_default_transform

from ..bounds import Bounds
from ..errors import GridError, ParameterError, SourceError
from ..remote.addresses import address_of
from ..requests.imagery import SourceRequest
from ..scenes.classifications import ClassBands, class_bands
from ..scenes.products import (
    COMPRESSED,
    IN_CONTAINER,
    SUBDATASET,
    Scene,
    archive_of,
    clouds_of,
    container_of,
    file_behind,
    scene_files,
    scene_of_part,
)
from ..scenes.stac_item import StacScene, nodata_of, stac_scene
from .dataset import (
    NO_PLACE,
    RASTER_ERRORS,
    band_names,
    grid_of,
    nodata_values,
    nodata_when_warped,
    notes_on,
    open_dataset,
    own_bands,
    readable,
    reason,
)
from .grid import Grid, Window, optional_crs
from .raster import Band, Raster, SceneMask

# What tools call a band that has no name.
NO_NAME = re.compile(r"(?:band|layer|gr[ae]y|undefined)?[ _-]?\d*", re.IGNORECASE)
CONTAINER = re.compile(r"\.(?:nc4?|cdf|h5|he5|hdf5?)$", re.IGNORECASE)  # may hold a raster a variable
MOST_PIXELS = 2**31 - 1  # of a side, as GDAL counts them
BASELINE = re.compile(r"_N(\d{2})(\d{2})_")
# Degrees of the equator from a UTM zone's middle: there a pixel is 0.5 % too large, and 15 % at 30 degrees.
UTM_REACH = 6.0
# Degrees from the middle of an equal-area map: there a pixel is 5 % too long one way, and too short the other.
EQUAL_AREA_REACH = 35.0
EQUAL_AREA = (
    'PROJCS["Equal area around {lat} N {lon} E",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,'
    '298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",{lat}],'
    'PARAMETER["longitude_of_center",{lon}],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]'
)


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


def source_of(request: SourceRequest) -> Source:
    """The source of a request; raises SourceError or ParameterError."""
    items: dict[str, StacScene] = {}
    scenes, notes = [], []
    for path in request.raster:
        item = stac_scene(path)
        if item is not None:
            items[path] = item
            scenes.append(Scene(item.title, list(item.files)))
            continue
        # Several bands of an archive are what someone has put together.
        scene = scene_of_part(path) if len(request.raster) == 1 or SUBDATASET.match(path) else None
        if scene is None:
            scenes.append(Scene(Path(path).name, scene_files(path)))
        elif scene not in scenes:
            scenes.append(scene)
            bands = f"all {len(scene.files)} bands of it are taken"
            notes.append(f"{Path(path).name} is a part of the scene {scene.name}: {bands}.")
    files = [file for scene in scenes for name in scene.files for file in _variables(name)]
    archives = dict.fromkeys(filter(None, map(archive_of, files)))
    notes += [
        f"{Path(archive).name} is compressed as a whole: unpacked, it is read faster."
        for archive in archives
        if COMPRESSED.search(archive)
    ]
    first = scenes[0].name
    source = Source(
        files=tuple(files),
        title=first if len(scenes) == 1 else f"{first} and {len(scenes) - 1} more",
        gsd=request.gsd,
        crs=optional_crs(request.raster_crs),
        notes=tuple(notes),
        scenes=tuple(items.values()),
    )
    return replace(source, masks=tuple(_masks(request, source)))


def _with_nodata(raster: Raster, band: Band) -> Band:
    """The band with the value for none that its STAC item says, where its file says none."""
    file, own = raster.file_of(band.number)
    if band.nodata is not None or file not in raster.items:
        return band
    return replace(band, nodata=nodata_of(raster.items[file][1], own))


def clouds_in(files: Iterable[str]) -> Iterator[tuple[str, ClassBands]]:
    """The known classifications among the bands of these files, each with its file; raises SourceError."""
    for file in files:
        with open_dataset(file) as dataset:
            for found in class_bands(band_names(dataset), "" if dataset.count > 1 else file_label(file)):
                yield file, found


def _variables(path: str) -> list[str]:
    """The rasters in a file that holds several on one grid, one a variable; of any other file, itself."""
    if not CONTAINER.search(path) or IN_CONTAINER.match(path) or not Path(path).is_file():
        return [path]
    with open_dataset(path) as dataset:
        if dataset.count:
            return [path]
        names = dataset.subdatasets
    grids = []
    try:
        for name in names:
            with open_dataset(name) as dataset:
                grids.append(grid_of(dataset))
    except (SourceError, GridError):  # a table, or text
        return [path]
    # What lies nowhere may be a swath beside the arrays that place it.
    is_one = bool(grids) and grids[0].transform != NO_PLACE and all(grid == grids[0] for grid in grids)
    return names if is_one else [path]


def _masks(request: SourceRequest, source: Source) -> Iterator[Mask]:
    """The masks of a request; raises SourceError if the scene's cloud mask is requested and missing."""
    classes = tuple(request.mask_classes or ())
    if classes and not request.mask and not request.mask_clouds:
        raise ParameterError("There are classes to leave out, but no mask.", hint="Give the mask's raster as well.")
    if request.mask:
        yield Mask(path=request.mask, classes=classes)
    if request.mask_clouds:
        classes, crs = () if request.mask else classes, optional_crs(request.raster_crs)
        inside = [
            Mask(path=file, classes=classes, band_number=min(found.numbers.values()), crs=crs)
            for file, found in clouds_in(source.files)
        ]
        clouds = source.clouds if not inside else []
        if not clouds and not inside:
            raise SourceError(
                "No classification of clouds lies with the image: neither Sentinel-2's SCL nor Landsat's QA_PIXEL.",
                hint="Choose the whole scene, or a mask of its own.",
            )
        yield from inside
        yield from (Mask(path=path, classes=classes, crs=crs) for path in clouds)


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
        finest = _finest_grid(datasets)
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


def on_grid(path: str, dataset: rasterio.DatasetReader, grid: Grid) -> rasterio.DatasetReader:
    """The dataset on this grid: a warped VRT, or itself if it has the grid."""
    own = grid_of(dataset)
    if (own.crs, own.width, own.height) == (grid.crs, grid.width, grid.height) and own.transform.almost_equals(
        grid.transform, 1e-9
    ):
        return dataset
    if own.crs is None or grid.crs is None or own.transform == NO_PLACE:
        raise SourceError(
            f"{Path(path).name} lies on another grid and has no coordinate system.",
            hint="Assign one to every file, or choose files of the same size.",
        )
    resampling = _resampling(own.gsd, grid.gsd)
    try:
        return WarpedVRT(
            dataset,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=resampling,
            **nodata_when_warped(path, dataset, resampling),
        )
    except RASTER_ERRORS as error:
        raise SourceError(
            f"{Path(path).name} cannot be brought onto the grid of the others: {reason(error)}",
            hint="Check its coordinate system, or warp it to theirs first.",
        ) from error


def _resampling(own_gsd: float, gsd: float) -> Resampling:
    """How pixels are resampled to other sizes: coarser by their mean, whole multiples finer by repeating them.

    Raises GridError for sizes that cannot be.
    """
    if not (0 < own_gsd < math.inf and 0 < gsd < math.inf):  # not a number neither
        raise GridError(
            "The size of the pixels on the ground cannot be computed.", hint="Check the raster's coordinate system."
        )
    ratio = own_gsd / gsd
    if ratio < 1 - 1e-3:
        return Resampling.average
    # 20 m bands beside 10 m ones: repeated, so that no value is made up.
    return Resampling.nearest if abs(ratio - round(ratio)) < 1e-2 * ratio else Resampling.bilinear


def _finest_grid(datasets: list[rasterio.DatasetReader]) -> Grid:
    """The grid of the finest file."""
    grids = [grid_of(dataset) for dataset in datasets]
    # Pixels of a file that lies nowhere have no metres: it is never the finest of those that lie somewhere.
    return min(grids, key=lambda grid: (grid.crs is None, grid.gsd))


def resampled(grid: Grid, gsd: float) -> Grid:
    """The grid over the same area with pixels of ``gsd`` metres; one in degrees is reprojected as ``metric_crs`` says.

    Raises ParameterError, and SourceError for what is too wide or lies nowhere.
    """
    if grid.crs is None:
        raise SourceError(
            "The raster has no coordinate system, so its pixels cannot be resampled to metres.",
            hint="Assign one to it.",
        )
    if gsd <= 0:
        raise ParameterError(f"Pixels of {gsd} m cannot be.", hint="Give metres a pixel, for example 10.")
    if max(grid.width, grid.height) * grid.gsd / gsd > MOST_PIXELS:
        raise ParameterError(
            f"Pixels of {gsd:g} m are too small for {grid.width} x {grid.height} pixels of {grid.gsd:.3g} m.",
            hint="Give metres a pixel, for example 10.",
        )
    if grid.crs.is_geographic:
        crs = metric_crs(grid.bounds)
        transform, width, height = calculate_default_transform(
            grid.crs, crs, grid.width, grid.height, *grid.bounds, resolution=gsd
        )
        return Grid(crs=crs, transform=transform, width=width, height=height)
    factor = gsd / grid.gsd
    return Grid(
        crs=grid.crs,
        transform=grid.transform @ Affine.scale(factor),
        width=max(1, round(grid.width / factor)),
        height=max(1, round(grid.height / factor)),
    )


def metric_crs(bounds: Bounds) -> rasterio.crs.CRS:
    """The CRS in metres for an area in degrees: its UTM zone, an equal-area one around it where that is too narrow.

    Raises SourceError where the area is too large for any.
    """
    lon, lat = (bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2
    zone = int((lon + 180) // 6) % 60 + 1
    nearest_equator = 0.0 if bounds.bottom <= 0 <= bounds.top else min(abs(bounds.bottom), abs(bounds.top))
    from_meridian = abs((lon - (6 * zone - 183) + 180) % 360 - 180) + (bounds.right - bounds.left) / 2
    if from_meridian * math.cos(math.radians(nearest_equator)) <= UTM_REACH:
        return rasterio.crs.CRS.from_epsg((32600 if lat >= 0 else 32700) + zone)
    # In whole degrees: its name is read by people.
    lon, lat = round((lon + 180) % 360 - 180), round(lat)
    corners = [(x, y) for x in (bounds.left, bounds.right) for y in (bounds.bottom, bounds.top, lat)]
    if max(_degrees_between(lon, lat, x, y) for x, y in corners) > EQUAL_AREA_REACH:
        raise SourceError(
            "The raster is so large that no map of it has pixels of one size.",
            hint="Cut out the part that you need, or leave its pixels as they are.",
        )
    return rasterio.crs.CRS.from_wkt(EQUAL_AREA.format(lat=lat, lon=lon))


def _degrees_between(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """The angle between two points, seen from the Earth's centre."""
    a, b = math.radians(lat), math.radians(other_lat)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(other_lon - lon))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def _name_in_stack(name: str, own: int, path: str, *, is_single: bool) -> str:
    """The name of a file's band in a stack; a nameless one is called as its file."""
    if not is_single:
        return name or f"{file_label(path)} {own}"
    # A single band's file says which one it is more surely than what a tool wrote inside ("Band 1", "Gray").
    return file_label(path) if NO_NAME.fullmatch(name) else name


def file_label(path: str) -> str:
    """What a file is called, or the variable of one that holds several rasters."""
    if address_of(path):
        return Path(urlsplit(path).path).stem
    if IN_CONTAINER.match(path) and not path.startswith("GTIFF_DIR"):
        return re.split(r"[:/]", path.replace('"', ""))[-1]
    return Path(path).stem


def file_state(name: str) -> dict[str, Any]:
    """Path, size and modification time of a file, or of the archive or the container that holds it.

    Of a remote file, raises SourceError.
    """
    if address_of(name):
        from ..remote.rasters import state_of  # here, because the HTTP library loads slowly

        return state_of(name)
    archive = file_behind(name) or container_of(name)
    path = Path(archive or name)
    status = path.stat() if path.exists() else None
    return {
        "path": name if archive or status is None else str(path.absolute()),
        "size": status.st_size if status else None,
        "modified": status.st_mtime_ns if status else None,
    }
