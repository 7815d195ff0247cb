"""From the start of the engine's process to its first answer and first embeddings, beside another checkout's engine.

Run: .venv/bin/python -m benchmarks.engine_start [--beside CHECKOUT] [--python PYTHON] [--repeats N] [--large]
The other checkout's engine runs in the environment of this one, or in PYTHON's; both take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio

from .bench import GALILEO_CHECKPOINT, ROOT
from .clay_speed import heads_of, write_checkpoint
from .raster_speed import KNOWN
from .tables import Table

# Prints the seconds since its process was started, those of CPU time, and its largest memory in megabytes.
PROGRAM = """
import json, sys, time
started = float(sys.argv[1])
sys.path.insert(0, sys.argv[2])
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
operation, params = json.loads(sys.argv[3])
run_operation(State(), operation, params, Reporter())
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.time() - started, time.process_time(), int(peak.split()[1]) / 1024)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="that runs this checkout's engine")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="with Clay of full size, 1.25 GB")
    options = parser.parse_args()
    engines = {"here": (options.python, ROOT)}
    if options.beside:
        engines["beside"] = (Path(sys.executable), options.beside.resolve())
    with tempfile.TemporaryDirectory() as folder:
        for title, operation, params in work(Path(folder), is_large=options.large):
            runs: dict[str, list[tuple[float, ...]]] = {name: [] for name in engines}
            for _ in range(options.repeats):
                for name, engine in engines.items():
                    runs[name].append(run(*engine, operation, params))
            table = Table(
                title=title, columns={"s, median": ".2f", "s, least": ".2f", "s of CPU, least": ".2f", "peak MB": ".0f"}
            )
            for name, figures in runs.items():
                seconds, of_cpu, peaks = zip(*figures, strict=True)
                table.add(name, [float(np.median(seconds)), min(seconds), min(of_cpu), max(peaks)])


def work(folder: Path, *, is_large: bool) -> list[tuple[str, str, dict[str, object]]]:
    """What is run: title, operation, parameters."""
    raster = folder / "chip.tif"
    random = np.random.default_rng(0)
    profile = {"driver": "GTiff", "count": 10, "height": 256, "width": 256, "dtype": "uint16", "crs": "EPSG:32632"}
    with rasterio.open(raster, "w", **profile, transform=rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)) as dataset:
        dataset.write(random.integers(200, 4000, (10, 256, 256), np.uint16))
    placed = {"raster": [str(raster)], "output": str(folder / "embedded.tif"), **KNOWN}
    asked: list[tuple[str, str, dict[str, object]]] = [("Start to the list of encoders", "encoders", {})]
    if GALILEO_CHECKPOINT.exists():
        of_galileo = {"encoder": "galileo-nano", "checkpoint": str(GALILEO_CHECKPOINT), "recipe": "fast"}
        asked.append(("Start to Galileo's embeddings of 256 x 256 pixels", "embed_raster", {**placed, **of_galileo}))
    size = "large" if is_large else "base"
    checkpoint = write_checkpoint(folder, size)
    of_clay = {"encoder": "clay-v1.5", "checkpoint": str(checkpoint), "heads": heads_of(checkpoint)}
    asked.append((f"Start to Clay {size}'s embeddings of one chip", "embed_raster", {**placed, **of_clay}))
    return asked


def run(python: Path, checkout: Path, operation: str, params: dict[str, object]) -> tuple[float, ...]:
    """Seconds from a process's start to the end of the operation, seconds of CPU, and its largest memory in MB."""
    command = [str(python), "-c", PROGRAM, str(time.time()), str(checkout), json.dumps([operation, params])]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "LANDPRINT_HOME": home}
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return tuple(map(float, ended.stdout.split()[-3:]))


if __name__ == "__main__":
    main()
