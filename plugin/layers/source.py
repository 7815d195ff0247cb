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
    QgsProviderRegistry,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)

from ..client.failure import EngineFailure
from .vector_source import wkt

EMBEDDINGS_PROPERTY = "landprint/embeddings"  # on a picture of an embedding raster: that raster's path
OPEN_OPTIONS = "|option:"  # QGIS appends GDAL's open options to the path
EXPORT_HINT = "Export the part that you need as a GeoTIFF (Layer > Save As) and use that."
BLUE_BAND = re.compile(r"_(?:B02|(?:SR_)?B2)(?:_10m)?\.(?:jp2|tiff?)$", re.IGNORECASE)  # a band that every scene has
NOT_FILES = {
    "wms": "a web layer",
    "wcs": "a web layer",
    "arcgismapserver": "a web layer",
    "vectortile": "a web layer",
    "postgresraster": "in a database",
    "virtualraster": "computed by QGIS",
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

    @property
    def embeddings(self) -> dict[str, str]:
        """The parameters that name it as an embedding raster."""
        return {"embeddings": self.path, **({"embeddings_crs": self.given_crs} if self.given_crs else {})}


def read_source(layer: QgsMapLayer) -> RasterSource:
    """The file of a raster layer; raises EngineFailure when it is not in a file."""
    return _layer_source(layer, raster_path(layer))


def read_embeddings(layer: QgsMapLayer) -> RasterSource:
    """The embedding raster that a layer is, or is a picture of; raises EngineFailure when it is not in a file."""
    return _layer_source(layer, embeddings_path(layer) or raster_path(layer))


def read_file(path: str) -> RasterSource:
    """The raster in a file that is not loaded as a layer; raises EngineFailure.

    Not through a layer: QGIS would compute statistics for its style, and GDAL leave them in an .aux.xml.
    """
    provider = _open(path)
    if provider.isValid():
        return _source(provider, Path(path).stem, _file_path(path, Path(path).stem))
    if not path.startswith("/vsi") and ":" not in path and not Path(path).exists():
        raise EngineFailure("source", f"There is no file {path}.", "Choose another one.")
    parts = provider.subLayers()
    if parts:  # a file with a raster a variable, which the engine puts together
        first = _open(parts[0].split(QgsDataProvider.sublayerSeparator())[0])
        if first.isValid():
            return _source(first, Path(path).stem, absolute(path))
    raise EngineFailure("source", f"{path} is not a raster that can be read.", "Choose a satellite image.")


def read_scene(path: str) -> RasterSource | None:
    """A satellite's folder or archive, whose bands the engine finds by itself; None when the path is something else."""
    scene = Path(path)
    if not (scene.is_dir() or (scene.suffix.lower() in (".zip", ".tar") and scene.is_file())):
        return None
    provider = _open(next((name for name in sorted(_names(scene)) if BLUE_BAND.search(name)), ""))
    if provider.isValid():
        return _source(provider, scene.name, absolute(path))
    nowhere = QgsCoordinateReferenceSystem()
    return RasterSource(absolute(path), scene.name, crs=nowhere, extent=QgsRectangle(), pixel_size=(0.0, 0.0))


def _names(scene: Path) -> list[str]:
    """The files of a folder, zip or tar, as GDAL names them."""
    if scene.is_dir():
        return [str(file) for file in scene.rglob("*") if file.is_file()]
    import tarfile  # both here, because QGIS starts with this file
    import zipfile

    try:
        if zipfile.is_zipfile(scene):
            with zipfile.ZipFile(scene) as archive:
                return [f"/vsizip/{scene.absolute()}/{name}" for name in archive.namelist()]
        with tarfile.open(scene, "r:") as tar:
            return [f"/vsitar/{scene.absolute()}/{name}" for name in tar.getnames()]
    # A damaged one may have any number in its headers; the engine says what is wrong with it.
    except (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, OSError, ValueError, ArithmeticError):
        return []


def embeddings_path(layer: QgsMapLayer) -> str:
    """The path of the embedding raster that the layer is a picture of; empty when it is none."""
    return str(layer.customProperty(EMBEDDINGS_PROPERTY, "") or "")


def raster_path(layer: QgsMapLayer) -> str:
    """The path that the engine can read; raises EngineFailure when the layer is not a raster in a file."""
    if not isinstance(layer, QgsRasterLayer):
        raise EngineFailure("source", f"“{layer.name()}” is not a raster layer.", "Choose a satellite image.")
    if layer.providerType() != "gdal":
        kind = NOT_FILES.get(layer.providerType(), "not a file")
        raise EngineFailure("source", f"“{layer.name()}” is {kind}, and Landprint reads files.", EXPORT_HINT)
    return _file_path(str(layer.source()), layer.name())


def absolute(path: str) -> str:
    """The absolute path, as the engine works in another folder; GDAL's virtual paths stay as they are."""
    is_plain = not path.startswith("/vsi") and (":" not in path or Path(path).exists())
    return str(Path(path).absolute()) if is_plain else path


def _file_path(gdal_source: str, name: str) -> str:
    path = gdal_source.split(OPEN_OPTIONS, maxsplit=1)[0]
    if path.startswith("/vsimem/"):
        raise EngineFailure("source", f"“{name}” is only in QGIS's memory.", EXPORT_HINT)
    return absolute(path)


def _open(path: str) -> QgsRasterDataProvider:
    return QgsProviderRegistry.instance().createProvider("gdal", path, QgsDataProvider.ProviderOptions())


def _layer_source(layer: QgsRasterLayer, path: str) -> RasterSource:
    # The user may have given the layer another CRS than its file has.
    crs = layer.crs()
    given = wkt(crs) if crs.isValid() and crs != layer.dataProvider().crs() else None
    return replace(_source(layer.dataProvider(), layer.name(), path), crs=crs, given_crs=given)


def _source(raster: QgsRasterDataProvider, name: str, path: str) -> RasterSource:
    extent = raster.extent()
    pixel_size = (extent.width() / raster.xSize(), extent.height() / raster.ySize())
    return RasterSource(path=path, name=name, crs=raster.crs(), extent=extent, pixel_size=pixel_size)
