"""Satellites' scenes, in folders, archives and STAC items, as layers of QGIS: a VRT of their bands, in true colour."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsContrastEnhancement,
    QgsDataProvider,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
)

from ...client.failure import EngineFailure
from ...translation import tr

SCENE_PROPERTY = "landprint/scene"  # on a layer that shows a scene: the path of the scene
FOLDER = Path("landprint", "scenes")  # in the user's profile, as projects lead to it
BAND = re.compile(r"(?:^|_)((?:SR_)?B\d[0-9A]?)(?:_\d\dm)?\.\w+$", re.IGNORECASE)
# The bands that are red, green and blue to Sentinel-2, to Landsat 8 and 9, and to Landsat 4 to 7.
COLOURS = (("B04", "B03", "B02"), ("B4", "B3", "B2"), ("B3", "B2", "B1"))
OLD_LANDSAT = re.compile(r"^L[TE]0?[4-7]", re.IGNORECASE)
IN_TAR_GZ = re.compile(r"^/vsitar/(.*\.tar\.gz)/(.*)", re.IGNORECASE)
STAC_ITEM = re.compile(r"\.(?:geo)?json$", re.IGNORECASE)
TYPES = ("Byte", "UInt16", "Int16", "UInt32", "Int32", "Float32", "Float64")


def open_provider(path: str) -> QgsRasterDataProvider:
    """The file, opened without a layer: a layer's style has statistics, which GDAL keeps in an .aux.xml."""
    return QgsProviderRegistry.instance().createProvider("gdal", path, QgsDataProvider.ProviderOptions())


def open_band(file: str) -> QgsRasterDataProvider:
    """A band file of a scene, opened without a layer."""
    # QGIS 3.22 opens nothing in a .tar.gz, although GDAL does.
    packed = IN_TAR_GZ.match(file)
    return open_provider(_unpacked(packed[1], packed[2]) if packed else file)


def shown_scene(layer: QgsMapLayer) -> str:
    """The path of the scene that a layer shows; empty where it shows something else, or does so by now."""
    is_ours = Path(layer.source()).parent.parts[-2:] == FOLDER.parts
    return str(layer.customProperty(SCENE_PROPERTY, "") or "") if is_ours else ""


def scene_files(path: str) -> list[str]:
    """The band files of a scene in a folder, archive or STAC item; of any other path, itself; raises EngineFailure."""
    from ....engine.errors import UserError  # all here, because QGIS starts with this file
    from ....engine.scenes.products import scene_files as band_files
    from ....engine.scenes.stac_item import stac_scene

    try:
        item = stac_scene(path) if STAC_ITEM.search(path) else None
        return list(item.files) if item else band_files(path)
    except UserError as error:
        raise EngineFailure("source", error.message, error.hint) from error


def part_files(path: str) -> list[str]:
    """The band files of the scene of which a path, as GDAL names it, is a part; none where it is no such part."""
    if not path.startswith("/vsi") and not is_subdataset(path):
        return []
    from ....engine.scenes.products import scene_of_part  # QGIS starts with this file

    scene = scene_of_part(path)
    return scene.files if scene else []


def is_subdataset(path: str) -> bool:
    """Whether a path is GDAL's name of a part of a Sentinel-2 product."""
    return path.startswith("SENTINEL2_")


def band_label(file: str) -> str:
    """The band in the name of a scene's file: "B02", "SR_B4"."""
    found = BAND.search(Path(file).name)
    return found[1] if found else Path(file).stem


def scene_layer(path: str, vrt: str) -> QgsRasterLayer:
    """The layer of a scene by its VRT, in true colour; a STAC item has its id for a name."""
    from ....engine.scenes.stac_item import stac_scene  # QGIS starts with this file

    item = stac_scene(path) if STAC_ITEM.search(path) else None
    layer = QgsRasterLayer(vrt, item.title if item else Path(path).name, "gdal")
    layer.setCustomProperty(SCENE_PROPERTY, path)
    labels = [layer.bandName(number).rpartition(": ")[2] for number in range(1, layer.bandCount() + 1)]
    is_old_landsat = OLD_LANDSAT.match(Path(path).name) is not None
    colours = _colour_bands(labels, is_old_landsat=is_old_landsat) if layer.isValid() else []
    if colours:
        layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *colours))
        layer.setContrastEnhancement(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum,
            QgsRasterMinMaxOrigin.Limits.CumulativeCut,
        )
    return layer


def write_scene(path: str) -> str:
    """A VRT of all bands of a scene, kept in the user's profile; raises EngineFailure.

    The bands are numbered as the engine numbers them, on the grid of the finest.
    """
    import hashlib  # QGIS starts with this file

    files = scene_files(path)
    if files == [path]:
        raise EngineFailure(
            "source",
            tr("{file} is neither a folder nor an archive of a satellite's scene.").format(file=Path(path).name),
            tr("Choose a Sentinel-2 .SAFE folder or its zip, a Landsat folder or tar, or a STAC item."),
        )
    folder = Path(QgsApplication.qgisSettingsDirPath()) / FOLDER
    name = Path(path).name.split(".")[0]
    target = folder / f"{name}_{hashlib.sha256(path.encode()).hexdigest()[:8]}.vrt"
    text = _vrt(files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EngineFailure(
            "disk",
            tr("{target} cannot be written: {error}.").format(target=target, error=error),
            tr("Check the room on its disk."),
        ) from error
    return str(target)


def _vrt(files: list[str]) -> str:
    """The VRT's text; raises EngineFailure for a band that QGIS cannot read."""
    from html import escape  # QGIS starts with this file

    if IN_TAR_GZ.match(files[0]):  # a Landsat's bands have one grid
        first = open_band(files[0])
        bands = [(file, first) for file in files]
    else:
        bands = [(file, open_provider(_unsigned(file))) for file in files]
    for file, provider in bands:
        if not provider.isValid():
            raise EngineFailure(
                "source",
                tr("{file} of the scene cannot be read by this QGIS.").format(file=Path(file).name),
                tr("It may be damaged: download the scene again. JPEG 2000 needs GDAL's driver for it."),
            )
    finest = min((provider for _, provider in bands), key=lambda provider: provider.extent().width() / provider.xSize())
    extent, width, height = finest.extent(), finest.xSize(), finest.ySize()
    across, down = extent.width() / width, extent.height() / height
    crs = escape(finest.crs().toWkt(finest.crs().WktVariant.WKT_PREFERRED))
    lines = [
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}">',
        f"<SRS>{crs}</SRS>",
        f"<GeoTransform>{extent.xMinimum()!r}, {across!r}, 0, {extent.yMaximum()!r}, 0, {-down!r}</GeoTransform>",
    ]
    types = {getattr(Qgis.DataType, name): name for name in TYPES}
    every = [(file, provider, own) for file, provider in bands for own in range(1, provider.bandCount() + 1)]
    for number, (file, provider, own) in enumerate(every, start=1):
        place = provider.extent()
        kind = types.get(provider.dataType(own), "Float32")
        has_nodata = provider.sourceHasNoDataValue(own)
        # Sentinel-2's specification has 0 for no data, which its files do not say.
        nodata = f"{provider.sourceNoDataValue(own):g}" if has_nodata else "0" if kind == "UInt16" else ""
        label = band_label(file) if provider.bandCount() == 1 else f"{band_label(file)} {own}"
        lines += [
            f'<VRTRasterBand dataType="{kind}" band="{number}"><Description>{escape(label)}</Description>',
            f"<NoDataValue>{nodata}</NoDataValue>" if nodata else "",
            f'<SimpleSource><SourceFilename relativeToVRT="0">{escape(_unsigned(file))}</SourceFilename>',
            f'<SourceBand>{own}</SourceBand><SrcRect xOff="0" yOff="0" xSize="{provider.xSize()}"',
            f' ySize="{provider.ySize()}"/><DstRect xOff="{(place.xMinimum() - extent.xMinimum()) / across!r}"',
            f' yOff="{(extent.yMaximum() - place.yMaximum()) / down!r}" xSize="{place.width() / across!r}"',
            f' ySize="{place.height() / down!r}"/></SimpleSource></VRTRasterBand>',
        ]
    return "\n".join([*filter(None, lines), "</VRTDataset>"])


def _unsigned(file: str) -> str:
    """A band's file as GDAL names it; raises EngineFailure for a signed address, which the VRT would keep."""
    from ....engine.remote.addresses import address_of, as_address  # QGIS starts with this file

    if not as_address(file):
        return file
    if address_of(file) != file:
        raise EngineFailure(
            "source",
            tr("The bands of this STAC item are at signed addresses, which a layer would keep in a file."),
            tr("Give the item to Embed raster in the toolbox, or download its bands."),
        )
    return f"/vsicurl/{file}"


def _unpacked(archive: str, name: str) -> str:
    """One file of a compressed tar, in QGIS's temporary folder."""
    import shutil  # all here, because QGIS starts with this file
    import tarfile
    from tempfile import mkdtemp

    target = Path(mkdtemp(prefix="landprint_", dir=QgsProcessingUtils.tempFolder())) / Path(name).name
    with tarfile.open(archive, "r:gz") as tar, target.open("wb") as file:
        for member in tar:
            source = tar.extractfile(member) if member.name.removeprefix("./") == name else None
            if source is not None:
                shutil.copyfileobj(source, file)
                break
    return str(target)


def _colour_bands(labels: list[str], *, is_old_landsat: bool) -> list[int]:
    """The numbers of the bands that are red, green and blue, none where one is missing."""
    plain = [label.upper().replace("SR_", "") for label in labels]
    for colours in COLOURS[2:] if is_old_landsat else COLOURS:
        if all(band in plain for band in colours):
            return [plain.index(band) + 1 for band in colours]
    return []
