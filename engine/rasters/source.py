"""What a request names as its source: files, scenes, archives, STAC items, and the masks of what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..errors import GridError, ParameterError, SourceError
from ..requests.imagery import SourceRequest
from ..scenes.classifications import ClassBands, class_bands
from ..scenes.products import (
    COMPRESSED,
    IN_CONTAINER,
    SUBDATASET,
    Scene,
    archive_of,
    scene_files,
    scene_of_part,
)
from ..scenes.stac_item import StacScene, stac_scene
from .bands import band_names
from .dataset import NO_PLACE, file_label, grid_of, open_dataset
from .grid import optional_crs
from .stack import Mask, Source

CONTAINER = re.compile(r"\.(?:nc4?|cdf|h5|he5|hdf5?)$", re.IGNORECASE)  # may hold a raster a variable


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
