"""What the bands of an open file are: their names, colours, alpha and nodata, told otherwise than the file does."""

from __future__ import annotations

import re
import tempfile
import warnings
from contextlib import ExitStack
from html import escape, unescape
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioIOError
from rasterio.shutil import copy as copy_raster
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from ..remote.addresses import address_of
from ..scenes.products import SENTINEL_2_BAND

# What a band that says what is valid may be called. One with another name is data: GDAL takes the fourth band of a
# photograph for alpha, and in aerial images it is near infrared.
ALPHA_NAME = re.compile(r".*(?:alpha|mask|opacity|transparen|valid).*|(?:band|layer)?[ _-]?\d*", re.IGNORECASE)
NUMBERED = re.compile(r"(?:band|layer)?[ _-]?\d*", re.IGNORECASE)
# An alpha band holds 0 and one number, but for soft edges. Where more of its pixels are in between, it is data.
MOST_HALF_TRANSPARENT = 0.25
ALPHA_SAMPLES, ALPHA_SIDE = 5, 32  # windows along each axis, and their side in pixels
NOTES_DOMAIN = "LANDPRINT_NOTES"


class PlacedDataset(WarpedVRT):  # type: ignore[misc] # rasterio has no types
    """A dataset whose place is known by control points or a sensor model, warped to where QGIS draws it."""

    def close(self) -> None:
        """Close the file too."""
        super().close()
        self.src_dataset.close()


def own_bands(dataset: rasterio.DatasetReader) -> list[int]:
    """The numbers of the file's own bands, without an alpha band that its placing added."""
    return list(dataset.src_dataset.indexes if isinstance(dataset, PlacedDataset) else dataset.indexes)


def notes_on(dataset: rasterio.DatasetReader) -> list[str]:
    """Sentences on what is read otherwise than the file's bands and header say, and on what is left out."""
    notes = []
    if isinstance(dataset, PlacedDataset):
        notes.append("The raster is placed by its control points or sensor model, warped as QGIS draws it.")
        dataset = dataset.src_dataset
    notes += dataset.tags(ns=NOTES_DOMAIN).values()
    alphas = [str(number) for number, colour in enumerate(dataset.colorinterp, 1) if colour is ColorInterp.alpha]
    if alphas and len(alphas) < dataset.count:
        notes.append(f"Left out: band {' and '.join(alphas)}, an alpha band, which says which pixels are valid.")
    return notes


def band_names(dataset: rasterio.DatasetReader) -> list[str]:
    """The bands' names, empty where there is none; what is not UTF-8 is read as Western European text."""
    try:
        return [name or "" for name in dataset.descriptions]
    except UnicodeDecodeError:
        _, *bands = _as_vrt(dataset).split("<VRTRasterBand")
        named = [re.search(r"<Description>(.*?)</Description>", band, re.DOTALL) for band in bands[: dataset.count]]
        return [unescape(found[1]) if found else "" for found in named]


def is_grey_ramp(dataset: rasterio.DatasetReader, number: int) -> bool:
    """Whether a band's colour table shows each number as the grey of that number."""
    try:
        table = dataset.colormap(number)
    except ValueError:  # colours are announced, and there is no table
        return True
    return all(colour == (grey, grey, grey, 255) for grey, colour in table.items())


def nodata_values(path: str, dataset: rasterio.DatasetReader) -> list[float | None]:
    """Each band's nodata value as its file says, or Sentinel-2's specification for files that do not say so."""
    is_sentinel_2 = path.startswith("SENTINEL2_L") or SENTINEL_2_BAND.search(Path(path).name)
    return [
        0.0 if nodata is None and dtype == "uint16" and is_sentinel_2 else nodata
        for nodata, dtype in zip(dataset.nodatavals, dataset.dtypes, strict=True)
    ]


def nodata_when_warped(path: str, dataset: rasterio.DatasetReader, resampling: Resampling) -> dict[str, Any]:
    """The options by which a warped dataset knows its valid pixels, and what lies beyond the file is none."""
    has_alpha = ColorInterp.alpha in dataset.colorinterp
    if nodata_values(path, dataset)[0] == 0 and not has_alpha and np.issubdtype(dataset.dtypes[0], np.unsignedinteger):
        # A zero may be dark water, so that an alpha band has to say where the file ends. Means are of what is not 0.
        return {"src_nodata": None if resampling is Resampling.nearest else 0, "nodata": None, "add_alpha": True}
    # Beyond a file that covers only a part there is nothing, whatever its values are.
    return {"add_alpha": dataset.nodata is None and not has_alpha}


def data_alphas(dataset: rasterio.DatasetReader) -> list[int]:
    """The bands that the file takes for alpha although their names or their values say that they are data."""
    alphas = [number for number, colour in enumerate(dataset.colorinterp, 1) if colour is ColorInterp.alpha]
    if not alphas:
        return []
    names = band_names(dataset)
    return [
        number
        for number in alphas
        if not ALPHA_NAME.fullmatch(names[number - 1])
        or (NUMBERED.fullmatch(names[number - 1]) and _holds_data(dataset, number))
    ]


def _holds_data(dataset: rasterio.DatasetReader, number: int) -> bool:
    """Whether a sample of a band has more values than an alpha band's two."""
    width, height = min(ALPHA_SIDE, dataset.width), min(ALPHA_SIDE, dataset.height)
    cols = np.linspace(0, dataset.width - width, ALPHA_SAMPLES).astype(int)
    rows = np.linspace(0, dataset.height - height, ALPHA_SAMPLES).astype(int)
    corners = sorted({(row, col) for row in rows.tolist() for col in cols.tolist()})
    try:
        windows = [dataset.read(number, window=RasterioWindow(col, row, width, height)) for row, col in corners]
    except RasterioIOError:  # a damaged part, which is said where it is wanted
        return False
    values = np.concatenate([window.ravel() for window in windows])
    shown = values[values > 0]
    return bool(shown.size) and float((shown < shown.max()).mean()) > MOST_HALF_TRANSPARENT


def without_alpha(dataset: rasterio.DatasetReader, data_alphas: list[int]) -> rasterio.DatasetReader:
    """The dataset without the alpha of these bands."""
    if not data_alphas:
        return dataset
    # GDAL's warper and masks go by the colour interpretation, which cannot be changed in a file that is only read.
    alphas = [number for number, colour in enumerate(dataset.colorinterp, 1) if colour is ColorInterp.alpha]
    text = _as_vrt(dataset)
    keeps = iter(number not in data_alphas for number in alphas)
    note = "; ".join(f"Band {number} is marked as transparency, and is read as data" for number in data_alphas)
    text = re.sub("<ColorInterp>Alpha</ColorInterp>", lambda found: found[0] * next(keeps), text)
    return _opened(text, f"{note}.", dataset)


def in_colours(path: str, dataset: rasterio.DatasetReader) -> rasterio.DatasetReader:
    """The dataset with the colours of its only band of data in place of their numbers in a table."""
    colours = dataset.colorinterp
    if colours[:1] != (ColorInterp.palette,) or any(colour is not ColorInterp.alpha for colour in colours[1:]):
        return dataset
    if is_grey_ramp(dataset, 1):
        return dataset
    table = dataset.colormap(1)
    head, _, _ = _as_vrt(dataset).partition("<VRTRasterBand")
    has_mask = MaskFlags.all_valid not in dataset.mask_flag_enums[0] and ColorInterp.alpha not in colours
    if address_of(path):
        path = dataset.name
    file = escape(path if re.match(r"^/vsi|^[A-Za-z0-9_]{2,}:", path) else str(Path(path).absolute()))
    from_band = f'<SourceFilename relativeToVRT="0">{file}</SourceFilename><SourceBand>{{}}</SourceBand>'
    has_clear = len(colours) == 1 and any(colour[3] == 0 for colour in table.values())
    bands = [
        f"<ColorInterp>{colour}</ColorInterp><ComplexSource>{from_band.format(1)}"
        f"<ColorTableComponent>{component}</ColorTableComponent></ComplexSource>"
        for component, colour in enumerate(["Red", "Green", "Blue", "Alpha"][: 4 if has_clear else 3], start=1)
    ]
    bands += [
        f"<ColorInterp>Alpha</ColorInterp><SimpleSource>{from_band.format(own)}</SimpleSource>"
        for own in range(2, len(colours) + 1)
    ]
    mask = f"<SimpleSource>{from_band.format('mask,1')}</SimpleSource>"
    text = head.replace(' subClass="VRTWarpedDataset"', "")
    for number, band in enumerate(bands, start=1):
        text += f'<VRTRasterBand dataType="Byte" band="{number}">{band}</VRTRasterBand>'
    if has_mask:
        text += f'<MaskBand><VRTRasterBand dataType="Byte">{mask}</VRTRasterBand></MaskBand>'
    note = "The raster's numbers stand for colours of a table: it is read as red, green and blue."
    return _opened(f"{text}</VRTDataset>", note, dataset)


def in_crs(dataset: rasterio.DatasetReader, crs: CRS | None) -> rasterio.DatasetReader:
    """The dataset in the coordinate system that was given; one that is placed by its control points keeps theirs."""
    if crs is None or dataset.crs == crs or not dataset.count or isinstance(dataset, PlacedDataset):
        return dataset
    text = re.sub(r"\s*<SRS[ >].*?</SRS>", "", _as_vrt(dataset), flags=re.DOTALL)
    head, opening, rest = text.partition("<VRTDataset")
    start, _, body = rest.partition(">")
    srs = f"<SRS>{escape(crs.to_wkt())}</SRS>"
    own = dataset.crs.to_string()[:60] if dataset.crs else "none"
    name = escape(crs.to_string()[:60])
    note = f"The raster is taken to be in {name}, as given; its file says {escape(own)}."
    return _opened(f"{head}{opening}{start}>{srs}{body}", note, dataset)


def _opened(text: str, note: str, shown: rasterio.DatasetReader) -> rasterio.DatasetReader:
    """The dataset that a VRT describes, with a note on what is other than in the file that it shows.

    Both are closed together: GDAL has a remote file under its name as long as it is open.
    """
    metadata = f'<Metadata domain="{NOTES_DOMAIN}"><MDI key="{NOTES_DOMAIN}">{note}</MDI></Metadata>'
    text = text.replace("<VRTRasterBand", f"{metadata}<VRTRasterBand", 1)
    with ExitStack() as failed, warnings.catch_warnings():
        failed.callback(shown.close)
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        dataset = rasterio.open(text)
        failed.pop_all()
    dataset._env.callback(shown.close)  # noqa: SLF001 - what rasterio closes with it
    return dataset


def _as_vrt(dataset: rasterio.DatasetReader) -> str:
    """The dataset's description as GDAL writes it, whatever the encoding of its names."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "shown.vrt"
        copy_raster(dataset, str(shown), driver="VRT")
        lines = shown.read_bytes().splitlines()
    return "\n".join(map(_decoded, lines))


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
