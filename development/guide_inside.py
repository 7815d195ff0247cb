"""Runs inside the QGIS desktop: goes through what docs/guide shows, and takes its pictures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.widgets.words import ZERO_WIDTH
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QLabel, QLineEdit, QWidget
from qgis.utils import iface

from tests.gui.inside import (
    Story,
    add_image,
    click_map,
    click_widget,
    layer_named,
    open_dock,
    spin,
    start,
    wait_drawn,
    wait_for,
    xdotool,
)

SCENE, WEIGHTS = os.environ["LANDPRINT_SCENE"], os.environ["LANDPRINT_GALILEO"]
LANDSAT, CODES, TILES = (os.environ[f"LANDPRINT_{name}"] for name in ("LANDSAT", "CODES", "TILES"))
FOREST = (293_760, 9_117_480)  # in the Landsat scene
WIDTH, PICTURES = int(os.environ["LANDPRINT_DOCK"]), Path(os.environ["LANDPRINT_PICTURES"])
WINDOW = (0, 0, 1250, 880)
MOST_PIXELS = 800  # of a picture's width
RIVER, LAKE, VILLAGE = (-56.35758, -1.46045), (-56.35851, -1.46433), (-56.37144, -1.47151)
EXAMPLES = (
    ((-56.36344, -1.46608), (-56.36201, -1.4698), (-56.36624, -1.47584), (-56.3574, -1.4705)),
    ((-56.36965, -1.4665), (-56.36633, -1.46994), (-56.37001, -1.47307), (-56.37149, -1.47585)),
    ((-56.35758, -1.46045), (-56.35528, -1.46449), (-56.3663, -1.4597)),
)


def picture(name: str, widget: QWidget | None = None) -> None:
    """The window, or one widget, as a small PNG of at most 256 colours."""
    iface.messageBar().clearWidgets()
    spin(300)
    QApplication.processEvents()
    image = (widget or iface.mainWindow()).grab().toImage()
    if image.width() > MOST_PIXELS:
        image = image.scaledToWidth(MOST_PIXELS, Qt.TransformationMode.SmoothTransformation)
    small = image.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)
    PICTURES.mkdir(parents=True, exist_ok=True)
    small.save(str(PICTURES / f"{name}.png"), "PNG", 0)  # 0: as small as it gets


def at_home(widget: QWidget) -> None:
    """Have the widget's labels name a folder as it is on a person's computer, in place of this one's."""
    for label in widget.findChildren(QLabel):
        text = label.text().replace(ZERO_WIDTH, "")
        if "<" not in text:
            label.setText(re.sub(r"/\S+/landprint\b", "~/.local/share/landprint", text))


def wait_heatmap() -> None:
    """Wait until the heatmap follows the newest place, and is drawn."""
    wait_for(lambda: layer_named("Similar") or layer_named("Ähnlich") or layer_named("Semblable"), 120, "the heatmap")
    spin(1500)
    wait_drawn()


def codes_picture(layer: QgsRasterLayer) -> bool:
    """Whether the layer is drawn by its principal components, in a layer of its own."""
    return any(
        one.customProperty("landprint/components_of") == layer.id()
        for one in QgsProject.instance().mapLayers().values()
    )


def start_anew() -> None:
    """Begin with an empty project, and without a question what is to become of the results."""
    body = open_dock(WIDTH).body
    body.find_similar.leave_map()
    QgsProject.instance().clear()
    body.storage.closed.clear()
    spin(500)


def set_up(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    dock.set_up.offer(EngineFailure("setup", ""))
    dock.setCurrentIndex(1)
    spin(500)
    at_home(dock_widget)
    picture("set-up", dock_widget)
    dock.setCurrentIndex(0)


def image(dock_widget: QDockWidget) -> None:
    look_at = dock_widget.body.look_at
    add_image(SCENE, "Sentinel-2 2023-07-14", red=4, green=3, blue=2)
    wait_for(lambda: look_at.sensor.line or look_at.advice.isVisible(), 30, "the sensor")
    look_at.encoders.choose("galileo-nano")
    look_at.weights.file_chosen.emit(WEIGHTS)
    wait_for(lambda: look_at.encoder.ready, 60, "the weights")
    iface.messageBar().clearWidgets()
    wait_for(lambda: "·" in look_at.estimate.text(), 60, "the estimate")
    spin(2500)  # those of finer steps
    wait_drawn()
    picture("image", dock_widget)
    click_widget(look_at.line)
    spin(800)
    picture("settings", dock_widget)
    click_widget(look_at.fold)
    spin(300)


def first_click(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    look_at, similar = dock.look_at, dock.similar
    click_widget(similar.pick)
    wait_for(similar.pick.isChecked, 5, "the tool")
    click_map(*RIVER)
    wait_heatmap()
    wait_for(lambda: dock.embeddings.current is not None and not look_at.embed.is_working, 120, "the embeddings")
    wait_heatmap()
    wait_for(lambda: "·" in look_at.estimate.text(), 60, "the estimate")
    picture("first-click")


def places(dock_widget: QDockWidget) -> None:
    similar = dock_widget.body.similar
    click_map(*LAKE, key="shift")
    spin(800)
    click_map(*VILLAGE, key="shift")
    spin(800)
    click_widget(similar.unlike)
    click_map(-56.36344, -1.46608)
    wait_heatmap()
    picture("places")


def most_similar(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    similar = dock.similar
    click_widget(similar.clear)
    click_widget(similar.pick)
    click_map(*VILLAGE)
    wait_heatmap()
    click_widget(similar.most_similar.button)
    wait_for(similar.strip.isVisible, 30, "the strip")
    spin(2500)
    dock.currentWidget().ensureWidgetVisible(similar.strip)
    picture("most-similar", dock_widget)


def examples(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    similar = dock.similar
    dock.find_similar.leave_map()
    click_widget(similar.clear)
    page = dock.examples
    dock.currentWidget().ensureWidgetVisible(page.save)
    click_widget(page.pick)
    wait_for(page.pick.isChecked, 5, "the tool")
    click_widget(page.add)
    spin(500)
    iface.mapCanvas().setFocus()
    for row, points in enumerate(EXAMPLES):
        xdotool("key", str(row + 1))
        for point in points:
            click_map(*point)
            spin(900)
    for row, name in enumerate(("forest", "village", "water")):
        page.table.renamed.emit(row, name)
        spin(300)
    wait_for(lambda: "of 100" in page.score.text(), 60, "the map of all examples")
    spin(500)
    dock.currentWidget().ensureWidgetVisible(page.save)
    wait_drawn()
    picture("examples")
    click_widget(page.pick)


def by_itself(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    dock.classes_group.by_itself.click()
    spin(300)
    dock.classes.count.setValue(8)
    dock.currentWidget().ensureWidgetVisible(dock.classes.run)
    click_widget(dock.classes.run.button)
    wait_for(lambda: dock.classes.table.rowCount() == 8, 120, "the classes")
    spin(1500)
    dock.currentWidget().ensureWidgetVisible(dock.classes.table)
    wait_drawn()
    picture("by-itself")


def toolbox(_dock_widget: QDockWidget) -> None:
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    toolbox.show()
    toolbox.raise_()
    search = toolbox.findChild(QLineEdit)
    search.setText("landprint")
    spin(1200)
    toolbox.setFloating(True)
    toolbox.resize(330, 560)
    spin(500)
    picture("toolbox", toolbox)
    toolbox.setFloating(False)
    toolbox.close()


def models(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    dock.models.show()
    spin(2500)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    at_home(dialog)
    picture("models", dialog)
    dialog.close()


def embeddings_of_others(dock_widget: QDockWidget) -> None:
    similar = dock_widget.body.similar
    project = QgsProject.instance()
    start_anew()
    add_image(LANDSAT, "Landsat", red=3, green=2, blue=1)
    codes = QgsRasterLayer(CODES, "AlphaEarth 2023")
    project.addMapLayer(codes)
    wait_for(lambda: codes_picture(codes), 60, "the picture")
    wait_for(similar.kind.isVisible, 30, "the kind")
    click_widget(similar.pick)
    click_map(*FOREST)
    wait_heatmap()
    picture("embeddings-of-others")


def basemap(dock_widget: QDockWidget) -> None:
    dock = dock_widget.body
    look_at, similar = dock.look_at, dock.similar
    project = QgsProject.instance()
    start_anew()
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    scene = QgsRasterLayer(LANDSAT, "scene")
    to_mercator = QgsCoordinateTransform(scene.crs(), mercator, project)
    source = f"type=xyz&url={TILES}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=8&zmax=14"
    canvas = iface.mapCanvas()
    canvas.freeze(True)  # QGIS shows the whole world of the first layer
    project.setCrs(mercator)
    basemap = QgsRasterLayer(source, "Basemap", "wms")
    project.addMapLayer(basemap)
    iface.setActiveLayer(basemap)
    spin(300)
    canvas.setExtent(to_mercator.transformBoundingBox(scene.extent()).scaled(0.8))
    canvas.freeze(False)
    wait_for(lambda: look_at.embed.button.isEnabled() and "·" in look_at.estimate.text(), 60, "the estimate")
    click_widget(similar.pick)
    wait_drawn()
    place = to_mercator.transform(QgsPointXY(*FOREST))
    click_map(place.x(), place.y())
    wait_for(lambda: dock.embeddings.current is not None and not look_at.embed.is_working, 120, "the embeddings")
    wait_heatmap()
    picture("basemap")


STEPS = (
    set_up,
    image,
    first_click,
    places,
    most_similar,
    examples,
    by_itself,
    toolbox,
    models,
    embeddings_of_others,
    basemap,
)


def tell(story: Story) -> None:
    window = iface.mainWindow()
    window.setGeometry(*WINDOW)
    for name in ("Browser", "Bookmarks"):
        if (panel := window.findChild(QDockWidget, name)) is not None:
            panel.close()
    dock_widget = open_dock(WIDTH)
    wait_for(lambda: dock_widget.body.look_at.encoders.known, 30, "the encoders")
    for step in STEPS:
        with story.step(step.__name__):
            step(dock_widget)
    QgsProject.instance().setDirty(False)


start(tell)
