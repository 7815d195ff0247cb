"""SatCLIP's location encoder beside the published way of evaluating it, on the same places, in one run.

Published: every harmonic (l, m) by itself as a printed function of cosine and longitude, in torch, then the network.
Run: .venv/bin/python -m benchmarks.satclip_speed [--places 100000] [--recipe recipe.py] [--check]
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from safetensors.torch import save_file

from engine.encoders.satclip import locations
from engine.encoders.satclip.harmonics import Printed

from .bench import ROOT, Bench
from .tables import Bar, Table

Value = TypeVar("Value")

DEGREES, CAPACITY, DIM = 40, 512, 256
SEED = 20231128
LEAST_RATIO = 4.0  # of the whole, published over ours
MOST_SHARE = 0.5  # of the features' time in the network's
MOST_WORLD_MEMORY = 1000.0  # MB, of the world at any resolution


def main() -> int:
    """1 when --check is given and a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3, help="the best of so many runs counts, for both")
    parser.add_argument("--recipe", type=Path, help="recipe.py of the golden weights; without it weights of its shape")
    parser.add_argument("--check", action="store_true", help="fail when a bar is missed")
    options = parser.parse_args()
    state = golden_state(options.recipe) if options.recipe else None
    table = locations_table(options.places, options.repeats, state)
    return int(options.check and bool(table.missed))


def locations_table(count: int, repeats: int = 3, state: dict[str, torch.Tensor] | None = None) -> Table:
    """Ours beside the published evaluation; weights of the published shape by default."""
    state = state or random_state()
    lonlat = places(count)
    ours = locations.load_locations({name: tensor.numpy() for name, tensor in state.items()})
    published = PublishedEvaluation(state)
    # Alternating, so that a busy moment of the machine meets both.
    times: dict[str, list[float]] = {}
    for _ in range(repeats):
        expected, seconds = timed(lambda: published.features(lonlat))
        times.setdefault("published features", []).append(seconds)
        expected, seconds = timed(lambda features=expected: published.network(features))
        times.setdefault("published network", []).append(seconds)
        embeddings, seconds = timed(lambda: ours.embed(lonlat))
        times.setdefault("ours", []).append(seconds)
        features = timed(lambda: ours.first_layers(lonlat, lambda *_: None))[1]
        times.setdefault("our features alone", []).append(features)
    best = {name: min(values) for name, values in times.items()}
    return report(best, np.abs(embeddings - expected), lonlat)


def report(best: dict[str, float], difference: np.ndarray, lonlat: np.ndarray) -> Table:
    """The times side by side."""
    table = Table(
        title=f"SatCLIP's location encoder, {len(lonlat):,} places, L = {DEGREES}, float64",
        columns={"s": ".2f", "us a place": ".1f", "times published": ".1f", "of the network": ".2f"},
    )
    published = best["published features"] + best["published network"]
    network = best["ours"] - best["our features alone"]
    for name, seconds in best.items():
        is_ours, is_features = name == "ours", name == "our features alone"
        ratio = published / seconds if is_ours else None
        share = seconds / network if is_features else None
        bars = [None, None, Bar(at_least=LEAST_RATIO), Bar(at_most=MOST_SHARE)]
        table.add(name, [seconds, seconds / len(lonlat) * 1e6, ratio, share], bars)
    low = np.abs(lonlat[:, 1]) <= 30  # beyond, the published way does not agree with itself
    print(f"\nLargest difference {difference[low].max():.1e} below 30 degrees, {difference.max():.1e} anywhere.")
    return table


def world_table(run: Bench, degrees: float) -> Table:
    """Embedding the world in a grid of ``degrees``, and what is asked of it then, each in a process of its own."""
    table = Table(
        title=f"The world every {degrees:g} degrees, L = {DEGREES}",
        columns={"s": ".1f", "peak, MB": ".0f", "file, MB": ".0f"},
    )
    checkpoint, world = run.path(".safetensors"), run.path()
    save_file(random_state(), checkpoint)
    encoder = {"encoder": f"satclip-vit16-l{DEGREES}", "checkpoint": str(checkpoint), "resolution": degrees}
    asked: dict[str, dict[str, Any]] = {
        "embed_locations": {**encoder, "output": str(world)},
        "similarity_map": {"embeddings": str(world), "at": [[10.0, 24.0]], "output": str(run.path())},
        "kmeans": {"embeddings": str(world), "clusters": 8, "output": str(run.path())},
    }
    for operation, params in asked.items():
        seconds, peak = measured(operation, params)
        bar = Bar(at_most=MOST_WORLD_MEMORY) if operation == "embed_locations" else None
        table.add(operation, [seconds, peak / 1e6, Path(params["output"]).stat().st_size / 1e6], [None, bar, None])
    return table


def measured(operation: str, params: dict[str, Any]) -> tuple[float, int]:
    """Seconds and the most bytes of memory that an operation takes in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE, operation, json.dumps(params)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = ended.stdout.split()
    return float(seconds), int(peak)


MEASURE = """
import json, sys, time
from benchmarks.memory import peak_memory
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter

started = time.perf_counter()
run_operation(State(), sys.argv[1], json.loads(sys.argv[2]), Reporter())
print(time.perf_counter() - started, peak_memory())
"""


def timed(work: Callable[[], Value]) -> tuple[Value, float]:
    """What ``work`` returns, and its seconds."""
    started = time.perf_counter()
    value = work()
    return value, time.perf_counter() - started


def places(count: int) -> np.ndarray:
    """Longitudes and latitudes (count, 2) spread evenly over the Earth."""
    random = np.random.default_rng(SEED)
    return np.stack([random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))], axis=1)


def random_state() -> dict[str, torch.Tensor]:
    """Weights of the published shape."""
    random = np.random.default_rng(SEED)

    def layer(name: str, out: int, into: int, bound: float) -> dict[str, torch.Tensor]:
        weight, bias = random.uniform(-bound, bound, (out, into)), random.uniform(-0.1, 0.1, out)
        return {f"{name}.weight": torch.from_numpy(weight), f"{name}.bias": torch.from_numpy(bias)}

    hidden = (6.0 / CAPACITY) ** 0.5
    return {
        **layer("layers.0", CAPACITY, DEGREES**2, 5.0 / DEGREES**2),
        **layer("layers.1", CAPACITY, CAPACITY, hidden),
        **layer("last_layer", DIM, CAPACITY, hidden),
    }


def golden_state(recipe: Path) -> dict[str, torch.Tensor]:
    """The weights that the golden numbers were made with."""
    values = runpy.run_path(str(recipe))["satclip_location_state"](SEED, DEGREES, CAPACITY)
    return {name.removeprefix("nnet."): torch.from_numpy(value) for name, value in values.items()}


class PublishedEvaluation:
    """The formulas one by one, as generated code would have them, and the network as torch modules would run it."""

    def __init__(self, state: dict[str, torch.Tensor]) -> None:
        self.state = state
        self.printed = [
            (order, Printed.of(degree, abs(order))) for degree in range(DEGREES) for order in range(-degree, degree + 1)
        ]

    @torch.inference_mode()
    def features(self, lonlat: np.ndarray) -> torch.Tensor:
        """The harmonics (n, 1600), each by itself."""
        lon, lat = torch.from_numpy(lonlat).unbind(1)
        phi, theta = torch.deg2rad(lon + 180), torch.deg2rad(lat + 90)
        return torch.stack([self.harmonic(order, printed, theta, phi) for order, printed in self.printed], dim=-1)

    @staticmethod
    def harmonic(order: int, printed: Printed, theta: torch.Tensor, phi: torch.Tensor) -> torch.Tensor:
        """One printed function: prefactor * (1 - cos^2)^(m / 2) * polynomial * cos or sin."""
        cosine = torch.cos(theta)  # once a function, which is kinder to it than generated code is
        terms = [value * cosine**power if power else value for power, value in printed.coefficients.items()]
        polynomial = sum(terms[1:], start=terms[0])
        if order == 0:
            return polynomial * torch.ones_like(cosine)
        circle = torch.cos(order * phi) if order > 0 else torch.sin(-order * phi)
        return printed.prefactor * (1.0 - cosine**2) ** (abs(order) / 2) * polynomial * circle

    @torch.inference_mode()
    def network(self, features: torch.Tensor) -> np.ndarray:
        """Embeddings (n, 256) of features (n, 1600)."""
        hidden = features
        for layer, frequency in enumerate((30.0, 1.0)):
            weight, bias = self.state[f"layers.{layer}.weight"], self.state[f"layers.{layer}.bias"]
            hidden = torch.sin(frequency * torch.nn.functional.linear(hidden, weight, bias))
        weight, bias = self.state["last_layer.weight"], self.state["last_layer.bias"]
        return torch.nn.functional.linear(hidden, weight, bias).numpy()


if __name__ == "__main__":
    sys.exit(main())
