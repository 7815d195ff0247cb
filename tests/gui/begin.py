"""Runs inside the QGIS desktop: lets a story import what is in the checkout, and begins it."""

from __future__ import annotations

import importlib
import os
import sys

sys.path.insert(0, os.environ["LANDPRINT_ROOT"])
importlib.import_module(os.environ["LANDPRINT_SCRIPT"])
