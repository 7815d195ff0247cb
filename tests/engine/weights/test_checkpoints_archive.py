"""Torch's files are read as data: right, by parts, and without running what is inside."""

from __future__ import annotations

import collections
import contextlib
import os
import pickle
import struct
import subprocess
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
import torch

from engine.errors import CheckpointError
from engine.weights.archive import OpenFile, TorchArchive
from engine.weights.torch_pickle import read_pickle
from tests.engine.weights.torch_files import FAR, Entry, satclip_arrays, write_checkpoint, write_zip
from tests.places import golden_weights

PUBLISHED_FORMS = ["clay-tiny.ckpt", "satclip-l10.ckpt", "galileo-nano.pt"]


def opened(path: Path) -> TorchArchive:
    with path.open("rb") as file:
        return TorchArchive.read(OpenFile(file, path.name))


def arrays_of(path: Path) -> dict[str, np.ndarray]:
    with path.open("rb") as file:
        archive = TorchArchive.read(OpenFile(file, path.name))
        return {name: archive.array(name) for name in archive.tensors}


class Counted:
    """A file that counts what is read."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = OpenFile(file, name)
        self.name, self.size = name, self.file.size
        self.count = 0

    def read(self, offset: int, length: int) -> bytes:
        self.count += length
        return self.file.read(offset, length)


@pytest.mark.parametrize("name", PUBLISHED_FORMS)
def test_every_tensor_is_what_torch_reads(name):
    path = golden_weights(name)
    loaded = torch.load(path, map_location="cpu", weights_only=True)
    state = loaded.get("state_dict", loaded)
    arrays = arrays_of(path)
    assert arrays.keys() == state.keys()
    assert all(np.array_equal(arrays[name], state[name].numpy()) for name in state)


@pytest.mark.parametrize("name", PUBLISHED_FORMS[:2])
def test_hyper_parameters_are_what_torch_reads(name):
    path = golden_weights(name)
    expected = torch.load(path, map_location="cpu", weights_only=True)["hyper_parameters"]
    assert opened(path).hyper_parameters == expected


def test_a_file_of_five_gigabytes_is_read_where_its_data_is(tmp_path):
    arrays = {"a": np.arange(4.0), "b": np.arange(6, dtype=np.float32).reshape(2, 3), "c": np.arange(3)}
    write_checkpoint(tmp_path / "large.ckpt", arrays, {"le": [1, 2]}, holes={"a": FAR})
    assert (tmp_path / "large.ckpt").stat().st_size > FAR
    with (tmp_path / "large.ckpt").open("rb") as file:
        counted = Counted(file, "large.ckpt")
        archive = TorchArchive.read(counted)
        for name, array in arrays.items():
            np.testing.assert_array_equal(archive.array(name), array)
    assert archive.hyper_parameters == {"le": [1, 2]}
    assert counted.count < 500_000


def test_strides_shared_storages_and_empty_tensors_are_read(tmp_path):
    base = torch.arange(24.0).reshape(4, 6)
    state = {
        "whole": base,
        "turned": base.T,
        "part": base[1:3, ::2],
        "scalar": torch.tensor(3.25),
        "empty": torch.zeros(0, 3),
        "half": torch.ones(3, dtype=torch.float16),
        "flags": torch.tensor([True, False]),
    }
    torch.save(state, tmp_path / "views.pt")
    arrays = arrays_of(tmp_path / "views.pt")
    for name, tensor in state.items():
        np.testing.assert_array_equal(arrays[name], tensor.numpy())
        assert arrays[name].flags.c_contiguous


def test_parameters_in_an_optimiser_of_another_precision_do_not_matter(tmp_path):
    state = {"state_dict": {"a": torch.ones(2)}, "optimizer_states": [{0: torch.ones(2, dtype=torch.bfloat16)}]}
    torch.save(state, tmp_path / "mixed.ckpt")
    assert list(arrays_of(tmp_path / "mixed.ckpt")) == ["a"]


class Harm:
    def __init__(self, call, *arguments) -> None:
        self.call = call, arguments

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("call", [os.system, eval, exec, subprocess.check_call, __import__])
def test_a_pickle_that_would_run_something_is_refused_and_runs_nothing(tmp_path, call, protocol):
    mark = tmp_path / "harmed"
    command = f"__import__('pathlib').Path({str(mark)!r}).touch()" if call in (eval, exec) else f"touch {mark}"
    pickled = pickle.dumps({"state_dict": {}, "x": Harm(call, command)}, protocol=protocol)
    write_checkpoint(tmp_path / "harm.ckpt", satclip_arrays(), pickled=pickled)
    with pytest.raises(CheckpointError, match="could run a program; nothing of it was run"):
        opened(tmp_path / "harm.ckpt")
    assert not mark.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"cos\nsystem\n(X\x02\x00\x00\x00lstR",  # a call by its name
        b"(S'ls'\nios\nsystem\n",  # INST
        b"(cos\nsystem\nX\x02\x00\x00\x00lso",  # OBJ
        b"cos\nsystem\nX\x02\x00\x00\x00ls\x85\x81",  # NEWOBJ
        b"\x82\x01",  # EXT1
        b"ccollections\nOrderedDict\n(X\x01\x00\x00\x00atR",  # OrderedDict of something
        b"ctorch\nload\n(X\x01\x00\x00\x00atR",
        b"ctorch._utils\n_rebuild_tensor\n",
        b"ccollections\nOrderedDict\n}b",  # a class's own state
        b"cbuiltins\ngetattr\n",
    ],
)
def test_every_other_way_to_name_or_call_is_refused(body):
    with pytest.raises(CheckpointError, match="could run a program"):
        read_pickle(b"\x80\x02" + body + b".", "x.ckpt")


@pytest.mark.parametrize(
    "body",
    [b"", b"t", b"h\x05", b"]K\x01u", b"}(K\x01u", b"}]K\x01s", b"R", b"Q", b"K\x01K\x02", b"(Q", b"e", b"a", b"b"],
)
def test_a_pickle_that_makes_no_sense_is_damaged_and_no_bug(body):
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_pickle(b"\x80\x02" + body + b".", "x.ckpt")


def test_random_bytes_and_random_changes_are_never_a_bug(tmp_path):
    write_checkpoint(tmp_path / "good.ckpt", satclip_arrays(capacity=2, degree=2), {"a": [1, {"b": None}]})
    good = (tmp_path / "good.ckpt").read_bytes()
    random = np.random.default_rng(5)
    for number in range(400):
        content = bytearray(good)
        for offset in random.integers(0, len(good), 1 + number % 4):
            content[offset] = random.integers(256)
        (tmp_path / "bad.ckpt").write_bytes(content[: len(good) - (number % 3) * number])
        with contextlib.suppress(CheckpointError):
            arrays_of(tmp_path / "bad.ckpt")


def tensor_of(shape: bytes, stride: bytes) -> bytes:
    """The pickle of a dictionary with one tensor of four numbers, a, whose shape and stride are pickled so."""
    return (
        b"\x80\x02}X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQK\x00(" + shape + b"t(" + stride + b"t\x89)tRs."
    )


@pytest.mark.parametrize("shape", [(3, 2**40), (5,), (-1,), (2, 2)])
def test_a_tensor_beyond_its_data_is_refused(tmp_path, shape):
    torch.save({"a": torch.zeros(4)}, tmp_path / "a.pt")
    numbers = b"".join(b"\x8a\x08" + struct.pack("<q", side) for side in shape)
    pickled = tensor_of(numbers, numbers)
    write_checkpoint(tmp_path / "beyond.ckpt", {"a": np.zeros(4, np.float32)}, pickled=pickled)
    with pytest.raises(CheckpointError, match="A tensor"):
        opened(tmp_path / "beyond.ckpt")


def test_a_tensor_that_repeats_its_data_without_bound_is_refused(tmp_path):
    shape, stride = (b"\x8a\x08" + struct.pack("<q", number) for number in (2**50, 0))
    pickled = tensor_of(shape, stride)
    write_checkpoint(tmp_path / "endless.ckpt", {"a": np.zeros(4, np.float32)}, pickled=pickled)
    with pytest.raises(CheckpointError, match="a has more numbers than data"):
        arrays_of(tmp_path / "endless.ckpt")


def test_hyper_parameters_that_grow_without_bound_are_refused(tmp_path):
    bomb: list = []
    for _ in range(40):
        bomb = [bomb, bomb]
    write_checkpoint(tmp_path / "bomb.ckpt", satclip_arrays(), {"bomb": bomb})
    with pytest.raises(CheckpointError, match="hyper-parameters"):
        opened(tmp_path / "bomb.ckpt")


def test_a_text_that_is_repeated_without_bound_is_refused(tmp_path):
    text = "x" * 100_000
    write_checkpoint(tmp_path / "texts.ckpt", satclip_arrays(), {"texts": [text] * 1000})
    with pytest.raises(CheckpointError, match="hyper-parameters"):
        opened(tmp_path / "texts.ckpt")
    write_checkpoint(tmp_path / "names.ckpt", satclip_arrays(), {"names": [{text: 1}] * 1000})
    with pytest.raises(CheckpointError, match="hyper-parameters"):
        opened(tmp_path / "names.ckpt")


def test_hundreds_of_thousands_of_tuples_are_read():
    value = read_pickle(b"\x80\x02](" + b"(K\x01t" * 400_000 + b"e.", "x.ckpt")
    assert len(value) == 400_000
    assert value[-1] == (1,)


def test_values_below_a_mark_are_not_taken_from_above_it():
    for body in (b"K\x01(\x85", b"](K\x01a", b"}(K\x01K\x02s", b"(K\x01", b"]("):
        with pytest.raises(CheckpointError, match="cannot be read"):
            read_pickle(b"\x80\x02" + body + b".", "x.ckpt")


def test_a_tensor_of_thousands_of_sides_is_refused(tmp_path):
    sides = b"(" + b"J\xff\xff\xff\x7f" * 5000 + b"t(" + b"K\x00" * 5000 + b"t"
    pickled = (
        b"\x80\x02}X\x01\x00\x00\x00actorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x04tQK\x00" + sides + b"\x89)tRs."
    )
    write_checkpoint(tmp_path / "sides.ckpt", {"a": np.zeros(4, np.float32)}, pickled=pickled)
    with pytest.raises(CheckpointError, match="5,000 sides"):
        opened(tmp_path / "sides.ckpt")


def test_a_tampered_record_is_refused(tmp_path):
    arrays = satclip_arrays()
    write_checkpoint(tmp_path / "x.ckpt", arrays)
    content = bytearray((tmp_path / "x.ckpt").read_bytes())
    offset = content.index(arrays["model.location.nnet.layers.0.bias"].tobytes())
    content[offset + 5] ^= 1
    (tmp_path / "x.ckpt").write_bytes(content)
    with pytest.raises(CheckpointError, match="checksum"):
        arrays_of(tmp_path / "x.ckpt")


@pytest.mark.parametrize("kept", [0, 3, 100, 5_000, -1, -100])
def test_a_truncated_file_is_refused(tmp_path, kept):
    write_checkpoint(tmp_path / "x.ckpt", satclip_arrays())
    content = (tmp_path / "x.ckpt").read_bytes()
    (tmp_path / "x.ckpt").write_bytes(content[:kept])
    with pytest.raises(CheckpointError, match="cut off"):
        arrays_of(tmp_path / "x.ckpt")


def test_other_files_are_refused_with_what_they_are(tmp_path):
    def refusal(*entries: Entry) -> str:
        write_zip(tmp_path / "other.zip", list(entries))
        with pytest.raises(CheckpointError) as caught:
            arrays_of(tmp_path / "other.zip")
        return caught.value.message

    assert "not one that torch wrote" in refusal(Entry(name="readme.txt", content=b"hello"))
    empty = Entry(name="a/data.pkl", content=b"\x80\x02}.")
    assert "no weights" in refusal(empty)
    assert "compressed" in refusal(Entry(name="a/data.pkl", content=b"\x80\x02}.", method=8))
    assert "big-endian" in refusal(empty, Entry(name="a/byteorder", content=b"big"))
    assert "same name" in refusal(empty, empty)
    assert "not one that torch wrote" in refusal()


def test_a_zip_whose_directory_is_empty_is_refused(tmp_path):
    start = b"PK\x03\x04" + bytes(100)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, 0, len(start), 0)
    (tmp_path / "empty.ckpt").write_bytes(start + end)
    with pytest.raises(CheckpointError, match="not one that torch wrote"):
        opened(tmp_path / "empty.ckpt")


def test_an_ordered_dict_keeps_its_entries_and_loses_its_attributes(tmp_path):
    state = collections.OrderedDict(a=torch.ones(1))
    state._metadata = {"": {"version": 1}}
    torch.save(state, tmp_path / "x.pt")
    assert list(arrays_of(tmp_path / "x.pt")) == ["a"]
