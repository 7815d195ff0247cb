"""What the plugin adds to the start of QGIS."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .tables import Bar, Table

ROOT = Path(__file__).resolve().parent.parent
MOST_MS = 50
# Time of the processor: what QGIS itself loads before is not counted, nor what other programs do meanwhile.
START = """
import sys, time
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
import qgis.gui, qgis.utils, numpy
sys.path.insert(0, "build/link")
started = time.process_time()
import landprint
plugin = landprint.classFactory(None)
plugin.initProcessing()
print(1000 * (time.process_time() - started))
plugin.unload()
"""


def start_table(repeats: int) -> Table:
    """The least milliseconds of several starts of a bare QGIS."""
    table = Table(title="What the plugin adds to the start of QGIS", columns={"ms": ".0f"})
    table.add(
        "classFactory and the Processing provider", [min(_start() for _ in range(repeats))], [Bar(at_most=MOST_MS)]
    )
    return table


def _start() -> float:
    command = [ROOT / "development" / "qgis.sh", "python", "-c", START]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()[-1])
