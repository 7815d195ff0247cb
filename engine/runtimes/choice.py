"""What runs an encoder's network here: a GPU where there is one, else ONNX Runtime, in 8 bits where they lose little.

What is taken follows from the request, the input and the machine's processor alone: no time is measured and nothing is
kept, so that the same request gives the same numbers, whatever ran before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..errors import ParameterError
from ..progress import Reporter
from ..requests.encoding import RuntimeRequest
from ..threads import Check, in_thread, worker_count
from .accelerators import Accelerator, accelerators, has_torch, on_best_device
from .calibration import observe
from .graph import Floats, Network
from .int8 import int8_graph
from .onnx_network import Graph, OnnxNetwork, OnnxOperations, release
from .runtimes import (
    ON_GPU,
    ONNX,
    ONNX_CALIBRATED,
    ONNX_INT8,
    TORCH,
    Mode,
    Transform,
    cosines,
    summary,
    without_position,
)

# Eight bits save half of a chip's time, and their codes, calibration and measurement take about as long as ten chips:
# it pays from about so many chips on.
FEWEST_CHIPS = 48
SMALLEST_COSINE = 0.995  # what 8 bits must keep at the low percentile to be taken without being asked for
WITHOUT_TORCH = (
    "The runtime torch needs PyTorch in the engine's environment (engine/requirements-gpu.txt; its build for CUDA on "
    "Linux is 3.0 GB to download and 5.2 GB on the disk). It is not there: the model runs on the CPU by ONNX Runtime."
)


@dataclass(frozen=True, kw_only=True)
class Model:
    """A network of tokens to tokens [n, count, dim]; ``threads`` work on one run of it.

    A model whose chips are large runs them one by one on the CPU, which takes less memory and no more time; then the
    scales of 8 bits depend on no other chip.
    """

    network: Network
    threads: int = field(default_factory=worker_count)
    runs_chips_one_by_one: bool = False

    @cached_property
    def exact(self) -> Transform:
        """The network in full precision on the CPU."""
        return self.open(OnnxOperations(self.network).graph())

    def open(self, graph: Graph) -> Transform:
        """The network by a graph of it on the CPU."""
        opened = OnnxNetwork(graph, threads=self.threads)
        if not self.runs_chips_one_by_one:
            return opened
        return lambda tokens, check: np.concatenate([opened(chip[None], check) for chip in tokens])


@dataclass(frozen=True, kw_only=True)
class CalibrationSample:
    """Tokens before the first layer of real chips [n, count, dim] and of a constant one [1, count, dim].

    8 bits are measured on ``chips``, and calibrated on the other chips of ``calibration`` where there are any.
    """

    chips: Floats
    blank: Floats
    patches: slice  # of the tokens, those that are patches
    tokens_of_patch: int = 1  # one after the other, whose mean is the patch's embedding
    calibration: Floats | None = None


@dataclass(frozen=True, kw_only=True)
class Workload:
    """A run that needs a model: its number of chips, and chips to measure with, None where there are none."""

    chips: int
    sample: Callable[[], CalibrationSample | None]
    is_estimate: bool = False  # which is not to take longer than the run, so that nothing is prepared or measured


@dataclass(frozen=True, kw_only=True)
class ActiveRuntime:
    """What runs the network; more notes come while it does."""

    transform: Transform
    mode: Mode
    notes: list[str]
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def is_on_gpu(self) -> bool:
        """Whether a GPU does the work."""
        return self.mode == ON_GPU


def run_model(
    model: Model,
    request: RuntimeRequest,
    work: Workload,
    reporter: Reporter,
    *,
    devices: Sequence[Accelerator] | None = None,
) -> ActiveRuntime:
    """What runs the model: a GPU where there is one, else the CPU; raises UserError, Cancelled."""
    runtime, precision = request.runtime, request.precision
    if (runtime, precision) == ("torch", "int8"):
        hint = "Choose the runtime onnx, or leave the precision to Landprint."
        raise ParameterError("The runtime torch has no precision int8.", hint=hint)
    notes: list[str] = []
    on_cpu = ActiveRuntime(transform=model.exact, mode=ONNX, notes=notes)
    if runtime == "torch":
        if not has_torch():
            notes.append(WITHOUT_TORCH)
            return on_cpu
        from .torch_network import TorchNetwork

        on_cpu = ActiveRuntime(transform=TorchNetwork(model.network), mode=TORCH, notes=notes)
    if runtime != "onnx" and precision == "auto":
        found = accelerators() if devices is None else devices
        transform = on_best_device(model.network, on_cpu.transform, notes.append, found)
        if transform is not on_cpu.transform:
            return ActiveRuntime(transform=transform, mode=ON_GPU, notes=notes)
    if runtime == "torch" or precision == "fp32":
        return on_cpu
    return _with_8_bits(model, work, on_cpu, reporter, is_wanted=precision == "int8")


def _with_8_bits(
    model: Model, work: Workload, exact: ActiveRuntime, reporter: Reporter, *, is_wanted: bool
) -> ActiveRuntime:
    """The model in 8 bits where they are wanted, or pay and lose little on this raster; else ``exact``."""
    if work.chips < FEWEST_CHIPS and not is_wanted:
        return exact
    if work.is_estimate:
        exact.notes.append(f"The time is that of {ONNX.title}; the run itself first measures 8 bits.")
        return exact
    sample = work.sample()
    if sample is None and not is_wanted:
        exact.notes.append(f"{ONNX.title} runs the model: no chip has data to measure 8 bits on.")
        return exact
    in_8_bits = _in_8_bits(model, sample, reporter)
    is_taken = is_wanted or in_8_bits.is_good
    exact.notes.append(in_8_bits.sentence(is_taken=is_taken))
    if not is_taken:
        return exact
    return ActiveRuntime(transform=in_8_bits.transform, mode=in_8_bits.mode, notes=exact.notes, tags=in_8_bits.tags())


@dataclass(frozen=True, kw_only=True)
class _EightBits:
    """A network in 8 bits, and the cosine that 99 % of the patches of this raster keep, None where none was there."""

    transform: Transform
    mode: Mode
    low_cosine: float | None

    @property
    def is_good(self) -> bool:
        """Whether it may be taken without being asked for."""
        return self.low_cosine is not None and self.low_cosine >= SMALLEST_COSINE

    def sentence(self, *, is_taken: bool) -> str:
        """For people."""
        if self.low_cosine is None:
            lost = "what it loses could not be measured, because no chip has data"
        else:
            lost = f"99 % of this raster's patches keep a cosine of {self.low_cosine:.4f} with full precision's"
        return f"{self.mode.title} {'runs the model' if is_taken else 'was not taken'}: {lost}."

    def tags(self) -> dict[str, str]:
        """What it loses, for the embeddings' tags."""
        return {} if self.low_cosine is None else {"PRECISION_COSINE_P1": f"{self.low_cosine:.4f}"}


def _in_8_bits(model: Model, sample: CalibrationSample | None, reporter: Reporter) -> _EightBits:
    """The network in 8 bits, calibrated and measured on the sample."""
    columns, mode = None, ONNX_INT8
    if sample is not None:
        reporter.report(0.0, "Measuring full precision on this raster")
        expected = _rows(model.exact, sample, reporter.check)
        if sample.calibration is not None:
            reporter.report(0.0, "Calibrating 8 bits on this raster")
            chips = [*(chip[None] for chip in sample.calibration), sample.blank]
            columns = observe(model.network, chips, threads=model.threads, check=reporter.check)
            mode = ONNX_CALIBRATED
    # The codes need one matrix after the other.
    for values in model.network.weights.values():
        release(values)
    reporter.report(0.0, "Preparing the model in 8 bits")
    graph = in_thread(lambda: int8_graph(model.network, columns), reporter.check, leave=True)
    transform = model.open(graph)
    if sample is None:
        return _EightBits(transform=transform, mode=mode, low_cosine=None)
    reporter.report(0.0, "Measuring 8 bits on this raster")
    _, low = summary(cosines(expected, _rows(transform, sample, reporter.check)))
    return _EightBits(transform=transform, mode=mode, low_cosine=low)


def _rows(run: Transform, sample: CalibrationSample, check: Check) -> Floats:
    """The embeddings (n, dim) of the sample's patches, less what each place within a chip has by itself."""

    def patches(chips: Floats) -> Floats:
        tokens = run(chips, check)[:, sample.patches]
        of_patch: Floats = tokens.reshape(len(chips), -1, sample.tokens_of_patch, tokens.shape[-1]).mean(2)
        return of_patch

    return without_position(patches(sample.chips), patches(sample.blank))
