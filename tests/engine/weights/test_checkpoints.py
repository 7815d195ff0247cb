"""Which checkpoints there are, a file of the user's own, and what the cache folder keeps."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
import torch

from engine.encoders.catalogue import find_part, parts
from engine.errors import CheckpointError, ParameterError
from engine.files import DiskError, cache_folder
from engine.weights import checkpoints
from engine.weights.cache import checkpoint_folder
from engine.weights.registry import RESOURCE, Part
from engine.weights.tensor_file import open_tensor_file
from tests.checkpoints import arrays as checkpoint_arrays
from tests.checkpoints import shapes_of
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint
from tests.places import golden_weights

LOCATION, IMAGE = find_part("satclip-vit16-l10"), find_part("satclip-vit16-l10", "image")
PUBLISHED = {
    "clay-v1.5": ("clay-tiny.ckpt", 45),
    "satclip-resnet18-l10": ("satclip-l10.ckpt", 6),
    "satclip-resnet18-l40": ("satclip-l40.ckpt", 6),
    "galileo-nano": ("galileo-nano.pt", 106),
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def satclip(tmp_path) -> Path:
    write_checkpoint(tmp_path / "own.ckpt", satclip_arrays(), {"legendre_polys": 10})
    return tmp_path / "own.ckpt"


def test_every_encoder_with_weights_is_in_the_table():
    satclips = {f"satclip-{net}-{degree}" for net in ("resnet18", "resnet50", "vit16") for degree in ("l10", "l40")}
    assert {part.encoder for part in parts()} == satclips | {"clay-v1.5", "galileo-nano"}
    for part in parts():
        assert part.licence in {"MIT", "Apache-2.0"}
        assert part.licence_url.startswith("https://")
        assert part.source_url.endswith(part.repo)
        assert 3_000_000 < part.download_bytes < 1_300_000_000


def test_no_digest_stands_bare_in_the_table():
    assert re.findall(r'"[0-9a-f]{20,}"', RESOURCE.read_text()) == []


@pytest.mark.parametrize("encoder", PUBLISHED)
def test_a_local_file_is_loaded_without_a_copy(encoder, home):
    name, count = PUBLISHED[encoder]
    weights = checkpoints.load_file(golden_weights(name), find_part(encoder))
    assert len(weights.tensors) == count
    assert not home.exists()


@pytest.mark.parametrize("encoder", PUBLISHED)
def test_an_imported_file_has_the_same_weights_as_the_file(encoder):
    path = golden_weights(PUBLISHED[encoder][0])
    part = find_part(encoder)
    direct, kept = checkpoints.load_file(path, part), checkpoints.load(checkpoints.import_file(path, part))
    assert kept.sha256 == direct.sha256
    assert kept.hyper_parameters == direct.hyper_parameters
    assert kept.tensors.keys() == direct.tensors.keys()
    assert all(np.array_equal(kept.tensors[name], direct.tensors[name]) for name in direct.tensors)


def test_an_imported_checkpoint_is_found_and_a_removed_one_is_not(satclip):
    assert checkpoints.find(LOCATION) is None
    imported = checkpoints.import_file(satclip, LOCATION)
    assert checkpoints.find(LOCATION) == imported
    assert imported.path.parent == checkpoint_folder()
    assert checkpoints.remove(LOCATION) == imported.bytes
    assert checkpoints.find(LOCATION) is None
    assert checkpoints.remove(LOCATION) == 0


def test_a_checkpoint_that_is_not_there_says_how_to_get_it():
    with pytest.raises(CheckpointError, match="not here yet") as caught:
        checkpoints.require(find_part("clay-v1.5"))
    assert "1,247 MB" in caught.value.hint


def test_the_kept_file_is_read_by_the_library_of_that_format(satclip):
    checkpoint = checkpoints.import_file(satclip, LOCATION)
    tensors = safetensors.numpy.load_file(checkpoint.path)
    ours = checkpoints.load(checkpoint).tensors
    assert tensors.keys() == ours.keys()
    assert all(np.array_equal(tensors[name], ours[name]) for name in ours)


def test_weights_may_be_changed_and_the_file_stays(satclip):
    weights = checkpoints.load(checkpoints.import_file(satclip, LOCATION))
    weights.tensors["layers.0.bias"][...] += 1.0
    assert checkpoints.verify(checkpoints.require(LOCATION))


@pytest.mark.parametrize("name", ["a.ckpt", "a-name.ckpt", "a-longer-name.ckpt"])
def test_kept_weights_are_aligned_whatever_is_kept_with_them(satclip, name):
    # Elsewhere modulo 16 bytes, the same weights give other embeddings by a few millionths.
    satclip.rename(satclip.with_name(name))
    weights = checkpoints.load(checkpoints.import_file(satclip.with_name(name), LOCATION))
    assert {array.ctypes.data % 64 for array in weights.tensors.values()} == {0}


def test_changed_weights_do_not_verify(satclip):
    checkpoint = checkpoints.import_file(satclip, LOCATION)
    with checkpoint.path.open("r+b") as file:
        file.seek(-8, os.SEEK_END)
        file.write(bytes(8))
    assert not checkpoints.verify(checkpoint)


def test_a_cut_off_checkpoint_is_not_found(satclip):
    checkpoint = checkpoints.import_file(satclip, LOCATION)
    for kept in (checkpoint.bytes - 1, 500, 5, 0):
        os.truncate(checkpoint.path, kept)
        assert checkpoints.find(LOCATION) is None


@pytest.mark.parametrize("prefix", ["", "model.location.nnet.", "model.nnet."])
def test_safetensors_are_taken_under_published_and_own_names(tmp_path, satclip, prefix):
    path = tmp_path / "own.safetensors"
    safetensors.numpy.save_file(satclip_arrays(prefix), path)
    weights = checkpoints.load_file(path, LOCATION)
    assert weights.sha256 == checkpoints.load_file(satclip, LOCATION).sha256
    assert checkpoints.import_file(path, LOCATION).sha256 == weights.sha256


def test_a_kept_checkpoint_can_be_taken_to_another_machine(satclip, tmp_path, monkeypatch):
    first = checkpoints.import_file(satclip, LOCATION)
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "other"))
    second = checkpoints.import_file(first.path, LOCATION)
    assert second.path != first.path
    assert second.sha256 == first.sha256
    assert checkpoints.load(second).hyper_parameters == {"legendre_polys": 10}


def refusal(path: Path, part: Part = LOCATION) -> str:
    with pytest.raises(CheckpointError) as caught:
        checkpoints.load_file(path, part)
    with pytest.raises(CheckpointError):
        checkpoints.import_file(path, part)
    assert checkpoints.find(part) is None
    return caught.value.message


def test_another_encoders_checkpoint_is_refused_by_name(satclip, tmp_path):
    assert "not the checkpoint of clay-v1.5" in refusal(satclip, find_part("clay-v1.5"))
    assert "not the checkpoint of galileo-nano" in refusal(satclip, find_part("galileo-nano"))
    assert "not the checkpoint of satclip-vit16-l10 (image)" in refusal(satclip, IMAGE)
    write_checkpoint(tmp_path / "l40.ckpt", satclip_arrays(degree=40))
    assert "40 Legendre polynomials instead of 10" in refusal(tmp_path / "l40.ckpt")
    write_checkpoint(tmp_path / "l20.ckpt", satclip_arrays(degree=20))
    assert "400 harmonics instead of 100" in refusal(tmp_path / "l20.ckpt")
    write_checkpoint(tmp_path / "said.ckpt", satclip_arrays(), {"legendre_polys": 40})
    assert "40 Legendre polynomials instead of 10" in refusal(tmp_path / "said.ckpt")


@pytest.mark.parametrize(
    ("file", "chosen", "right"),
    [
        ("satclip-l10.ckpt", "satclip-vit16-l10", "SatCLIP ResNet18 L10 (satclip-resnet18-l10)"),
        ("satclip-l10.ckpt", "satclip-resnet50-l40", "SatCLIP ResNet18 L10 (satclip-resnet18-l10)"),
        ("satclip-l10.ckpt", "satclip-resnet18-l40", "SatCLIP ResNet18 L10 (satclip-resnet18-l10)"),
        ("satclip-l40.ckpt", "satclip-resnet18-l10", "SatCLIP ResNet18 L40 (satclip-resnet18-l40)"),
    ],
)
def test_another_satclips_file_is_refused_with_the_name_to_choose(file, chosen, right):
    path = golden_weights(file)
    with pytest.raises(CheckpointError, match=f"not the checkpoint of {chosen}") as caught:
        checkpoints.load_file(path, find_part(chosen))
    assert caught.value.hint.startswith(f"Choose {right}")
    with pytest.raises(CheckpointError, match=f"not the checkpoint of {chosen}"):
        checkpoints.import_file(path, find_part(chosen))
    assert checkpoints.find(find_part(chosen)) is None
    checkpoints.load_file(path, find_part(right.split("(")[1][:-1]))


def test_a_kept_file_is_still_known_for_what_it_is(tmp_path):
    kept = checkpoints.import_file(golden_weights("satclip-l10.ckpt"), find_part("satclip-resnet18-l10"))
    with pytest.raises(CheckpointError, match="belongs to SatCLIP ResNet18 L10"):
        checkpoints.import_file(kept.path, LOCATION)


def test_a_file_without_hyper_parameters_is_known_by_its_tensors(tmp_path):
    safetensors.numpy.save_file(satclip_arrays("", degree=40), tmp_path / "x.safetensors")
    with pytest.raises(CheckpointError, match="40 Legendre polynomials instead of 10") as caught:
        checkpoints.load_file(tmp_path / "x.safetensors", LOCATION)
    assert "satclip-vit16-l40" in caught.value.hint


def write_image_encoder(path: Path, backbone: str) -> list[str]:
    """A published layout in zeros, so that the weights' real sizes cost little; returns the names."""
    arrays = {
        name: np.zeros(shape, np.int64 if name.endswith("num_batches_tracked") else np.float32)
        for name, shape in shapes_of(f"satclip-{backbone}-image.ckpt").items()
    }
    write_checkpoint(path, {**arrays, "model.logit_scale": np.array(2.5, np.float32)})
    return list(arrays)


@pytest.mark.parametrize(
    ("backbone", "chosen"), [("resnet18", "vit16"), ("vit16", "resnet50"), ("resnet50", "resnet18")]
)
def test_another_backbones_image_encoder_is_refused_with_the_name_to_choose(tmp_path, backbone, chosen):
    write_image_encoder(tmp_path / "image.ckpt", backbone)
    with pytest.raises(CheckpointError, match=f"not the checkpoint of satclip-{chosen}-l40") as caught:
        checkpoints.load_file(tmp_path / "image.ckpt", find_part(f"satclip-{chosen}-l40", "image"))
    assert f"satclip-{backbone}-l40" in caught.value.hint


def test_a_missing_an_extra_and_a_wrong_tensor_are_named(tmp_path):
    arrays = satclip_arrays()
    prefix = "model.location.nnet."
    write_checkpoint(tmp_path / "x.ckpt", {name: array for name, array in arrays.items() if "1.bias" not in name})
    assert "layers.1.bias" in refusal(tmp_path / "x.ckpt")
    write_checkpoint(tmp_path / "x.ckpt", {**arrays, f"{prefix}scale": np.zeros(1)})
    assert "scale" in refusal(tmp_path / "x.ckpt")
    write_checkpoint(tmp_path / "x.ckpt", {**arrays, f"{prefix}layers.1.weight": np.zeros((32, 8))})
    assert "32 × 8 instead of 32 × 32" in refusal(tmp_path / "x.ckpt")


def test_files_that_are_no_weights_are_refused(tmp_path):
    for content in (b"", b"hello", bytes(100), b"\x10" + bytes(7) + b"{}" * 8, b"\xff" * 64):
        (tmp_path / "x.ckpt").write_bytes(content)
        assert "x.ckpt is not a file of weights" in refusal(tmp_path / "x.ckpt")
    assert "cannot be read" in refusal(tmp_path / "nowhere.ckpt")
    assert "no file" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4189406\n", "a Git LFS pointer"),
        (b"<!DOCTYPE html><html><head><title>Sign in</title>", "a web page"),
        (b'\xef\xbb\xbf\n<html lang="en">', "a web page"),
        (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "a web page"),
    ],
)
def test_what_was_saved_in_place_of_weights_is_named(tmp_path, content, says):
    (tmp_path / "x.ckpt").write_bytes(content)
    assert f"x.ckpt is {says}" in refusal(tmp_path / "x.ckpt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that is none")
def test_a_named_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "x.ckpt")
    assert "no file" in refusal(tmp_path / "x.ckpt")


def test_many_names_for_the_same_few_numbers_are_refused(tmp_path):
    arrays = checkpoint_arrays("galileo-nano.pt")
    more = {f"space_embed.{index}": arrays["norm.weight"] for index in range(30_000)}
    tensors = {id(array): torch.from_numpy(array) for array in arrays.values()}
    torch.save({name: tensors[id(array)] for name, array in {**arrays, **more}.items()}, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match="more numbers than data"):
        checkpoints.load_file(tmp_path / "x.pt", find_part("galileo-nano"))


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [2], "data_offsets": [0, 9]},
        {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [-2], "data_offsets": [0, -8]},
        {"dtype": "F32", "shape": [2], "data_offsets": [-8, 0]},
        {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        {"dtype": "F9", "shape": [2], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": "x", "data_offsets": [0, 8]},
        {"shape": [2]},
        [],
    ],
)
def test_safetensors_that_point_elsewhere_are_refused(tmp_path, entry):
    header = json.dumps({"a": entry}).encode()
    (tmp_path / "x.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))
    with pytest.raises(CheckpointError):
        open_tensor_file(tmp_path / "x.safetensors")


@pytest.mark.parametrize(
    ("second", "data_bytes"),
    [([4, 12], 12), ([12, 20], 20), ([8, 16], 17), ([8, 16], 15)],
    ids=["overlap", "gap", "more bytes", "fewer bytes"],
)
def test_safetensors_that_share_or_leave_bytes_are_refused(tmp_path, second, data_bytes):
    entries = {name: {"dtype": "F32", "shape": [2], "data_offsets": at} for name, at in (("a", [0, 8]), ("b", second))}
    header = json.dumps(entries).encode()
    (tmp_path / "x.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(data_bytes))
    with pytest.raises(CheckpointError, match="not a file of weights") as caught:
        open_tensor_file(tmp_path / "x.safetensors")
    assert caught.value.hint


def test_a_header_larger_than_the_format_allows_is_refused(tmp_path):
    with (tmp_path / "x.safetensors").open("wb") as file:
        file.write((200_000_000).to_bytes(8, "little") + b"{")
        file.truncate(300_000_000)
    with pytest.raises(CheckpointError, match="not a file of weights"):
        open_tensor_file(tmp_path / "x.safetensors")


@pytest.mark.parametrize("backbone", ["resnet18", "resnet50", "vit16"])
def test_the_image_part_has_the_published_names_and_the_scale(tmp_path, backbone):
    names = write_image_encoder(tmp_path / "image.ckpt", backbone)
    weights = checkpoints.load_file(tmp_path / "image.ckpt", find_part(f"satclip-{backbone}-l10", "image"))
    assert weights.tensors["logit_scale"] == 2.5
    assert weights.tensors.keys() == {name.removeprefix("model.").removeprefix("visual.") for name in names}


def test_parts_are_kept_apart(satclip):
    checkpoints.import_file(satclip, LOCATION)
    assert checkpoints.find(LOCATION) is not None
    assert checkpoints.find(IMAGE) is None


def test_names_that_are_not_in_the_table_are_refused():
    with pytest.raises(ParameterError, match="random-features has no checkpoint"):
        find_part("random-features")
    with pytest.raises(ParameterError, match="no part decoder"):
        find_part("clay-v1.5", "decoder")


def test_the_cache_folder_is_the_systems_unless_the_user_moves_it(monkeypatch, tmp_path):
    assert cache_folder() == tmp_path / "home"
    monkeypatch.delenv("LANDPRINT_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder().name in {"landprint", "Cache"}


def test_an_import_that_fails_leaves_nothing(satclip, home, monkeypatch):
    def broken(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.weights.cache.write_tensors", broken)
    with pytest.raises(DiskError, match="is full"):
        checkpoints.import_file(satclip, LOCATION)
    assert [path.suffix for path in checkpoint_folder().iterdir()] == [".lock"]
