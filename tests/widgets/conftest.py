"""Where there is no QGIS, ``qgis.PyQt`` is PyQt 6, as it is in QGIS 4: the dock's own widgets need no more of it."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType


def _stand_in_for_qgis() -> None:
    for name in ("qgis", "qgis.PyQt"):
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__path__ = []
    for name in ("QtCore", "QtGui", "QtWidgets", "QtTest"):
        sys.modules[f"qgis.PyQt.{name}"] = importlib.import_module(f"PyQt6.{name}")


try:
    import qgis.PyQt  # noqa: F401
except ModuleNotFoundError:
    _stand_in_for_qgis()

from qgis.PyQt.QtCore import QLocale  # noqa: E402 - it is there now

QLocale.setDefault(QLocale("en_US"))  # numbers, whatever this computer's language is
