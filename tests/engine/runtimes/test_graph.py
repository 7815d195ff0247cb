"""Networks of operations: the same numbers from ONNX Runtime and from torch, on weights that are not copied."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from engine.runtimes.graph import Floats, Network, Operations, Value
from engine.runtimes.onnx_network import OnnxOperations, open_network, release, span_in_file
from engine.runtimes.torch_network import TorchNetwork
from engine.weights.tensor_file import open_tensor_file


def numbers(*shape: int) -> Floats:
    return np.random.default_rng(len(shape)).normal(0, 0.1, shape).astype(np.float32)


def transformer(ops: Operations[Value], image: Value) -> Value:
    tokens = ops.add_stored(ops.prepend(ops.as_tokens(ops.conv(image, "patch", stride=8)), "class"), "position")
    q, k, v = ops.split(ops.linear(ops.layer_norm(tokens, "norm"), "qkv"), 3)
    tokens = ops.add(tokens, ops.linear(ops.attention(q, k, v, heads=4), "out"))
    return ops.linear(ops.token(ops.gelu(tokens), 0), "head")


def residual(ops: Operations[Value], image: Value) -> Value:
    seen = ops.relu(ops.batch_norm(ops.conv(image, "first", stride=2, padding=3), "bn"))
    return ops.linear(ops.mean_pixel(ops.max_pool(seen, size=3, stride=2, padding=1)), "head")


OF_TRANSFORMER = {
    "patch.weight": numbers(64, 3, 8, 8),
    "patch.bias": numbers(64),
    "class": numbers(1, 1, 64),
    "position": numbers(1, 17, 64),
    "norm.weight": 1 + numbers(64),
    "norm.bias": numbers(64),
    "qkv.weight": numbers(192, 64),
    "out.weight": numbers(64, 64),
    "out.bias": numbers(64),
    "head.weight": numbers(16, 64),
    "head.bias": numbers(16),
}
OF_RESIDUAL = {
    "first.weight": numbers(8, 3, 7, 7),
    "bn.weight": 1 + numbers(8),
    "bn.bias": numbers(8),
    "bn.running_mean": numbers(8),
    "bn.running_var": 1 + np.abs(numbers(8)),
    "head.weight": numbers(5, 8),
    "head.bias": numbers(5),
}


@pytest.mark.parametrize(("forward", "weights"), [(transformer, OF_TRANSFORMER), (residual, OF_RESIDUAL)])
@pytest.mark.parametrize("count", [1, 3])
def test_both_runtimes_give_the_same(
    forward: Callable[[Operations[Any], Any], Any], weights: dict[str, Floats], count: int
) -> None:
    network = Network(forward=forward, weights=weights, sides=("n", 3, "rows", "columns"))
    images = 10 * numbers(count, 3, 32, 32)
    ours, theirs = open_network(network, threads=1)(images), TorchNetwork(network)(images)
    assert ours.shape == (count, 16 if forward is transformer else 5)
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_weights_of_a_file_are_used_where_they_lie(tmp_path: Path) -> None:
    path = tmp_path / "wéights.safetensors"
    safetensors.numpy.save_file(OF_TRANSFORMER, path)
    file = open_tensor_file(path)
    mapped = {name: file.array(name) for name in OF_TRANSFORMER}
    assert all(span_in_file(values) == (path, file.offsets[name], values.nbytes) for name, values in mapped.items())
    network = Network(forward=transformer, weights=mapped, sides=("n", 3, 32, 32))
    graph = OnnxOperations(network).graph()
    assert graph.folder == tmp_path
    assert not graph.arrays
    assert all(values is mapped[name] for name, values in graph.mapped.items())
    assert len(graph.model) < 10_000
    images = numbers(2, 3, 32, 32)
    in_memory = Network(forward=transformer, weights=OF_TRANSFORMER, sides=("n", 3, 32, 32))
    np.testing.assert_array_equal(open_network(network, threads=1)(images), open_network(in_memory, threads=1)(images))


def test_what_is_no_whole_part_of_a_file_is_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    np.arange(64, dtype=np.float32).tofile(path)
    mapped = np.memmap(path, np.float32, mode="c", shape=(8, 8))
    assert span_in_file(mapped[2:]) == (path, 64, 192)
    assert span_in_file(mapped.T) is None
    assert span_in_file(mapped + 1) is None
    assert span_in_file(numbers(8, 8)) is None


@pytest.mark.skipif(sys.platform != "linux", reason="how much of a mapping is in memory is asked of Linux")
def test_mapped_weights_are_let_go_of_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    np.arange(1 << 22, dtype=np.float32).tofile(path)
    whole = np.memmap(path, np.uint8, mode="c")
    values = np.ndarray((1 << 20,), np.float32, whole, 3 << 20)  # not at the start of a page's array

    def resident_kb() -> int:
        text = Path("/proc/self/smaps").read_text().split(str(path))[1]
        return int(re.findall(r"Rss: +(\d+) kB", text)[0])

    total = values.sum()
    before = resident_kb()
    release(values)
    assert resident_kb() <= before - values.nbytes // 1024 + 8
    assert values.sum() == total
    release(np.ones(8, np.float32))  # of memory of its own, nothing is let go of
