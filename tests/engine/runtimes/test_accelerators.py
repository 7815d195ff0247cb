"""What happens on a GPU that is missing, too small, full or broken."""

from __future__ import annotations

import sys

import numpy as np
import torch

from engine.runtimes.accelerators import Run, accelerators, is_out_of_memory, on_best_device
from engine.runtimes.graph import Floats, Network

GB = 10**9


class FakeGpu:
    """A GPU that doubles tokens, holds a number of chips and may fail."""

    def __init__(self, free: int = GB, holds: int = 100, fails_at: int | None = None, loads: bool = True) -> None:
        self._free, self._holds, self._fails_at, self._loads = free, holds, fails_at, loads
        self.batches: list[int] = []
        self.forgot = 0

    name = "Fake GPU"

    def free_bytes(self) -> int:
        return self._free

    def forget(self) -> None:
        self.forgot += 1

    def load(self, network: Network) -> Run:
        if not self._loads:
            raise RuntimeError("CUDA driver version is insufficient\nmore")
        return self._run

    def _run(self, tokens: Floats) -> Floats:
        if len(tokens) > self._holds:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate")
        if self._fails_at is not None and len(self.batches) == self._fails_at:
            raise RuntimeError("CUDA error: unspecified launch failure")
        self.batches.append(len(tokens))
        return tokens * 2


def on_cpu(tokens: Floats, check: object) -> Floats:
    return tokens * 2


def never() -> None:
    pass


def run_on(*gpus: FakeGpu, chips: int = 40) -> tuple[Floats, Floats, list[str]]:
    notes: list[str] = []
    network = Network(forward=lambda ops, x: x, weights={"w": np.zeros(110, np.float32)}, sides=("n", 2, 3))
    tokens = np.arange(chips * 6, dtype=np.float32).reshape(chips, 2, 3)
    transform = on_best_device(network, on_cpu, notes.append, gpus)
    return transform(tokens, never), tokens * 2, notes


def test_a_gpu_is_used_and_named() -> None:
    gpu = FakeGpu()
    ours, expected, notes = run_on(gpu)
    assert np.array_equal(ours, expected)
    assert gpu.batches == [32, 8]
    assert notes == ["The model runs on Fake GPU, in half precision."]


def test_without_a_gpu_the_cpu_works() -> None:
    ours, expected, notes = run_on()
    assert np.array_equal(ours, expected)
    assert notes == ["The model runs on the CPU."]


def test_a_gpu_with_too_little_memory_is_left_alone() -> None:
    gpu = FakeGpu(free=200)
    ours, expected, notes = run_on(gpu)
    assert np.array_equal(ours, expected)
    assert gpu.batches == []
    assert "the model needs" in notes[0]


def test_a_second_gpu_is_tried() -> None:
    gpu = FakeGpu()
    _, _, notes = run_on(FakeGpu(free=0), gpu)
    assert gpu.batches
    assert notes[-1] == "The model runs on Fake GPU, in half precision."


def test_the_batch_is_halved_when_memory_runs_out() -> None:
    gpu = FakeGpu(holds=5)
    ours, expected, notes = run_on(gpu)
    assert np.array_equal(ours, expected)
    assert gpu.batches == [4] * 10
    assert gpu.forgot == 3
    assert len(notes) == 1


def test_batches_follow_the_free_memory() -> None:
    per_chip = 6 * 2 * 24
    gpu = FakeGpu(free=round((220 + 3.5 * per_chip) / 0.8))
    run_on(gpu, chips=7)
    assert gpu.batches == [3, 3, 1]


def test_not_even_one_chip_fits() -> None:
    ours, expected, notes = run_on(FakeGpu(holds=0))
    assert np.array_equal(ours, expected)
    assert notes[-1] == "Fake GPU ran out of memory; the work goes on with the CPU."


def test_a_failure_in_mid_run_ends_on_the_cpu() -> None:
    gpu = FakeGpu(fails_at=1)
    ours, expected, notes = run_on(gpu)
    assert np.array_equal(ours, expected)
    assert gpu.batches == [32]
    assert notes[-1] == "Fake GPU failed (CUDA error: unspecified launch failure); the work goes on with the CPU."


def test_a_driver_that_fails_is_said() -> None:
    ours, expected, notes = run_on(FakeGpu(loads=False))
    assert np.array_equal(ours, expected)
    assert notes[0] == "Fake GPU cannot take the model (CUDA driver version is insufficient)."


def test_values_that_overflow_are_computed_again() -> None:
    class Overflowing(FakeGpu):
        def _run(self, tokens: Floats) -> Floats:
            return np.full_like(tokens, np.inf)

    ours, expected, notes = run_on(Overflowing())
    assert np.array_equal(ours, expected)
    assert "not finite" in notes[-1]


def test_other_devices_say_out_of_memory_in_words() -> None:
    assert is_out_of_memory(RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)"))
    assert not is_out_of_memory(RuntimeError("launch failure"))


def test_a_build_of_torch_for_cpus_is_not_imported_to_look_for_a_gpu(monkeypatch):
    monkeypatch.delenv("LANDPRINT_DEVICE", raising=False)
    monkeypatch.setattr("engine.runtimes.accelerators.version", lambda name: f"{name} 2.13.0+cpu")
    monkeypatch.setitem(sys.modules, "torch", None)  # importing it would raise
    monkeypatch.setattr("engine.runtimes.accelerators.has_torch", lambda: True)
    assert accelerators() == []
