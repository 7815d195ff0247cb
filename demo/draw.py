"""Run by QGIS's Python: draw.py FOLDER writes FOLDER/landprint.qgz and FOLDER/demo.png from the rasters in FOLDER."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "build" / "link"))

from qgis.core import QgsApplication, QgsProject  # noqa: E402


def main(folder: Path) -> None:
    # A GUI application, though nothing is shown: text on a map needs Qt's fonts.
    application = QgsApplication([], True)
    application.initQgis()
    from picture import draw
    from project import DemoLayers, make_project

    project = QgsProject.instance()
    layers = DemoLayers(folder)
    make_project(layers, project)
    draw(layers, project, folder / "demo.png")
    if not project.write(str(folder / "landprint.qgz")):
        raise SystemExit(f"error: QGIS cannot write {folder / 'landprint.qgz'}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
    sys.stdout.flush()
    # QGIS crashes when it is ended while Python still holds layers; everything is written.
    os._exit(0)
