"""Runs inside the QGIS desktop: goes through what docs/guide shows, and takes its pictures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["LANDPRINT_ROOT"])

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface

from tests.gui.inside import (
    Story,
    add_image,
    open_dock,
    spin,
    start,
    wait_drawn,
    wait_for,
)

SCENE, WEIGHTS = os.environ["LANDPRINT_SCENE"], os.environ["LANDPRINT_GALILEO"]
WIDTH, PICTURES = int(os.environ["LANDPRINT_WIDTH"]), Path(os.environ["LANDPRINT_PICTURES"])
WINDOW = (0, 0, 1180, 820)
RIVER, FOREST = (-56.35747, -1.46053), (-56.37005, -1.47822)


def picture(name: str, widget: QWidget | None = None) -> None:
    """The window, or one widget, as a small PNG of at most 256 colours."""
    QApplication.processEvents()
    image = (widget or iface.mainWindow()).grab().toImage()
    small = image.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)
    PICTURES.mkdir(parents=True, exist_ok=True)
    small.save(str(PICTURES / f"{name}.png"), "PNG", 0)  # 0: as small as it gets


def tell(story: Story) -> None:
    window = iface.mainWindow()
    window.setGeometry(*WINDOW)
    dock_widget = open_dock(WIDTH)
    dock = dock_widget.body
    wait_for(lambda: dock.look_at.known_encoders, 30, "the encoders")

    with story.step("empty"):
        spin(500)
        picture("empty", dock_widget)

    with story.step("image"):
        add_image(SCENE, "Sentinel-2 2023-07-14", red=4, green=3, blue=2)
        wait_for(dock.look_at.advice.isVisible, 30, "the advice")
        wait_drawn()
        picture("recognised", dock_widget)


start(tell)
