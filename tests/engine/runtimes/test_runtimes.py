"""Transformers in ONNX Runtime, and the choice of what runs them."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import rasterio
import safetensors.torch
import torch
from torch import Tensor

from benchmarks.mosaic import eurosat_mosaic
from engine.encoders.catalogue import find_part
from engine.encoders.clay import model as clay
from engine.encoders.clay.encoder import CALIBRATED_ON
from engine.encoders.galileo import model as galileo
from engine.errors import Cancelled
from engine.files import DiskError, graph_home
from engine.runtimes import onnx_graph
from engine.runtimes.calibration import Calibration, calibrate, observe
from engine.runtimes.onnx_graph import graph_folder, kept_graph, largest_code
from engine.runtimes.runtimes import REFERENCE, Measured, Mode, OnnxTransform, choose, cosines, measure
from engine.threads import Check
from engine.weights import checkpoints
from tests.places import golden_weights, real_data

SENTINEL_2_BANDS = ("blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22")
SIZE = clay.Size(dim=64, depth=2, heads=4, head_dim=16, mlp_dim=256)


def never() -> None:
    pass


@pytest.fixture(scope="module")
def transformer() -> clay.Transformer:
    torch.manual_seed(0)
    return clay.Transformer(SIZE).eval()


@pytest.fixture(scope="module")
def home(transformer: clay.Transformer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("graphs")
    kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="fp32", home=home)
    kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="int8", home=home)
    return home


@pytest.mark.parametrize("shape", [(1, 1, 64), (3, 65, 64), (2, 257, 64)])
def test_one_graph_serves_every_number_of_chips_and_tokens(
    transformer: clay.Transformer, home: Path, shape: tuple[int, ...]
) -> None:
    tokens = torch.randn(shape)
    ours = OnnxTransform(graph_folder("tiny", "fp32", home), threads=1)(tokens)
    with torch.inference_mode():
        torch.testing.assert_close(ours, transformer(tokens), atol=2e-5, rtol=0)


def test_eight_bits_are_near(transformer: clay.Transformer, home: Path) -> None:
    tokens = torch.randn(2, 65, 64)
    ours = OnnxTransform(graph_folder("tiny", "int8", home), threads=1)(tokens)
    with torch.inference_mode():
        theirs = transformer(tokens)
    assert cosines(theirs.flatten(0, 1).numpy(), ours.flatten(0, 1).numpy()).min() > 0.99


def test_calibrated_eight_bits_are_nearer(transformer: clay.Transformer, home: Path) -> None:
    """Tokens with columns that lie far from zero and reach far, as trained transformers have them."""
    random = torch.Generator().manual_seed(2)
    columns = torch.randn(3, 1, SIZE.dim, generator=random) * torch.tensor([[[1.0]], [[4.0]], [[0.0]]])
    tokens = torch.randn(2, 65, SIZE.dim, generator=random) * columns[0].exp() + columns[1]
    calibration = Calibration(name="land", columns=lambda: observe(transformer, tokens[:1]))
    folder = kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="int8", home=home, calibration=calibration)
    with torch.inference_mode():
        theirs = transformer(tokens[1:]).flatten(0, 1).numpy()
    plain, calibrated = (
        1 - cosines(theirs, OnnxTransform(path, threads=1)(tokens[1:]).flatten(0, 1).numpy()).mean()
        for path in (graph_folder("tiny", "int8", home), folder)
    )
    assert calibrated < plain / 2


def test_calibrated_eight_bits_are_nearer_on_real_chips_of_a_trained_model(tmp_path: Path) -> None:
    model = galileo.load(checkpoints.load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).torch())
    mosaic = tmp_path / "chips.tif"
    eurosat_mosaic(real_data("data", "eurosat_ms"), mosaic, "shuffled")
    with rasterio.open(mosaic) as dataset:
        pixels = dataset.read().astype(np.float32)  # (band, 640, 640): ten by ten chips of 64 pixels
    row = np.stack(np.split(pixels[:, :64], 10, axis=2))
    groups = galileo.groups_of(SENTINEL_2_BANDS)
    seen: list[Tensor] = []

    def note(tokens: Tensor) -> Tensor:
        seen.append(tokens)
        return model.transformer(tokens)

    for chips in (galileo.network_input(row, SENTINEL_2_BANDS), galileo.blank_chip(groups, 64)[None]):
        model.with_transform(note)(torch.from_numpy(chips)[:, None], patch=8, groups=groups, months=(5,))
    tokens, blank = seen
    calibration = Calibration(
        name="land", columns=lambda: observe(model.transformer, torch.cat([tokens[:CALIBRATED_ON], blank]))
    )
    plain, calibrated = (
        kept_graph(model.transformer, galileo.DIM, checkpoint="nano", precision="int8", home=tmp_path, calibration=on)
        for on in (None, calibration)
    )
    modes = {
        REFERENCE: lambda: lambda tokens, _: model.transformer(tokens),
        Mode(runtime="onnx", precision="int8"): lambda: OnnxTransform(plain, threads=1),
        Mode(runtime="onnx", precision="int8", is_calibrated=True): lambda: OnnxTransform(calibrated, threads=1),
    }
    with torch.inference_mode():
        _, of_plain, of_calibrated = measure(modes, tokens[CALIBRATED_ON:], blank)
    # Of 7 bits, where the processor needs them, more of the loss is the weights' own rounding, which stays.
    assert 1 - of_calibrated.mean_cosine < (0.6 if largest_code() == 127 else 0.8) * (1 - of_plain.mean_cosine)


def test_products_of_large_codes_are_exact(tmp_path: Path) -> None:
    # Without VNNI, a sum of two such products is cut off at 16 bits, and the whole is half of what it should be.
    product = torch.nn.Linear(64, 64, bias=False).requires_grad_(requires_grad=False)
    torch.nn.init.ones_(product.weight)
    folder = kept_graph(product, 64, checkpoint="ones", precision="int8", home=tmp_path)
    found = OnnxTransform(folder, threads=1)(torch.full((1, 1, 64), 10.0), lambda: None)
    torch.testing.assert_close(found, torch.full((1, 1, 64), 640.0), rtol=0.02, atol=0)


def test_calibrating_changes_nothing_in_exact_numbers(transformer: clay.Transformer, home: Path) -> None:
    tokens = torch.randn(1, 65, SIZE.dim) + 3
    graph = onnx.load(graph_folder("tiny", "fp32", home) / onnx_graph.GRAPH_NAME)
    factors = calibrate(graph.graph, observe(transformer, tokens), onnx.numpy_helper.to_array)
    for tensor in graph.graph.initializer:
        if tensor.name in factors:
            matrix = onnx.numpy_helper.to_array(tensor) * factors[tensor.name][:, None]
            tensor.CopyFrom(onnx.numpy_helper.from_array(matrix, tensor.name))
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    (ours,) = session.run(None, {onnx_graph.INPUT: tokens.numpy()})
    assert len(factors) == 4 * SIZE.depth
    with torch.inference_mode():
        np.testing.assert_allclose(ours, transformer(tokens).numpy(), atol=1e-4)


def test_a_graph_is_kept_for_each_imagery(transformer: clay.Transformer, home: Path) -> None:
    on = [Calibration(name=name, columns=list) for name in ("sentinel", "naip")]
    folders = [graph_folder("tiny", "int8", home, calibration) for calibration in (None, *on)]
    assert len(set(folders)) == len(folders)


def test_galileos_transformer_is_exported_too(tmp_path: Path) -> None:
    torch.manual_seed(0)
    transformer = galileo.Transformer().eval()
    folder = kept_graph(transformer, galileo.DIM, checkpoint="nano", precision="fp32", home=tmp_path)
    tokens = torch.randn(5, 6, galileo.DIM)
    with torch.inference_mode():
        torch.testing.assert_close(OnnxTransform(folder, threads=1)(tokens), transformer(tokens), atol=2e-5, rtol=0)


def test_a_clay_encoder_runs_on_a_graph(home: Path) -> None:
    torch.manual_seed(0)
    encoder = clay.Encoder(SIZE)
    torch.nn.init.normal_(encoder.cls_token)
    for parameter in (
        encoder.patch_embedding.weight_generator.weight_tokens,
        encoder.patch_embedding.weight_generator.bias_token,
    ):
        torch.nn.init.normal_(parameter)
    plain = clay.Clay(encoder.eval(), SIZE)
    folder = kept_graph(encoder.transformer, SIZE.dim, checkpoint="other", precision="fp32", home=home)
    exported = plain.with_transform(OnnxTransform(folder, threads=1))
    chips = torch.randn(2, 3, 64, 64), torch.zeros(2, clay.METADATA_DIM)
    bands = {"wavelengths": (0.49, 0.56, 0.665), "gsd": 10.0}
    torch.testing.assert_close(exported(*chips, **bands).patches, plain(*chips, **bands).patches, atol=2e-5, rtol=0)


def test_the_weights_stand_beside_the_graph(home: Path) -> None:
    folder = graph_folder("tiny", "fp32", home)
    assert {path.name for path in folder.iterdir()} == {onnx_graph.GRAPH_NAME, onnx_graph.DATA_NAME}


def test_a_graph_is_made_once(transformer: clay.Transformer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_graph, "export", lambda *_: pytest.fail("exported again"))
    kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="fp32", home=home)


def test_a_failed_export_leaves_nothing(
    transformer: clay.Transformer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no memory")

    monkeypatch.setattr(onnx_graph, "quantise", fail)
    with pytest.raises(RuntimeError, match="no memory"):
        kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="int8", home=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {"lock"}


def test_what_a_killed_export_left_is_removed(transformer: clay.Transformer, tmp_path: Path) -> None:
    left = tmp_path / ".other.fp32.4711.writing"
    left.mkdir(parents=True)
    kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="fp32", home=tmp_path)
    assert not left.exists()


def test_graphs_of_weights_that_are_removed_can_be_removed_too(transformer: clay.Transformer, tmp_path: Path) -> None:
    folder = kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="fp32", home=tmp_path)
    assert onnx_graph.remove_graphs("other", tmp_path) == 0
    assert onnx_graph.remove_graphs("tiny", tmp_path) > 0
    assert not folder.exists()


def test_a_full_disk_is_said_before_the_work(
    transformer: clay.Transformer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskError, match=r"needs [\d.]+ MB on the disk .* 0\.0 MB are free"):
        kept_graph(transformer, SIZE.dim, checkpoint="tiny", precision="fp32", home=tmp_path)


def test_a_run_is_stopped_within_a_second(home: Path) -> None:
    transform = OnnxTransform(graph_folder("tiny", "fp32", home), threads=1)
    cancelled = threading.Event()

    def check() -> None:
        if cancelled.is_set():
            raise Cancelled

    def run_on_and_on() -> None:
        while True:
            transform(torch.zeros(16, 1025, 64), check)

    threading.Timer(0.3, cancelled.set).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run_on_and_on()
    assert time.monotonic() - start < 1.3


def test_a_run_is_stopped_inside_the_graph(home: Path) -> None:
    transform = OnnxTransform(graph_folder("tiny", "fp32", home), threads=1)
    stopped: list[float] = []

    def check() -> None:
        stopped.append(time.monotonic())
        raise Cancelled

    tokens = torch.zeros(128, 1025, 64)
    start = time.monotonic()
    transform(tokens)
    whole = time.monotonic() - start
    with pytest.raises(Cancelled):
        transform(tokens, check)
    assert time.monotonic() - stopped[0] < 0.8 * whole


def shifted(by: float) -> clay.Transform:
    """A transform that adds noise of a size."""

    def transform(tokens: Tensor, check: Check) -> Tensor:
        noise = torch.randn(tokens.shape, generator=torch.Generator().manual_seed(1))
        return tokens + by * noise

    return transform


def test_modes_are_measured_on_patches_without_position_and_mean() -> None:
    def positioned(tokens: Tensor, check: Check) -> Tensor:
        ramp = torch.arange(tokens.shape[1], dtype=torch.float32)[:, None]
        return tokens + 1000 * ramp + 77

    onnx = Mode(runtime="onnx")
    tokens, blank = torch.randn(3, 17, 8), torch.zeros(1, 17, 8)
    modes = {REFERENCE: lambda: shifted(0.0), onnx: lambda: positioned}
    results = {each.mode: each for each in measure(modes, tokens, blank, patches=slice(1, None))}
    assert results[onnx].low_cosine > 0.9999


def test_a_coarse_mode_is_seen() -> None:
    coarse = Mode(runtime="onnx", precision="int8")
    modes = {REFERENCE: lambda: shifted(0.0), coarse: lambda: shifted(0.3)}
    results = measure(modes, torch.randn(3, 16, 8), torch.zeros(1, 16, 8))
    assert not results[1].is_good()


def measured(mode: Mode, seconds: float, low: float = 1.0) -> Measured:
    return Measured(mode=mode, seconds=seconds, mean_cosine=1.0, low_cosine=low)


def test_the_fastest_good_mode_is_chosen_and_named() -> None:
    int8, fp32 = Mode(runtime="onnx", precision="int8"), Mode(runtime="onnx")
    choice = choose([measured(REFERENCE, 8.0), measured(fp32, 9.0), measured(int8, 4.0, 0.997)], chips=2)
    assert choice.mode == int8
    assert "ONNX Runtime int8 was chosen: 2 s a chip (torch fp32 4 s, ONNX Runtime fp32 4.5 s)" in choice.sentence
    assert "0.9970" in choice.sentence


def test_a_fast_mode_that_is_too_coarse_is_not_chosen() -> None:
    int8 = Mode(runtime="onnx", precision="int8")
    choice = choose([measured(REFERENCE, 8.0), measured(int8, 1.0, 0.9)], chips=1)
    assert choice.mode == REFERENCE
    assert "ONNX Runtime int8 1 s and too coarse" in choice.sentence


def test_where_nothing_is_good_the_most_exact_is_chosen() -> None:
    int8, calibrated = (Mode(runtime="onnx", precision="int8", is_calibrated=each) for each in (False, True))
    assert choose([measured(int8, 4.0, 0.90), measured(calibrated, 5.0, 0.98)], chips=2).mode == calibrated


def test_graphs_go_with_their_checkpoint(home: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    encoder = clay.Encoder(clay.SIZES["tiny"])
    file = tmp_path / "clay.safetensors"
    safetensors.torch.save_file({name: value.detach() for name, value in encoder.state_dict().items()}, file)
    checkpoint = checkpoints.import_file(file, find_part("clay-v1.5"))
    graphs = graph_home()
    kept_graph(clay.Transformer(SIZE), SIZE.dim, checkpoint=checkpoint.sha256, precision="fp32", home=graphs)
    assert checkpoints.remove(find_part("clay-v1.5")) > checkpoint.bytes
    assert {path.name for path in graphs.iterdir()} == {"lock"}


def test_cosines_are_of_rows_less_their_mean() -> None:
    rows = np.array([[101.0, 0.0], [99.0, 0.0], [100.0, 1.0], [100.0, -1.0]])
    np.testing.assert_allclose(cosines(rows, rows + 5), 1)
    np.testing.assert_allclose(cosines(rows, -rows), -1)
