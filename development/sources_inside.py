"""Runs inside the QGIS desktop, in a fresh profile: installs the package, and tries all kinds of input.

Each kind is a step: a layer or file is added, a click becomes a heatmap, its values are held against the command
line's or the formula's, and pictures of the window are taken.
"""

from __future__ import annotations

import os
from pathlib import Path
from unittest import SkipTest

import numpy as np
import pyplugin_installer
import qgis.utils
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox
from qgis.utils import iface

from development.sources_walk import FILTERS, FOLDER, INPUTS, PATCH, PLUGIN, PYTHON, Walk
from tests.gui.inside import (
    Story,
    add_image,
    choose_encoder,
    click_map,
    click_widget,
    copied,
    layer_named,
    markers,
    messages,
    open_dock,
    screenshot,
    spin,
    start,
    unfold,
    wait_drawn,
    wait_for,
)

ONLY = os.environ.get("LANDPRINT_ONLY", "").split()
POND = (0.57, 0.76)  # of the scene's width and height


# The kinds


def basemap(walk: Walk) -> None:
    """Tiles of a local service, cut from a real image."""
    source = f"type=xyz&url={INPUTS['tiles']}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=8&zmax=17"
    layer = QgsRasterLayer(source, "Aerial photos", "wms")
    walk.project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    image = QgsRasterLayer(str(FOLDER / "tiles.tif"), "picture")  # what the tiles were cut from; is no layer
    walk.canvas.freeze(True)  # QGIS shows the whole world of the first layer
    walk.project.addMapLayer(layer)
    iface.setActiveLayer(layer)
    spin(300)
    to_map = QgsCoordinateTransform(image.crs(), walk.project.crs(), walk.project)
    walk.canvas.setExtent(to_map.transformBoundingBox(image.extent()))
    walk.canvas.freeze(False)
    wait_drawn()
    walk.wait_estimate()
    spin(1500)
    screenshot("basemap_before")
    assert walk.look_at.estimate.text().startswith("Landprint draws")
    place = walk.place(image, tuple(INPUTS["basemap_at"]))
    click_widget(walk.body.similar.pick)
    wait_drawn()
    click_map(place.x(), place.y())
    wait_for(lambda: layer_named("Similar"), 120, "the heatmap")
    wait_for(lambda: not walk.look_at.embed.is_working and walk.body.embeddings.current, 120, "the embeddings")
    spin(1500)
    wait_drawn()
    iface.messageBar().clearWidgets()
    screenshot("basemap_heatmap")
    heatmap = layer_named("Similar")
    side = 2 * 20037508.342789244 / 256 / 2**15
    corner = (heatmap.extent().xMinimum() + 20037508.342789244) / side
    assert abs(corner - round(corner)) < 0.01, corner


def remote_cog(walk: Walk) -> None:
    """A COG at an address, by ranges; the bytes are those of the file."""
    layer = QgsRasterLayer(f"/vsicurl/{INPUTS['served']}/scene.tif?sig=abc", "COG at an address")
    style(layer)
    walk.show(layer)
    walk.wait_estimate()
    spin(1000)
    screenshot("cog_before")
    walk.click("cog", layer, POND)
    walk.embed_whole()
    walk.same_as_command_line(FOLDER / "served" / "scene.tif", "--patch", PATCH, "--filters", FILTERS)
    walk.click("cog", layer, POND)
    assert not any(
        "sig=abc" in one.source() + one.name() for one in walk.project.mapLayers().values() if one is not layer
    )


def style(layer: QgsRasterLayer) -> None:
    """Red, green and blue of twelve bands of Sentinel-2, stretched."""
    from qgis.core import QgsContrastEnhancement, QgsMultiBandColorRenderer, QgsRasterMinMaxOrigin

    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 4, 3, 2))
    layer.setContrastEnhancement(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum,
        QgsRasterMinMaxOrigin.Limits.CumulativeCut,
    )


def safe_from_browser(walk: Walk) -> None:
    """A .SAFE of QGIS's browser that is dropped onto the dock equals the command line."""
    safe = Path(INPUTS["safe"])
    walk.drop_from_browser(safe)
    walk.opened(safe)
    layer = layer_named(safe.name)
    walk.show(layer)
    walk.wait_estimate()
    spin(1000)
    screenshot("safe_before")
    walk.embed_whole(clouds=True)
    walk.same_as_command_line(safe, "--mask-clouds", "--patch", PATCH, "--filters", FILTERS)
    walk.click("safe", layer, (0.95, 0.5))


def safe_dropped(walk: Walk) -> None:
    """The same from a file manager."""
    safe = Path(INPUTS["safe"])
    walk.drop_file(safe)
    walk.opened(safe)


def safe_zip(walk: Walk) -> None:
    """Its zip by *Open a scene…*."""
    packed = Path(INPUTS["safe_zip"])
    layer = walk.open_by_menu(1, packed)
    walk.show(layer)
    walk.embed_whole(clouds=True)
    walk.same_as_command_line(packed, "--mask-clouds", "--patch", PATCH, "--filters", FILTERS)
    walk.click("safe_zip", layer, (0.95, 0.5))


def landsat_folder(walk: Walk) -> None:
    """A Landsat folder by *Open a scene…*."""
    scene = Path(INPUTS["landsat"])
    layer = walk.open_by_menu(0, scene)
    walk.show(layer)
    walk.wait_estimate()
    spin(800)
    screenshot("landsat_before")
    walk.embed_whole()
    walk.same_as_command_line(scene, "--patch", PATCH, "--filters", FILTERS)
    walk.click("landsat", layer, (0.51, 0.51))


def landsat_tar(walk: Walk) -> None:
    """A Landsat tar that is dropped."""
    packed = Path(INPUTS["landsat"] + ".tar")
    walk.drop_file(packed)
    layer = walk.opened(packed)
    walk.show(layer)
    walk.wait_estimate()
    walk.click("landsat_tar", layer, (0.51, 0.51))


def stac_item(walk: Walk) -> None:
    """A STAC item: its file is dropped."""
    item = FOLDER / "item" / "item.json"
    walk.drop_file(item)
    wait_for(lambda: layer_named("S2B"), 30, "the layer")
    layer = layer_named("S2B")
    walk.show(layer)
    walk.wait_estimate()
    walk.embed_whole()
    walk.same_as_command_line(item, "--patch", PATCH, "--filters", FILTERS)
    walk.click("stac", layer, POND)


def alpha_earth(walk: Walk) -> None:
    """AlphaEarth's codes: picture, click, values and similarities by the formula."""
    background(walk)
    path = FOLDER / "alphaearth.tif"
    layer = QgsRasterLayer(str(path), "AlphaEarth 2023")
    walk.show(layer)
    wait_for(lambda: layer_named("AlphaEarth 2023 · "), 60, "the picture")
    spin(800)
    iface.messageBar().clearWidgets()
    wait_drawn()
    screenshot("alphaearth_picture")
    wait_for(walk.body.similar.kind.isVisible, 30, "the kind")
    heatmap = walk.click("alphaearth", layer, POND)
    codes = signed(gdal.Open(str(path)).ReadAsArray())
    values = np.where(codes == -128, np.nan, np.sign(codes) * (np.abs(codes) / 127.5) ** 2)
    check_similarities(walk, values, gdal.Open(str(path)).GetGeoTransform(), heatmap)


def signed(stored: np.ndarray) -> np.ndarray:
    """Signed bytes, which an older GDAL takes for unsigned ones."""
    return stored.astype(np.uint8).view(np.int8).astype(float)


def check_similarities(walk: Walk, values: np.ndarray, place: tuple[float, ...], heatmap: QgsRasterLayer) -> None:
    """Copied values and the whole heatmap are what the formula gives of values (dim, row, column)."""
    picked = markers()[0].mark.point
    column, row = int((picked.x() - place[0]) / place[1]), int((picked.y() - place[3]) / place[5])
    vector = values[:, row, column]
    assert np.allclose([float(value) for value in copied(walk.body.similar.copy)], vector, atol=1e-6)
    dataset = gdal.Open(heatmap.source())
    band = dataset.GetRasterBand(1)
    shown = band.ReadAsArray().astype(float)
    if band.GetNoDataValue() is not None:
        shown[shown == band.GetNoDataValue()] = np.nan
    shown = shown * (band.GetScale() or 1) + (band.GetOffset() or 0)
    if dataset.GetGeoTransform()[5] * place[5] < 0:
        shown = shown[::-1]
    with np.errstate(invalid="ignore"):
        centred = values - np.nanmean(values, axis=(1, 2), keepdims=True)  # as similarities are measured by themselves
        unit = centred / np.linalg.norm(centred, axis=0)
        error = np.nanmax(np.abs(np.einsum("drc,d->rc", unit, unit[:, row, column]) - shown))
    assert error < 1e-6, error


def background(walk: Walk) -> None:
    """The scene under what comes."""
    add_image(INPUTS["scene"], "Sentinel-2", red=4, green=3, blue=2)


def tessera_arrays(walk: Walk) -> None:
    """TESSERA's arrays by *Import embeddings* of the toolbox."""
    import processing

    background(walk)
    output = FOLDER / "imported.tif"
    array = next((FOLDER / "tessera").glob("*[0-9].npy"))
    parameters = {"INPUT": str(array), "DTYPE": "float32", "OUTPUT": str(output)}
    assert processing.runAndLoadResults("landprint:importembeddings", parameters)
    wait_for(lambda: layer_named("Embedding raster"), 60, "the result")
    spin(3000)
    layer = next(one for one in walk.project.mapLayers().values() if one.name() == "Embedding raster")
    walk.zoom(layer)
    screenshot("tessera_imported")
    codes, scales = np.load(array), np.load(str(array).replace(".npy", "_scales.npy"))
    expected = np.moveaxis(codes * scales[..., None].astype(float), -1, 0)
    values, both = gdal.Open(str(output)).ReadAsArray(), np.isfinite(expected)
    assert np.array_equal(np.isfinite(values), both)
    assert np.abs(values - expected)[both].max() < 1e-6
    walk.body.embeddings.choose(layer)
    walk.click("tessera_arrays", layer, POND)


def tessera_floats(walk: Walk) -> None:
    """TESSERA's GeoTIFF."""
    background(walk)
    path = next(FOLDER.glob("grid_*_2024.tif"))
    layer = QgsRasterLayer(str(path), "TESSERA 2024")
    walk.show(layer)
    wait_for(lambda: layer_named("TESSERA 2024 · "), 60, "the picture")
    spin(800)
    wait_drawn()
    screenshot("tessera_picture")
    walk.click("tessera", layer, POND)


def tessera_zarr(walk: Walk) -> None:
    """TESSERA's Zarr store, as QGIS opens it."""
    background(walk)
    layer = QgsRasterLayer(f'ZARR:"{FOLDER / "tessera.zarr"}":/utm12/embeddings', "TESSERA Zarr")
    if not layer.isValid():
        raise SkipTest("this QGIS's GDAL opens no array of four dimensions as a raster")
    walk.show(layer)
    wait_for(lambda: layer_named("TESSERA Zarr · "), 60, "the picture")
    spin(800)
    wait_drawn()
    screenshot("zarr_picture")
    if walk.body.embeddings.current is not layer:
        walk.body.embeddings.choose(layer)
    spin(1000)
    walk.click("zarr", layer, POND)


def chips(walk: Walk) -> None:
    """GeoParquet of polygons: similar places, k-means, classes by examples, from the toolbox."""
    import processing

    background(walk)
    path = str(FOLDER / "chips.parquet")
    scene = next(iter(walk.project.mapLayers().values()))
    place = walk.place(scene, POND)
    where = f"{place.x()},{place.y()} [{walk.project.crs().authid()}]"
    for name, parameters in (
        ("similarpoints", {"INPUT": path, "POINT": where, "K": 40}),
        ("kmeanspoints", {"INPUT": path, "CLUSTERS": 6}),
    ):
        output = FOLDER / f"{name}.gpkg"
        processing.runAndLoadResults(f"landprint:{name}", {**parameters, "OUTPUT": str(output)})
        layer = next(one for one in walk.project.mapLayers().values() if str(output) in one.source())
        spin(800)
        walk.zoom(scene)
        screenshot(f"chips_{name}")
        walk.story.facts[name] = [layer.name(), layer.featureCount(), layer.geometryType().__str__(), *messages()]
        walk.project.layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(False)


def chips_in_dock(walk: Walk) -> None:
    """The same table as a layer, where this QGIS reads GeoParquet."""
    background(walk)
    path = FOLDER / "chips.parquet"
    layer = QgsVectorLayer(str(path), "Chips", "ogr")
    if not layer.isValid():
        raise SkipTest("this QGIS reads no GeoParquet")
    if not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    walk.project.addMapLayer(layer)
    iface.setActiveLayer(layer)
    spin(2000)
    screenshot("chips_layer")
    walk.body.embeddings.choose(layer)
    spin(800)
    click_widget(walk.body.similar.pick)
    scene = layer_named("Sentinel-2")
    place = walk.place(scene, POND)
    click_map(place.x(), place.y())
    wait_for(lambda: layer_named("Most similar"), 30, "the points")
    spin(800)
    wait_drawn()
    screenshot("chips_dock")


def virtual(walk: Walk) -> None:
    """QGIS's on-the-fly raster calculator: a layer that is in no file."""
    scene = QgsRasterLayer(INPUTS["scene"], "scene")
    walk.project.addMapLayer(scene)
    walk.project.layerTreeRoot().findLayer(scene.id()).setItemVisibilityChecked(False)
    parameters = QgsRasterDataProvider.VirtualRasterParameters()
    parameters.crs, parameters.extent = scene.crs(), scene.extent()
    parameters.width, parameters.height = scene.width(), scene.height()
    parameters.formula = '("scene@8" - "scene@4") / ("scene@8" + "scene@4")'
    entry = QgsRasterDataProvider.VirtualRasterInputLayers()
    entry.name, entry.uri, entry.provider = "scene", scene.source(), "gdal"
    parameters.rInputLayers = [entry]
    uri = QgsRasterDataProvider.encodeVirtualRasterProviderUri(parameters)
    layer = QgsRasterLayer(uri, "NDVI on the fly", "virtualraster")
    walk.show(layer)
    walk.wait_estimate()
    spin(800)
    screenshot("virtual_before")
    assert walk.look_at.estimate.text().startswith("Landprint writes")
    walk.click("virtual", layer, POND)


def memory(walk: Walk) -> None:
    """A raster in QGIS's own memory."""
    gdal.Translate("/vsimem/scene.tif", INPUTS["scene"])
    layer = QgsRasterLayer("/vsimem/scene.tif", "In memory")
    style(layer)
    walk.show(layer)
    walk.wait_estimate()
    screenshot("memory_before")
    walk.click("memory", layer, POND)
    gdal.Unlink("/vsimem/scene.tif")


def crs_by_hand(walk: Walk) -> None:
    """A file without a CRS, which is set in QGIS."""
    layer = QgsRasterLayer(str(FOLDER / "without crs.tif"), "CRS by hand")
    style(layer)
    layer.setCrs(QgsRasterLayer(INPUTS["scene"], "").crs())
    walk.show(layer)
    walk.wait_estimate()
    heatmap = walk.click("crs", layer, POND)
    assert heatmap.crs() == layer.crs(), heatmap.crs().authid()
    # The same layer on a map in degrees.
    walk.project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    walk.zoom(layer)
    walk.click("crs_degrees", layer, (0.2, 0.2))


def moved(walk: Walk) -> None:
    """A file that goes while it is looked at, and is found again."""
    path = FOLDER / "moving.tif"
    gdal.Translate(str(path), INPUTS["scene"])
    layer = QgsRasterLayer(str(path), "Moving")
    style(layer)
    walk.show(layer)
    walk.wait_estimate()
    path.rename(path.with_name("elsewhere.tif"))
    walk.canvas.zoomByFactor(1.2)
    wait_for(lambda: "has lost its file" in walk.look_at.estimate.text(), 20, "the sentence")
    spin(500)
    screenshot("moved_lost")
    layer.setDataSource(str(path.with_name("elsewhere.tif")), "Moving", "gdal")
    walk.zoom(layer)
    walk.wait_estimate()
    style(layer)
    walk.click("moved", layer, POND)


def stack(walk: Walk) -> None:
    """A stack with an SCL band: the mask is offered, and the band is no band of the image."""
    path = FOLDER / "stack with SCL.tif"
    layer = QgsRasterLayer(str(path), "Stack with SCL")
    style(layer)
    walk.show(layer)
    walk.embed_whole(clouds=True)
    bands = walk.look_at.bands.text()
    screenshot("stack_dock", walk.body)
    walk.story.facts["stack"] = bands
    walk.same_as_command_line(path, "--mask-clouds", "--patch", PATCH, "--filters", FILTERS)
    walk.click("stack", layer, POND)


def own_sensor(walk: Walk) -> None:
    """A sensor of one's own, from a JSON file that is chosen in the dock, and edited there."""
    layer = QgsRasterLayer(INPUTS["scene"], "My camera's image")
    style(layer)
    walk.show(layer)
    walk.wait_estimate()
    choose_encoder(walk.look_at, "clay-v1.5")
    wait_for(lambda: "bands" in walk.look_at.sensor.line, 30, "the sensor")
    unfold(walk.look_at)
    click_widget(walk.look_at.sensor)
    wait_for(lambda: QApplication.activeModalWidget() is not None, 10, "the dialog of the sensor")
    dialog = QApplication.activeModalWidget()
    dialog.sensor.setCurrentIndex(dialog.sensor.findText("Own sensor…"))
    wait_for(lambda: QApplication.activeModalWidget() is not dialog, 10, "the dialog of the own sensor")
    own = QApplication.activeModalWidget()
    walk.choose_file(lambda: click_widget(own.open_file), FOLDER / "camera.json")
    wait_for(lambda: own.lines["name"].text() == "drone camera", 10, "the file's sensor")
    own.table.item(0, 1).setText("485")
    spin(400)
    screenshot("sensor_own", own)
    click_widget(own.buttons.button(QDialogButtonBox.StandardButton.Ok))
    wait_for(lambda: dialog.sensor.currentText() == "drone camera", 5, "the sensor")
    spin(300)
    screenshot("sensor_chosen", dialog)
    click_widget(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
    wait_for(lambda: walk.look_at.sensor.line.startswith("drone camera"), 30, "the engine's answer")
    spin(500)
    screenshot("sensor_dock", walk.body)


KINDS = (
    basemap,
    remote_cog,
    safe_from_browser,
    safe_dropped,
    safe_zip,
    landsat_folder,
    landsat_tar,
    stac_item,
    alpha_earth,
    tessera_arrays,
    tessera_floats,
    tessera_zarr,
    chips,
    chips_in_dock,
    virtual,
    memory,
    crs_by_hand,
    moved,
    stack,
    own_sensor,
)


def tell(story: Story) -> None:
    with story.step("installed"):
        pyplugin_installer.instance().installFromZipFile(INPUTS["package"])
        assert "landprint" in qgis.utils.plugins
        assert (PLUGIN / "__init__.py").exists()
        body = open_dock(360).body
        wait_for(body.setup.isVisible, 20, "the page without an engine")
        screenshot("installed")
        body.setup.python_chosen.emit(PYTHON)
        wait_for(body.look_at.isVisible, 60, "the engine")
        wait_for(lambda: body.look_at.encoders.known, 30, "the encoders")
    walk = Walk(story, body)
    for kind in KINDS:
        if ONLY and kind.__name__ not in ONLY:
            continue
        walk.fresh()
        with story.step(kind.__name__):
            kind(walk)


start(tell)
