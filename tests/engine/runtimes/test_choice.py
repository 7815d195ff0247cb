"""What runs a model: a function of the request, the input and the processor, and of nothing that ran before."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from engine.encoders.clay import model as clay
from engine.errors import Cancelled, ParameterError
from engine.progress import Reporter
from engine.requests.encoding import RuntimeRequest
from engine.runtimes import choice as runtime_choice
from engine.runtimes.accelerators import Accelerator
from engine.runtimes.choice import FEWEST_CHIPS, ActiveRuntime, CalibrationSample, Model, Workload, run_model
from engine.runtimes.int8 import largest_code
from engine.runtimes.runtimes import ON_GPU, ONNX, ONNX_CALIBRATED, ONNX_INT8, TORCH
from tests import checkpoints
from tests.engine.runtimes.test_accelerators import FakeGpu

SIZE = clay.Size(dim=64, depth=2, heads=4, head_dim=16, mlp_dim=128)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(network=clay.load(checkpoints.clay_of(SIZE), heads=SIZE.heads).network, threads=1)


def sample(*, seed: int = 1, is_calibrated: bool = True) -> CalibrationSample:
    tokens = np.random.default_rng(seed).normal(size=(4, 17, SIZE.dim)).astype(np.float32)
    return CalibrationSample(
        chips=tokens[:2],
        blank=np.zeros((1, 17, SIZE.dim), np.float32),
        patches=slice(1, None),
        calibration=tokens[2:] if is_calibrated else None,
    )


def run(
    model: Model,
    runtime: str = "auto",
    precision: str = "auto",
    *,
    chips: int = FEWEST_CHIPS,
    devices: Sequence[Accelerator] = (),
    **work: Any,
) -> ActiveRuntime:
    return run_model(
        model,
        RuntimeRequest(runtime=runtime, precision=precision),
        Workload(chips=chips, sample=work.pop("sample", sample), **work),
        Reporter(),
        devices=devices,
    )


@pytest.fixture
def never_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime_choice, "int8_graph", lambda *_: pytest.fail("8 bits were prepared"))


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound that random weights reach with codes of 7 bits, too."""
    monkeypatch.setattr(runtime_choice, "SMALLEST_COSINE", 0.9)


@pytest.mark.usefixtures("lenient")
def test_eight_bits_that_lose_little_on_this_raster_are_taken(model: Model) -> None:
    running = run(model)
    assert running.mode == ONNX_CALIBRATED
    assert running.mode.tags() == {"RUNTIME": "onnx", "PRECISION": "int8", "CALIBRATED": "yes"}
    cosine = running.tags["PRECISION_COSINE_P1"]
    assert running.notes[0] == "The model runs on the CPU."
    assert running.notes[1].startswith("ONNX Runtime calibrated int8 runs the model: 99 % of this raster's patches")
    assert f"keep a cosine of {cosine} with full precision's" in running.notes[1]
    tokens = sample().chips
    # Weights of 7 bits, where the processor needs them, are half as fine.
    tolerance = 0.1 * 127 / largest_code()
    np.testing.assert_allclose(
        running.transform(tokens, lambda: None), model.exact(tokens, lambda: None), atol=tolerance
    )


def test_eight_bits_that_lose_too_much_on_this_raster_are_not_taken(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime_choice, "SMALLEST_COSINE", 1.1)
    running = run(model)
    assert running.mode == ONNX
    assert "was not taken" in running.notes[1]
    assert running.tags == {}


@pytest.mark.usefixtures("lenient")
def test_another_raster_in_between_changes_nothing(model: Model) -> None:
    tokens = sample().chips
    first = run(model)
    other = run(model, sample=lambda: sample(seed=2))
    second = run(model)
    assert second.tags == first.tags != other.tags
    np.testing.assert_array_equal(second.transform(tokens, lambda: None), first.transform(tokens, lambda: None))


def test_eight_bits_of_large_chips_depend_on_no_other_chip(model: Model) -> None:
    chips = sample().chips * np.array([1, 50], np.float32)[:, None, None]
    large = Model(network=model.network, threads=1, runs_chips_one_by_one=True)
    together, apart = (run(each, precision="int8").transform(chips, lambda: None)[0] for each in (model, large))
    alone = run(large, precision="int8").transform(chips[:1], lambda: None)[0]
    np.testing.assert_array_equal(apart, alone)
    assert not np.array_equal(together, alone)


@pytest.mark.usefixtures("never_measured")
def test_few_chips_are_not_worth_preparing_for(model: Model) -> None:
    assert run(model, chips=FEWEST_CHIPS - 1).mode == ONNX


@pytest.mark.usefixtures("never_measured")
def test_an_estimate_prepares_nothing(model: Model) -> None:
    for precision in ("auto", "int8"):
        running = run(model, precision=precision, is_estimate=True)
        assert running.mode == ONNX
        assert "the run itself first measures 8 bits" in running.notes[-1]


def test_eight_bits_as_asked_for_are_taken_and_say_what_they_lose(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime_choice, "SMALLEST_COSINE", 1.1)
    running = run(model, precision="int8", chips=1)
    assert running.mode == ONNX_CALIBRATED
    assert float(running.tags["PRECISION_COSINE_P1"]) < 1


def test_without_chips_to_calibrate_on_plain_eight_bits_are_measured(model: Model) -> None:
    running = run(model, precision="int8", sample=lambda: sample(is_calibrated=False))
    assert running.mode == ONNX_INT8
    assert "PRECISION_COSINE_P1" in running.tags


def test_eight_bits_without_a_valid_chip_say_that_nothing_was_measured(model: Model) -> None:
    running = run(model, precision="int8", sample=lambda: None)
    assert running.mode == ONNX_INT8
    assert running.tags == {}
    assert "could not be measured" in running.notes[-1]


@pytest.mark.usefixtures("never_measured")
def test_without_a_valid_chip_full_precision_runs(model: Model) -> None:
    running = run(model, sample=lambda: None)
    assert running.mode == ONNX
    assert "no chip has data" in running.notes[-1]


@pytest.mark.usefixtures("never_measured")
def test_full_precision_is_taken_as_asked_for(model: Model) -> None:
    assert run(model, precision="fp32").mode == ONNX
    assert run(model, runtime="onnx", precision="fp32").mode == ONNX
    assert run(model, runtime="torch").mode == TORCH


def test_torch_has_no_eight_bits(model: Model) -> None:
    with pytest.raises(ParameterError, match="torch has no precision int8"):
        run(model, runtime="torch", precision="int8")


@pytest.mark.usefixtures("never_measured")
def test_without_torch_its_runtime_says_what_it_needs_and_the_cpu_works(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runtimes.choice.has_torch", lambda: False)
    running = run(model, runtime="torch")
    assert running.mode == ONNX
    (note,) = running.notes
    for said in ("PyTorch", "requirements-gpu.txt", "3.0 GB to download", "5.2 GB on the disk", "on the CPU"):
        assert said in note


@pytest.mark.usefixtures("never_measured")
def test_a_gpu_comes_first(model: Model) -> None:
    gpu = FakeGpu()
    running = run(model, devices=[gpu])
    assert running.mode == ON_GPU
    assert running.is_on_gpu
    assert running.mode.tags() == {"RUNTIME": "torch", "PRECISION": "fp16"}
    running.transform(np.zeros((3, 17, SIZE.dim), np.float32), lambda: None)
    assert gpu.batches == [3]


def test_a_gpu_that_fails_later_adds_a_sentence(model: Model) -> None:
    running = run(model, devices=[FakeGpu(fails_at=0)])
    running.transform(np.zeros((2, 17, SIZE.dim), np.float32), lambda: None)
    assert running.notes[-1].endswith("the work goes on with the CPU.")


@pytest.mark.usefixtures("lenient")
def test_a_gpu_without_memory_leaves_the_choice_to_the_cpu(model: Model) -> None:
    running = run(model, devices=[FakeGpu(free=0)])
    assert running.mode == ONNX_CALIBRATED
    assert "the model needs" in running.notes[0]


@pytest.mark.usefixtures("lenient")
def test_a_gpu_is_left_alone_when_full_precision_is_asked_for(model: Model) -> None:
    gpu = FakeGpu()
    assert run(model, runtime="torch", precision="fp32", devices=[gpu]).mode == TORCH
    assert run(model, runtime="onnx", devices=[gpu]).mode == ONNX_CALIBRATED
    assert gpu.batches == []


def test_cancel_is_heard_while_eight_bits_are_prepared(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr(runtime_choice, "int8_graph", lambda *_: goes_on.wait(10))
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        run_model(
            model,
            RuntimeRequest(precision="int8"),
            Workload(chips=1, sample=sample),
            Reporter(is_cancelled=cancelled.is_set),
            devices=(),
        )
    goes_on.set()
    assert time.monotonic() - started < 5
