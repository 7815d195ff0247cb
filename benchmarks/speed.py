"""How fast the engine is, beside what one would run instead, side by side in one run; tables in Markdown.

Run: make bench, or .venv/bin/python -m benchmarks.speed [TABLE ...] [--quick] [--check]
Only ratios mean something elsewhere; a table's ways take turns, so that a busy moment of the machine meets all.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from . import clay_speed, index_speed, qgis_start, raster_speed, remote_traffic, satclip_speed, tile_workers
from .bench import Bench, bench
from .tables import Table

Tables = Callable[[Bench, bool], Table]


def _clay(run: Bench, quick: bool) -> Table:
    return clay_speed.runtimes_table(run.folder, size="base" if quick else "large", chips=2 if quick else 4)


def _overhead(run: Bench, quick: bool) -> Table:
    clay, sides = ("base", (1024, 768)) if quick else ("large", (2560, 1280))
    return raster_speed.overhead_table(
        run, galileo_side=sides[0], clay=clay, clay_side=sides[1], repeats=1 if quick else 3
    )


def _memory(run: Bench, quick: bool) -> Table:
    return raster_speed.memory_table(run, clay="base" if quick else "large", side=4096 if quick else 10_000, chips=4)


def _kmeans(run: Bench, quick: bool) -> Table:
    return raster_speed.kmeans_table(run, patches=50_000 if quick else 500_000)


def _heatmap(run: Bench, quick: bool) -> Table:
    return raster_speed.heatmap_table(run, patches=50_000 if quick else 500_000)


def _satclip(_: Bench, quick: bool) -> Table:
    return satclip_speed.locations_table(10_000 if quick else 100_000)


def _world(run: Bench, quick: bool) -> Table:
    return satclip_speed.world_table(run, 1.0 if quick else 0.1)


def _remote(run: Bench, quick: bool) -> Table:
    return remote_traffic.traffic_table(run, side=5490)


def _extents(run: Bench, quick: bool) -> Table:
    return remote_traffic.extents_table(run, side=2560 if quick else 3072)


def _tiles(run: Bench, quick: bool) -> Table:
    return tile_workers.workers_table(run, tiles_each=32, seconds=2.0, side=1024 if quick else 2048)


def _index(run: Bench, quick: bool) -> Table:
    return index_speed.memory_table(run, across=3 if quick else 6, down=3 if quick else 7)


def _dask(run: Bench, quick: bool) -> Table:
    return index_speed.dask_table(run, across=3, down=1 if quick else 4)


def _start(_: Bench, quick: bool) -> Table:
    return qgis_start.start_table(3 if quick else 10)


TABLES: dict[str, Tables] = {
    "clay": _clay,
    "overhead": _overhead,
    "memory": _memory,
    "kmeans": _kmeans,
    "heatmap": _heatmap,
    "satclip": _satclip,
    "world": _world,
    "remote": _remote,
    "extents": _extents,
    "tiles": _tiles,
    "index": _index,
    "dask": _dask,
    "start": _start,
}


def main() -> int:
    """1 when --check is given and a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--quick", action="store_true", help="smaller models and rasters: minutes, and no bars to hold")
    parser.add_argument("--check", action="store_true", help="fail when a bar is missed")
    options = parser.parse_args()
    started = time.monotonic()
    missed: list[str] = []
    for name in options.tables or TABLES:
        with bench() as run:
            missed += TABLES[name](run, options.quick).missed
    print(f"\n{time.monotonic() - started:.0f} s. {'All bars are met.' if not missed else 'Missed:'}")
    print("\n".join(missed))
    return int(options.check and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
