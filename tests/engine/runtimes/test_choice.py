"""Which runtime is taken: asked for, kept, measured, or torch where preparing would not pay."""

from __future__ import annotations

import shutil
import threading
import time
from dataclasses import replace

import pytest
import torch

from engine.encoders.clay import model as clay
from engine.errors import Cancelled, ParameterError
from engine.progress import Reporter
from engine.requests import RuntimeRequest
from engine.runtimes import choice as runtime_choice
from engine.runtimes.calibration import Calibration, observe
from engine.runtimes.choice import (
    CANDIDATES_OF_SMALL,
    FEWEST_CHIPS,
    ON_GPU,
    ONNX,
    ONNX_CALIBRATED,
    ONNX_INT8,
    Model,
    Sample,
    Workload,
    run_model,
)
from engine.runtimes.onnx_graph import largest_code
from engine.runtimes.runtimes import REFERENCE, Measured
from tests.engine.runtimes.test_accelerators import FakeGpu

SIZE = clay.Size(dim=64, depth=2, heads=4, head_dim=16, mlp_dim=128)
MANY = FEWEST_CHIPS


@pytest.fixture(scope="module")
def transformer():
    torch.manual_seed(0)
    return clay.Transformer(SIZE).eval().requires_grad_(requires_grad=False)


@pytest.fixture
def model(transformer):
    return Model(transformer=transformer, dim=SIZE.dim, checkpoint="0123abcd", threads=1)


def sample():
    random = torch.Generator().manual_seed(1)
    shape = (1, 17, SIZE.dim)
    return Sample(chips=torch.randn(shape, generator=random), blank=torch.zeros(shape), patches=slice(1, None))


def run(model, runtime="auto", precision="auto", chips=MANY, devices=(), **work):
    return run_model(
        model,
        RuntimeRequest(runtime=runtime, precision=precision),
        Workload(chips=chips, sample=work.pop("sample", sample), **work),
        Reporter(),
        devices=devices,
    )


@pytest.fixture
def figures(monkeypatch):
    """What the modes measure, seconds and low cosine; and a list of the modes that were measured."""
    values = {REFERENCE: (4.0, 1.0), ONNX: (5.0, 1.0), ONNX_INT8: (2.0, 0.999), ONNX_CALIBRATED: (2.2, 0.9995)}
    asked = []

    def measure(modes, *_, **__):
        asked.append(list(modes))
        return [
            Measured(mode=mode, seconds=values[mode][0], mean_cosine=1.0, low_cosine=values[mode][1]) for mode in modes
        ]

    monkeypatch.setattr(runtime_choice, "measure", measure)
    values["asked"] = asked
    return values


def test_the_faster_mode_is_taken_and_named(model, figures):
    running = run(model)
    assert running.mode == ONNX_INT8
    assert running.notes[0] == "The model runs on the CPU."
    assert "ONNX Runtime int8 was chosen: 2 s a chip (torch fp32 4 s)" in running.notes[1]
    assert running.tags == {"PRECISION_COSINE_P1": "0.9990"}


def test_eight_bits_that_lose_too_much_are_not_taken(model, figures):
    figures[ONNX_INT8] = (2.0, 0.99)
    running = run(model)
    assert running.mode == REFERENCE
    assert "too coarse" in running.notes[1]
    assert running.tags == {}


def test_a_choice_is_measured_once_and_kept(model, figures):
    first = run(model)
    figures[ONNX_INT8] = (9.0, 0.9)  # a busy moment of the machine must not change what an interrupted run began
    second = run(model)
    assert len(figures["asked"]) == 1
    assert second.mode == first.mode == ONNX_INT8
    assert second.notes[1] == f"Measured earlier: {first.notes[1]}"
    assert second.tags == first.tags


def test_another_checkpoint_is_measured_for_itself(model, transformer, figures):
    run(model)
    run(Model(transformer=transformer, dim=SIZE.dim, checkpoint="other", threads=1))
    assert len(figures["asked"]) == 2


@pytest.fixture
def calibrated(transformer):
    """The model with something to calibrate on."""
    calibration = Calibration(name="land", columns=lambda: observe(transformer, sample().chips))
    return Model(transformer=transformer, dim=SIZE.dim, checkpoint="0123abcd", threads=1, calibration=calibration)


def test_calibrated_eight_bits_are_taken_where_plain_ones_lose_too_much(calibrated, figures):
    figures[ONNX_INT8] = (2.0, 0.99)
    running = run(calibrated)
    assert running.mode == ONNX_CALIBRATED
    assert "ONNX Runtime calibrated int8 was chosen: 2.2 s a chip" in running.notes[1]
    assert running.mode.tags() == {"RUNTIME": "onnx", "PRECISION": "int8", "CALIBRATED": "yes"}


def test_eight_bits_as_asked_for_are_the_more_exact_ones(calibrated, figures):
    figures[ONNX_INT8], figures[ONNX_CALIBRATED] = (2.0, 0.90), (2.2, 0.98)
    assert run(calibrated, precision="int8").mode == ONNX_CALIBRATED


def test_calibrated_eight_bits_are_really_made_and_kept(calibrated, transformer):
    mode = ONNX_CALIBRATED
    assert not calibrated.is_ready(mode)
    tokens = sample().chips
    embedded = calibrated.open(mode, lambda: None)(tokens, lambda: None)
    # Weights of 7 bits, where the processor needs them, are half as fine.
    torch.testing.assert_close(embedded, transformer(tokens), atol=0.1 * 127 / largest_code(), rtol=0)
    assert calibrated.is_ready(mode)


def test_other_imagery_is_measured_for_itself(calibrated, figures):
    run(calibrated)
    run(replace(calibrated, calibration=Calibration(name="sea", columns=list)))
    assert len(figures["asked"]) == 2


def test_without_a_chip_to_calibrate_on_plain_eight_bits_stand_in(calibrated, figures):
    figures[ONNX_INT8] = (2.0, 0.99)
    run(calibrated)
    shutil.rmtree(runtime_choice.graph_home())
    running = run(calibrated, sample=lambda: None)
    assert running.mode == ONNX_INT8
    assert "no chip to calibrate on" in running.notes[-1]


def test_few_chips_are_not_worth_preparing_for(model, figures):
    running = run(model, chips=FEWEST_CHIPS - 1)
    assert running.mode == REFERENCE
    assert "too few" in running.notes[1]
    assert not figures["asked"]
    assert not runtime_choice.graph_home().exists()


def test_few_chips_take_what_was_chosen_before(model, figures):
    run(model)
    assert run(model, chips=1).mode == ONNX_INT8


def test_an_estimate_prepares_nothing(model, figures):
    for asked in ({}, {"runtime": "onnx"}, {"precision": "int8"}):
        running = run(model, is_estimate=True, **asked)
        assert running.mode == REFERENCE
        assert "The time is torch's" in running.notes[-1]
    assert not figures["asked"]
    assert not runtime_choice.graph_home().exists()


def test_an_estimate_takes_the_mode_that_is_kept(model, figures):
    run(model)
    assert run(model, is_estimate=True).mode == ONNX_INT8


def test_what_is_asked_for_is_taken_however_slow(model, figures):
    figures[ONNX_INT8] = (9.0, 0.9)
    running = run(model, precision="int8")
    assert running.mode == ONNX_INT8
    assert "ONNX Runtime int8 was chosen: 9 s a chip (torch fp32 4 s)" in running.notes[0]
    assert "0.9000" in running.notes[0]
    assert run(model, runtime="onnx", precision="fp32").mode == ONNX
    assert run(model, runtime="torch").mode == REFERENCE


def test_fp32_chooses_between_the_runtimes(model, figures):
    figures[ONNX] = (3.0, 1.0)
    assert run(model, precision="fp32").mode == ONNX


def test_torch_has_no_eight_bits(model):
    with pytest.raises(ParameterError, match="torch has no precision int8"):
        run(model, runtime="torch", precision="int8")


def test_a_small_model_stays_with_torch(model, figures):
    running = run_model(
        model,
        RuntimeRequest(),
        Workload(chips=10_000, sample=sample),
        Reporter(),
        candidates=CANDIDATES_OF_SMALL,
        devices=(),
    )
    assert running.mode == REFERENCE
    assert not figures["asked"]


def test_without_a_valid_chip_nothing_is_measured_or_kept(model, figures):
    running = run(model, sample=lambda: None)
    assert running.mode == REFERENCE
    assert "without measuring" in running.notes[1]
    assert not runtime_choice._choices().exists()


def test_a_gpu_comes_first(model, figures):
    gpu = FakeGpu()
    running = run(model, devices=[gpu])
    assert running.mode == ON_GPU
    assert running.is_on_gpu
    assert running.mode.tags() == {"RUNTIME": "torch", "PRECISION": "fp16"}
    running.transform(torch.zeros(3, 17, SIZE.dim), lambda: None)
    assert gpu.batches == [3]
    assert not figures["asked"]


def test_a_gpu_that_fails_later_adds_a_sentence(model):
    running = run(model, devices=[FakeGpu(fails_at=0)])
    running.transform(torch.zeros(2, 17, SIZE.dim), lambda: None)
    assert running.notes[-1].endswith("the work goes on with the CPU.")


def test_a_gpu_without_memory_leaves_the_choice_to_the_cpu(model, figures):
    running = run(model, devices=[FakeGpu(free=0)])
    assert running.mode == ONNX_INT8
    assert "the model needs" in running.notes[0]


def test_a_gpu_is_left_alone_when_full_precision_is_asked_for(model, figures):
    gpu = FakeGpu()
    assert run(model, runtime="torch", precision="fp32", devices=[gpu]).mode == REFERENCE
    assert run(model, runtime="onnx", devices=[gpu]).mode == ONNX_INT8
    assert gpu.batches == []


def test_modes_are_really_measured_and_agree(model, transformer):
    running = run(model, runtime="onnx")
    tokens = sample().chips
    embedded = running.transform(tokens, lambda: None)
    # Weights of 7 bits, where the processor needs them, are half as fine.
    torch.testing.assert_close(embedded, transformer(tokens), atol=0.1 * 127 / largest_code(), rtol=0)
    assert "s a chip" in running.notes[0]


def test_cancel_is_heard_while_the_model_is_prepared(model, monkeypatch):
    goes_on = threading.Event()
    monkeypatch.setattr(runtime_choice, "kept_graph", lambda *_, **__: goes_on.wait(10))
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        run_model(
            model,
            RuntimeRequest(runtime="onnx", precision="fp32"),
            Workload(chips=1, sample=sample),
            Reporter(is_cancelled=cancelled.is_set),
            devices=(),
        )
    goes_on.set()
    assert time.monotonic() - started < 1


def test_a_failure_while_preparing_is_raised(model, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("no memory")

    monkeypatch.setattr(runtime_choice, "kept_graph", fail)
    with pytest.raises(RuntimeError, match="no memory"):
        run(model, runtime="onnx", precision="fp32")
