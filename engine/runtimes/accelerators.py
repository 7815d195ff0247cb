"""Transformers on a GPU where there is one, and on the CPU with a sentence when it cannot do the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from ..threads import Check
from .graph import Floats, Network
from .runtimes import Transform

HALF_BYTES = 2
# Values that a layer holds at its widest for each value of its input: the MLP's 4, twice, queries to values, norms.
VALUES_IN_FLIGHT = 24
SPARE_SHARE = 0.8  # of the free memory: drivers need some, and other programs take more
LARGEST_BATCH = 32
GAVE_UP = "the work goes on with the CPU"

Run = Callable[[Floats], Floats]
Note = Callable[[str], None]


class Accelerator(Protocol):
    """A device beside the CPU."""

    @property
    def name(self) -> str:
        """For people."""

    def free_bytes(self) -> int:
        """Memory that is free on it now."""

    def load(self, network: Network) -> Run:
        """Put the network there; the result takes and returns tokens of the CPU. Raises RuntimeError."""

    def forget(self) -> None:
        """Give back memory that is kept for later."""


class TorchAccelerator:
    """A device of torch's, in half precision."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def name(self) -> str:
        """For people."""
        import torch

        if self._kind == "cuda":
            return torch.cuda.get_device_name()
        return {"mps": "Apple GPU", "xpu": "Intel GPU"}[self._kind]

    def free_bytes(self) -> int:
        """Memory that is free on it now."""
        import torch

        if self._kind == "mps":
            return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
        free: int = getattr(torch, self._kind).mem_get_info()[0]
        return free

    def load(self, network: Network) -> Run:
        """A copy of the network there, in half precision."""
        import torch

        from .torch_network import TorchNetwork

        return TorchNetwork(network, self._kind, torch.float16)

    def forget(self) -> None:
        """Empty torch's cache of memory."""
        import torch

        getattr(torch, self._kind).empty_cache()


def has_torch() -> bool:
    """Whether torch is installed; it is an extra, for graphics cards alone."""
    return find_spec("torch") is not None


def accelerators() -> list[Accelerator]:
    """The devices that torch can use here, the best first; none without torch, or where LANDPRINT_DEVICE is cpu."""
    if not has_torch() or os.environ.get("LANDPRINT_DEVICE", "").lower() == "cpu":
        return []
    # A build for CPUs alone says so in its version; importing it to ask takes a second and 190 MB.
    if version("torch").endswith("+cpu"):
        return []
    import torch

    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "xpu": torch.xpu.is_available(),
    }
    return [TorchAccelerator(kind) for kind, is_there in there.items() if is_there]


class AcceleratedTransform:
    """Runs on the accelerator in batches that fit, and from the first failure on by ``fallback``."""

    def __init__(
        self, accelerator: Accelerator, run: Run, fallback: Transform, note: Note, *, spare_bytes: int
    ) -> None:
        self._accelerator = accelerator
        self._run: Run | None = run
        self._fallback = fallback
        self._note = note
        self._spare_bytes = spare_bytes
        self._batch = LARGEST_BATCH

    def __call__(self, tokens: Floats, check: Check) -> Floats:
        """[n, count, dim] to the same; ``check`` is called between batches."""
        done: list[Floats] = []
        first = 0
        fits = self._spare_bytes // (tokens[0].size * HALF_BYTES * VALUES_IN_FLIGHT)
        self._batch = max(1, min(self._batch, fits))
        while first < len(tokens) and self._run:
            check()
            part = tokens[first : first + self._batch]
            embedded = self._try(part)
            if embedded is not None:
                done.append(embedded)
                first += len(part)
        if first < len(tokens):
            done.append(self._fallback(tokens[first:], check))
        return np.concatenate(done)

    def _try(self, part: Floats) -> Floats | None:
        """The part's embeddings; or None, and the next try is smaller or there is none."""
        run = self._run
        try:
            embedded = run(part) if run else None
        except RuntimeError as error:  # torch's class for all that a device can do wrong
            self._after(error)
            return None
        if embedded is not None and not np.isfinite(embedded).all():
            self._give_up("computed values that are not finite")
            return None
        return embedded

    def _after(self, error: RuntimeError) -> None:
        """Halve the batch when memory ran out, else give up."""
        if not is_out_of_memory(error):
            self._give_up(f"failed ({_short(error)})")
        elif self._batch == 1:
            self._give_up("ran out of memory")
        else:
            self._batch //= 2
            self._accelerator.forget()

    def _give_up(self, what: str) -> None:
        self._run = None
        self._note(f"{self._accelerator.name} {what}; {GAVE_UP}.")


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether a device's memory was not enough; not every device has torch's own class for it."""
    return type(error).__name__ == "OutOfMemoryError" or "out of memory" in str(error).lower()


def _short(error: Exception) -> str:
    """The first line of what it says."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]


def on_best_device(network: Network, fallback: Transform, note: Note, devices: Sequence[Accelerator]) -> Transform:
    """The network on the first accelerator that can hold it; else ``fallback``, and ``note`` is told why."""
    for accelerator in devices:
        needed = sum(values.size for values in network.weights.values()) * HALF_BYTES
        free = int(accelerator.free_bytes() * SPARE_SHARE)
        if free < needed:
            note(f"{accelerator.name} has {free / 1e9:.1f} GB to spare and the model needs {needed / 1e9:.1f} GB.")
            continue
        try:
            run = accelerator.load(network)
        except RuntimeError as error:
            note(f"{accelerator.name} cannot take the model ({_short(error)}).")
            continue
        note(f"The model runs on {accelerator.name}, in half precision.")
        return AcceleratedTransform(accelerator, run, fallback, note, spare_bytes=free - needed)
    note("The model runs on the CPU.")
    return fallback
