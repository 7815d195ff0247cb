"""What runs an encoder's transformer here: as asked for, as measured before, or as measured now on the user's chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from platform import machine

import torch
from torch import Tensor, nn

from ..errors import ParameterError
from ..files import cache_folder, graph_home, read_json, write_json
from ..progress import Reporter
from ..requests import RuntimeRequest
from ..threads import Check, in_thread, worker_count
from .accelerators import Accelerator, on_best_device
from .calibration import Calibration
from .onnx_graph import Precision, graph_folder, kept_graph
from .runtimes import REFERENCE, Decision, Mode, OnnxTransform, Transform, choose, measure

ON_GPU = Mode(runtime="torch", precision="fp16")
ONNX = Mode(runtime="onnx")
ONNX_INT8 = Mode(runtime="onnx", precision="int8")
ONNX_CALIBRATED = Mode(runtime="onnx", precision="int8", is_calibrated=True)
# A graph of 1.25 GB takes a minute or two to write and the modes some chips to measure; 8 bits save half of a chip's
# time. So it pays from about so many chips on; what was chosen once then serves smaller runs too.
FEWEST_CHIPS = 48

# What may run the model, by the runtime and the precision of the request. Of equals the first; ONNX Runtime's fp32 is
# nowhere enough faster than torch's to be worth a second copy of the model unasked.
CANDIDATES: dict[tuple[str, str], tuple[Mode, ...]] = {
    ("auto", "auto"): (REFERENCE, ONNX_INT8, ONNX_CALIBRATED),
    ("auto", "fp32"): (REFERENCE, ONNX),
    ("auto", "int8"): (ONNX_INT8, ONNX_CALIBRATED),
    ("torch", "auto"): (REFERENCE,),
    ("torch", "fp32"): (REFERENCE,),
    ("onnx", "auto"): (ONNX, ONNX_INT8, ONNX_CALIBRATED),
    ("onnx", "fp32"): (ONNX,),
    ("onnx", "int8"): (ONNX_INT8, ONNX_CALIBRATED),
}
# For a model so small that torch is the fastest.
CANDIDATES_OF_SMALL = CANDIDATES | {("auto", "auto"): (REFERENCE,), ("auto", "fp32"): (REFERENCE,)}


@dataclass(frozen=True, kw_only=True)
class Model:
    """A transformer, ``dim`` values a token, with its checkpoint's sha256; ``threads`` are for ONNX Runtime.

    ``calibration`` is of the imagery that it is to see now; without one there is no calibrated mode.
    """

    transformer: nn.Module
    dim: int
    checkpoint: str
    threads: int = field(default_factory=worker_count)
    calibration: Calibration | None = None

    def open(self, mode: Mode, check: Check) -> Transform:
        """The transformer run in this mode; raises DiskError, and what ``check`` raises."""
        if mode.runtime == "torch":
            return self.transformer

        def make() -> Path:
            return kept_graph(
                self.transformer,
                self.dim,
                checkpoint=self.checkpoint,
                precision=_of_graph(mode),
                home=graph_home(),
                calibration=self._calibration_of(mode),
            )

        return OnnxTransform(in_thread(make, check, leave=True), threads=self.threads)

    def is_ready(self, mode: Mode) -> bool:
        """Whether opening it is a matter of seconds."""
        if mode.runtime == "torch":
            return True
        return graph_folder(self.checkpoint, _of_graph(mode), graph_home(), self._calibration_of(mode)).exists()

    def _calibration_of(self, mode: Mode) -> Calibration | None:
        return self.calibration if mode.is_calibrated else None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Tokens before the first layer of real chips [n, count, dim] and of a constant one [1, count, dim].

    The chips are others than those that a graph is calibrated on, where there are others.
    """

    chips: Tensor
    blank: Tensor
    patches: slice  # of the tokens, those that are patches


@dataclass(frozen=True, kw_only=True)
class Workload:
    """A run that needs a model: its number of chips, and chips to measure with, None where there are none."""

    chips: int
    sample: Callable[[], Sample | None]
    # An estimate is not to take longer than the run: then nothing is prepared, and torch stands for what is not there.
    is_estimate: bool = False


@dataclass(frozen=True, kw_only=True)
class ActiveRuntime:
    """What runs the transformer; more notes come while it does."""

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
    candidates: dict[tuple[str, str], tuple[Mode, ...]] = CANDIDATES,
    devices: Sequence[Accelerator] | None = None,
) -> ActiveRuntime:
    """What runs the model: a GPU where there is one, else the chosen mode on the CPU; raises UserError, Cancelled."""
    if (request.runtime, request.precision) not in candidates:
        hint = "Choose the runtime onnx, or leave the precision to Landprint."
        raise ParameterError(f"The runtime {request.runtime} has no precision {request.precision}.", hint=hint)
    notes: list[str] = []
    if request.runtime != "onnx" and request.precision == "auto":
        fallback: Transform = model.transformer
        transform = on_best_device(model.transformer, fallback, notes.append, devices)
        if transform is not fallback:
            return ActiveRuntime(transform=transform, mode=ON_GPU, notes=notes)
    possible = tuple(
        mode for mode in candidates[request.runtime, request.precision] if model.calibration or not mode.is_calibrated
    )
    decision = _decided(model, possible, work, reporter)
    if decision.mode.is_calibrated and not model.is_ready(decision.mode) and work.sample() is None:
        decision = Decision(mode=ONNX_INT8, sentence=f"{ONNX_INT8.title} was taken: there is no chip to calibrate on.")
    mode = decision.mode
    if work.is_estimate and not model.is_ready(mode):
        decision = Decision(
            mode=REFERENCE, sentence=f"The time is torch's; the run itself prepares {mode.title} first."
        )
    if decision.sentence:
        notes.append(decision.sentence)
    if not model.is_ready(decision.mode):
        reporter.report(0.0, f"Preparing the model for {mode.title}, once")
    transform = model.open(decision.mode, reporter.check)
    return ActiveRuntime(transform=transform, mode=decision.mode, notes=notes, tags=decision.tags())


def _decided(model: Model, candidates: tuple[Mode, ...], work: Workload, reporter: Reporter) -> Decision:
    """The mode to run in; measured once for a checkpoint on a machine, and kept."""
    if candidates in ((REFERENCE,), (ONNX,)):  # nothing to choose from, and nothing is lost
        return Decision(mode=candidates[0])
    key = _key(model, candidates)
    kept = read_json(_choices()).get(key)
    if kept:
        sentence = f"Measured earlier: {kept['sentence']}"
        return Decision(mode=Mode(**kept["mode"]), sentence=sentence, low_cosine=kept["low_cosine"])
    if work.is_estimate:
        return _unmeasured_estimate(candidates, work)
    if candidates[0] == REFERENCE and work.chips < FEWEST_CHIPS:
        sentence = f"{REFERENCE.title} was taken: {work.chips} chips are too few for preparing ONNX Runtime to pay."
        return Decision(mode=REFERENCE, sentence=sentence)
    sample = work.sample()
    if sample is None:
        return Decision(mode=candidates[0], sentence=f"{candidates[0].title} was taken without measuring it.")
    decision = _measured(model, candidates, sample, reporter)
    _keep(key, decision)
    return decision


def _unmeasured_estimate(candidates: tuple[Mode, ...], work: Workload) -> Decision:
    """What an estimate takes where nothing was measured yet."""
    if candidates[0] != REFERENCE or work.chips < FEWEST_CHIPS:
        return Decision(mode=candidates[0])
    others = " and ".join(mode.title for mode in candidates[1:])
    return Decision(mode=REFERENCE, sentence=f"The time is torch's; the run first measures {others} beside it.")


def _measured(model: Model, candidates: tuple[Mode, ...], sample: Sample, reporter: Reporter) -> Decision:
    """The best of the candidates by measurement beside the reference."""

    def opener(mode: Mode) -> Callable[[], Transform]:
        def opened() -> Transform:
            step = "Measuring" if model.is_ready(mode) else "Preparing the model for"
            reporter.report(0.0, f"{step} {mode.title}, once")
            return model.open(mode, reporter.check)

        return opened

    modes = {mode: opener(mode) for mode in dict.fromkeys((REFERENCE, *candidates))}
    results = measure(modes, sample.chips, sample.blank, patches=sample.patches, check=reporter.check)
    allowed = [result for result in results if result.mode in candidates]
    beside = [result for result in results if result.mode not in candidates]
    return choose(allowed, len(sample.chips), beside=beside)


def _of_graph(mode: Mode) -> Precision:
    return "int8" if mode.precision == "int8" else "fp32"


def _choices() -> Path:
    return cache_folder() / "runtimes.json"


def _key(model: Model, candidates: tuple[Mode, ...]) -> str:
    """What a choice depends on."""
    imagery = f" on {model.calibration.name}" if model.calibration else ""
    runtimes = f"torch {torch.__version__}, onnxruntime {version('onnxruntime')}"
    between = " or ".join(mode.title for mode in candidates)
    return f"{model.checkpoint}{imagery}, {machine()} x {worker_count()}, {runtimes}: {between}"


def _keep(key: str, decision: Decision) -> None:
    path = _choices()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, {**read_json(path), key: asdict(decision)})
