"""The file of a raster layer: the engine reads files only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsMapLayer,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from ...client.failure import EngineFailure
from ...translation import tr
from .login import AUTHCFG, with_login
from .scene import STAC_ITEM, open_band, open_provider, part_files, scene_files, shown_scene
from .vector_source import wkt

EMBEDDINGS_PROPERTY = (
    "landprint/embeddings"  # on a picture of an embedding raster: the name of that raster's file beside it, or a path
)
MEMORY = "/vsimem/"  # the start of a path in QGIS's own memory
VALUES_PROPERTY = "landprint/values"  # on an embedding raster: how its numbers are read, where the user has said so
OPEN_OPTIONS = "|option:"  # QGIS appends GDAL's open options to the path
MOVED_HINT = tr(
    "Move it back, or right-click the layer and choose its data source anew (Repair or Change Data Source…)."
)
EXPORT_HINT = tr("Export the part that you need as a GeoTIFF (Layer > Save As) and use that.")
BLUE_BAND = re.compile(r"_(?:B02|(?:SR_)?B2)(?:_10m)?\.(?:jp2|tiff?)$", re.IGNORECASE)  # a band that every scene has
ARCHIVE = re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$", re.IGNORECASE)
SENTINEL_2 = re.compile(r"^SENTINEL2_|_B\d[0-9A](?:_\d\dm)?\.jp2$", re.IGNORECASE)
SENTINEL_2_METRES = 10.0  # a pixel of its finest bands
NOT_FILES = {
    "wms": tr("a web layer"),
    "wcs": tr("a web layer"),
    "arcgismapserver": tr("a web layer"),
    "vectortile": tr("a web layer"),
    "postgresraster": tr("in a database"),
    "virtualraster": tr("computed by QGIS"),
}


@dataclass(frozen=True)
class RasterSource:
    """A raster as the engine and the map need it, in plain data that any thread may use."""

    path: str  # absolute, or as GDAL names it
    name: str
    crs: QgsCoordinateReferenceSystem  # as QGIS takes it to be; invalid when unknown
    extent: QgsRectangle
    pixel_size: tuple[float, float]  # ground units
    given_crs: Optional[str] = None  # noqa: UP045 - Python 3.9; set by hand in QGIS, in place of the file's own
    values: Optional[str] = None  # noqa: UP045 - Python 3.9; what an embedding raster's numbers are, as the user said

    @property
    def embeddings(self) -> dict[str, str]:
        """The parameters that name it as an embedding raster."""
        said = {"embeddings_crs": self.given_crs, "values": self.values}
        return {"embeddings": self.path, **{name: value for name, value in said.items() if value}}


def read_source(layer: QgsMapLayer) -> RasterSource:
    """The file of a raster layer; raises EngineFailure when it is not in a file."""
    return _layer_source(layer, raster_path(layer))


def read_embeddings(layer: QgsMapLayer) -> RasterSource:
    """The embedding raster that a layer is, or is a picture of; raises EngineFailure when it is not in a file."""
    values = str(layer.customProperty(VALUES_PROPERTY, "") or "")
    return replace(_layer_source(layer, embeddings_path(layer) or raster_path(layer)), values=values or None)


def read_file(path: str) -> RasterSource:
    """The raster in a file that is not loaded as a layer; raises EngineFailure.

    Not through a layer: QGIS would compute statistics for its style, and GDAL leave them in an .aux.xml.
    """
    from ....engine.remote.addresses import as_address, public  # QGIS starts with this file

    address = as_address(path)
    provider = open_provider(f"/vsicurl/{address}" if address else path)
    name = Path(public(AUTHCFG.sub("", path))).stem
    if provider.isValid():
        return _source(provider, name, _file_path(path, name))
    if address:
        hint = tr("Check the address, and the connection; QGIS may say more when it opens the address as a layer.")
        raise EngineFailure("source", tr("{path} is not a raster that can be read.").format(path=public(path)), hint)
    if not path.startswith("/vsi") and ":" not in path and not Path(path).exists():
        raise EngineFailure("source", tr("There is no file {path}.").format(path=path), tr("Choose another one."))
    parts = provider.subLayers()
    if parts:  # a file with a raster a variable, which the engine puts together
        first = open_provider(parts[0].split(QgsDataProvider.sublayerSeparator())[0])
        if first.isValid():
            return _source(first, name, absolute(path))
    is_array = path.lower().rstrip("/").endswith((".npy", ".zarr"))
    hint = (
        tr("“Import embeddings” in the toolbox makes an embedding raster of embeddings in .npy files and Zarr stores.")
        if is_array
        else tr("Choose a satellite image.")
    )
    raise EngineFailure("source", tr("{path} is not a raster that can be read.").format(path=path), hint)


def read_scene(path: str) -> RasterSource | None:
    """A satellite's folder or archive, or a STAC item, whose bands the engine finds by itself; None for all else."""
    from ....engine.remote.addresses import as_address, public

    nowhere = QgsCoordinateReferenceSystem()
    name = Path(public(path)).name
    unread = RasterSource(absolute(path), name, crs=nowhere, extent=QgsRectangle(), pixel_size=(0.0, 0.0))
    if STAC_ITEM.search(name) and (as_address(path) or Path(path).is_file()):
        return unread
    try:
        files = scene_files(path)
    except EngineFailure:
        return unread  # the engine says what is wrong with it
    if files == [path]:
        return unread if ARCHIVE.search(path) and Path(path).is_file() else None
    provider = open_band(next((name for name in files if BLUE_BAND.search(name)), files[0]))
    return _source(provider, Path(path).name, absolute(path)) if provider.isValid() else unread


def embeddings_path(layer: QgsMapLayer) -> str:
    """The path of the embedding raster that the layer is a picture of; empty when it is none.

    QGIS finds the picture again in a folder that moved with its project: there, its embeddings lie beside it.
    """
    path = str(layer.customProperty(EMBEDDINGS_PROPERTY, "") or "")
    beside = Path(layer.source()).parent / Path(path).name
    is_away = not Path(path).is_absolute() or (not Path(path).exists() and beside.is_file())
    return str(beside) if path and is_away else path


def raster_path(layer: QgsMapLayer) -> str:
    """The path that the engine can read; raises EngineFailure when the layer is not a raster in a file."""
    if not isinstance(layer, QgsRasterLayer):
        raise EngineFailure(
            "source", tr("“{layer}” is not a raster layer.").format(layer=layer.name()), tr("Choose a satellite image.")
        )
    scene = shown_scene(layer)
    if scene:
        if not Path(scene).exists():
            raise _moved(layer, scene, tr("Move it back, or open the scene anew where it is now."))
        return scene
    if layer.providerType() != "gdal":
        kind = NOT_FILES.get(layer.providerType(), tr("not a file"))
        raise EngineFailure(
            "source",
            tr("“{layer}” is {kind}, and Landprint reads files.").format(layer=layer.name(), kind=kind),
            EXPORT_HINT,
        )
    path = _file_path(str(layer.source()), layer.name())
    if not layer.isValid() or not _is_there(path):
        raise _moved(layer, path)
    return path


def _is_there(path: str) -> bool:
    """Whether the file of a layer is where it was; what cannot be looked up may be."""
    from ....engine.remote.addresses import as_address  # both here, as QGIS starts with this file
    from ....engine.scenes.products import file_behind

    if as_address(path):
        return True
    is_gdals = re.match(r"/vsi|[A-Za-z0-9_]{2,}:|<", path)
    file = file_behind(path) if is_gdals else path
    return file is None or Path(file).exists()


def _moved(layer: QgsMapLayer, path: str, hint: str = MOVED_HINT) -> EngineFailure:
    from ....engine.remote.addresses import public

    return EngineFailure(
        "source",
        tr("“{layer}” has lost its file: {path} cannot be read.").format(layer=layer.name(), path=public(path)),
        hint,
    )


def absolute(path: str) -> str:
    """The absolute path, as the engine works in another folder; GDAL's virtual paths stay as they are."""
    is_plain = not path.startswith("/vsi") and (":" not in path or Path(path).exists())
    return str(Path(path).absolute()) if is_plain else path


def _file_path(gdal_source: str, name: str) -> str:
    path = with_login(gdal_source.split(OPEN_OPTIONS, maxsplit=1)[0], name)
    if path.startswith(MEMORY):
        raise EngineFailure("source", tr("“{name}” is only in QGIS's memory.").format(name=name), EXPORT_HINT)
    return absolute(path)


def _layer_source(layer: QgsRasterLayer, path: str) -> RasterSource:
    if not layer.isValid() or not layer.dataProvider().xSize():
        raise _moved(layer, _file_path(str(layer.source()), layer.name()))
    # The user may have given the layer another CRS than its file has.
    crs = layer.crs()
    given = wkt(crs) if crs.isValid() and crs != layer.dataProvider().crs() else None
    source = replace(_source(layer.dataProvider(), layer.name(), path), crs=crs, given_crs=given)
    # The engine takes the scene, of whose bands the finest decide.
    if SENTINEL_2.search(path) and part_files(path):
        source = replace(source, pixel_size=(SENTINEL_2_METRES, SENTINEL_2_METRES))
    return source


def _source(raster: QgsRasterDataProvider, name: str, path: str) -> RasterSource:
    extent = raster.extent()
    pixel_size = (extent.width() / raster.xSize(), extent.height() / raster.ySize())
    return RasterSource(path=path, name=name, crs=raster.crs(), extent=extent, pixel_size=pixel_size)
