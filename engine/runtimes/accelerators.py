"""Transformers on a GPU where there is one, and on the CPU with a sentence when it cannot do the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from ..threads import Check
from .runtimes import Transform

HALF_BYTES = 2
# Values that a layer holds at its widest for each value of its input: the MLP's 4, twice, queries to values, norms.
VALUES_IN_FLIGHT = 24
SPARE_SHARE = 0.8  # of the free memory: drivers need some, and other programs take more
LARGEST_BATCH = 32

Run = Callable[[Tensor], Tensor]
Note = Callable[[str], None]


class Accelerator(Protocol):
    """A device beside the CPU."""

    @property
    def name(self) -> str:
        """For people."""

    def free_bytes(self) -> int:
        """Memory that is free on it now."""

    def load(self, transformer: nn.Module) -> Run:
        """Put the transformer there; the result takes and returns tokens on the CPU. Raises RuntimeError."""

    def forget(self) -> None:
        """Give back memory that is kept for later."""


class TorchAccelerator:
    """A device of torch's, in half precision."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def name(self) -> str:
        """For people."""
        if self._kind == "cuda":
            return torch.cuda.get_device_name()
        return {"mps": "Apple GPU", "xpu": "Intel GPU"}[self._kind]

    def free_bytes(self) -> int:
        """Memory that is free on it now."""
        if self._kind == "mps":
            return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
        free: int = getattr(torch, self._kind).mem_get_info()[0]
        return free

    def load(self, transformer: nn.Module) -> Run:
        """A copy of the transformer there, in half precision."""
        there = _copy(transformer, self._kind)

        def run(tokens: Tensor) -> Tensor:
            embedded: Tensor = there(tokens.to(self._kind, torch.float16))
            return embedded.float().cpu()

        return run

    def forget(self) -> None:
        """Empty torch's cache of memory."""
        getattr(torch, self._kind).empty_cache()


def _copy(transformer: nn.Module, kind: str) -> nn.Module:
    """The transformer on a device in half precision, tensor by tensor, so that the CPU never holds a second one."""
    import copy

    with torch.device("meta"):
        there = copy.deepcopy(transformer).to("meta")
    state = {name: value.to(kind, torch.float16) for name, value in transformer.state_dict().items()}
    there.load_state_dict(state, assign=True)
    return there.eval()


def accelerators() -> list[Accelerator]:
    """The devices that torch can use here, the best first."""
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

    @torch.inference_mode()
    def __call__(self, tokens: Tensor, check: Check) -> Tensor:
        """[n, count, dim] to the same; ``check`` is called between batches."""
        done: list[Tensor] = []
        first = 0
        fits = self._spare_bytes // (tokens[0].numel() * HALF_BYTES * VALUES_IN_FLIGHT)
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
        return torch.cat(done)

    def _try(self, part: Tensor) -> Tensor | None:
        """The part's embeddings; or None, and the next try is smaller or there is none."""
        run = self._run
        try:
            embedded = run(part) if run else None
        except RuntimeError as error:  # torch's class for all that a device can do wrong
            self._after(error)
            return None
        if embedded is not None and not bool(embedded.isfinite().all()):
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
        self._note(f"{self._accelerator.name} {what}; the work goes on with the CPU.")


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether a device's memory was not enough; not every device has torch's own class for it."""
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error).lower()


def _short(error: Exception) -> str:
    """The first line of what it says."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]


def on_best_device(
    transformer: nn.Module, fallback: Transform, note: Note, devices: Sequence[Accelerator] | None = None
) -> Transform:
    """The transformer on the first accelerator that can hold it; else ``fallback``, and ``note`` is told why."""
    for accelerator in accelerators() if devices is None else devices:
        needed = sum(parameter.numel() for parameter in transformer.parameters()) * HALF_BYTES
        free = int(accelerator.free_bytes() * SPARE_SHARE)
        if free < needed:
            note(f"{accelerator.name} has {free / 1e9:.1f} GB to spare and the model needs {needed / 1e9:.1f} GB.")
            continue
        try:
            run = accelerator.load(transformer)
        except RuntimeError as error:
            note(f"{accelerator.name} cannot take the model ({_short(error)}).")
            continue
        note(f"The model runs on {accelerator.name}, in half precision.")
        return AcceleratedTransform(accelerator, run, fallback, note, spare_bytes=free - needed)
    note("The model runs on the CPU.")
    return fallback
