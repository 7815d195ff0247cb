"""What the plugin adds to the start of QGIS."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .tables import Bar, Table

ROOT = Path(__file__).resolve().parent.parent
MOST_MS = 50
CHROOTS = ("3.40", "3.44")  # beside this system's QGIS; they need root
# Time of the processor: what QGIS itself loads before is not counted, nor what other programs do meanwhile.
START = """
import sys, time
from qgis.core import Qgis, QgsApplication
app = QgsApplication([], False)
app.initQgis()
import qgis.gui, qgis.utils, numpy
sys.path.insert(0, "build/link")
started = time.process_time()
import landprint
plugin = landprint.classFactory(None)
plugin.initProcessing()
print(Qgis.QGIS_VERSION_INT, 1000 * (time.process_time() - started))
plugin.unload()
"""


def start_table(repeats: int) -> Table:
    """The least milliseconds of several starts of a bare QGIS, for each version."""
    table = Table(title="What the plugin adds to the start of QGIS", columns={"ms": ".0f"})
    chroots = CHROOTS if os.geteuid() == 0 else ()
    for prefix in ([], *([ROOT / "development" / "chroot.sh", version] for version in chroots)):
        versions, times = zip(*(_start(prefix) for _ in range(repeats)), strict=True)
        name = f"QGIS {versions[0] // 10_000}.{versions[0] // 100 % 100}: classFactory and the Processing provider"
        table.add(name, [min(times)], [Bar(at_most=MOST_MS)])
    return table


def _start(prefix: list[str | Path]) -> tuple[int, float]:
    """QGIS's version and the milliseconds of one start."""
    command = [*prefix, ROOT / "development" / "qgis.sh", "python", "-c", START]
    # A person's QGIS keeps what it has compiled.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, check=True, text=True).stdout.split()
    return int(said[-2]), float(said[-1])
