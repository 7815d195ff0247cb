"""The scratch of an embedding run: what is on disk is found again, and nothing else is."""

from __future__ import annotations

import errno
import json
import os
import platform
import time

import numpy as np
import pytest

from engine.embedding import scratch as scratch_module
from engine.embedding.scratch import (
    RecordShape,
    Scratch,
    expire_scratches,
    list_scratches,
    remove_scratches,
    scratch_folder,
)
from engine.errors import OutputError
from engine.files import DiskError, disk_error, fingerprint, require_room

SHAPE = RecordShape(count=10, shape=(4, 3, 3), dtype="float32")
DESCRIPTION = {"source": "/a.tif", "encoder": "x", "settings": "y"}


def opened(key="key", records=SHAPE):
    return Scratch(key, records, DESCRIPTION)


def record(number):
    return np.random.default_rng(number).normal(size=SHAPE.shape).astype("float32")


def test_records_come_back_as_they_were_written():
    with opened() as scratch:
        for number in (7, 0, 9):
            scratch.write(number, record(number))
        scratch.flush()
        assert scratch.done == {0, 7, 9}
        for number in (0, 7, 9):
            assert (scratch.read(number, slice(0, 4)) == record(number)).all()
            assert (scratch.read(number, slice(1, 3)) == record(number)[1:3]).all()


def test_a_later_run_finds_what_an_earlier_one_wrote():
    with opened() as scratch:
        scratch.write(3, record(3))
    with opened() as scratch:
        assert scratch.done == {3}
        assert (scratch.read(3, slice(0, 4)) == record(3)).all()


def test_half_precision_keeps_the_nearest_values():
    records = RecordShape(count=1, shape=SHAPE.shape, dtype="float16")
    with opened(records=records) as scratch:
        scratch.write(0, record(0))
        scratch.flush()
        assert (scratch.read(0, slice(0, 4)) == record(0).astype("float16")).all()


def test_what_fails_in_the_block_does_not_lose_what_was_written():
    def fail():
        with opened() as scratch:
            scratch.write(3, record(3))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with opened() as scratch:
        assert scratch.done == {3}


def test_a_record_is_done_only_when_it_is_in_the_journal():
    with opened() as scratch:
        scratch.write(3, record(3))
        scratch.flush()
    (scratch_folder() / "key" / "journal").write_bytes(b"")
    with opened() as scratch:
        assert scratch.done == set()


@pytest.mark.parametrize("length", range(1, 8))
def test_a_half_written_journal_entry_is_cut_off(length):
    with opened() as scratch:
        scratch.write(3, record(3))
    journal = scratch_folder() / "key" / "journal"
    with journal.open("ab") as file:
        file.write(bytes([5, 0, 0, 0, 0, 0, 0, 0][:length]))
    with opened() as scratch:
        assert scratch.done == {3}
        scratch.write(6, record(6))
    with opened() as scratch:
        assert scratch.done == {3, 6}


def test_a_number_beyond_the_records_is_passed_over():
    with opened() as scratch:
        scratch.write(3, record(3))
    with (scratch_folder() / "key" / "journal").open("ab") as file:
        file.write((10**12).to_bytes(8, "little"))
    with opened() as scratch:
        assert scratch.done == {3}


def test_records_that_a_full_disk_cut_off_are_not_taken_for_done():
    with opened() as scratch:
        for number in range(4):
            scratch.write(number, record(number))
    records = scratch_folder() / "key" / "records"
    with records.open("r+b") as file:
        file.truncate(2 * SHAPE.record_bytes + 5)
    with opened() as scratch:
        assert scratch.done == {0, 1}


def test_a_scratch_in_use_is_refused_in_a_sentence():
    with opened(), pytest.raises(OutputError, match="already"):
        opened()


def test_a_complete_run_leaves_nothing():
    with opened() as scratch:
        scratch.write(3, record(3))
        scratch.remove()
    assert list(scratch_folder().iterdir()) == []


def test_scratches_are_listed_with_what_they_hold():
    with opened() as scratch:
        for number in range(5):
            scratch.write(number, record(number))
    (entry,) = list_scratches()
    assert (entry["key"], entry["source"], entry["encoder"]) == ("key", "/a.tif", "x")
    assert entry["fraction"] == 0.5
    assert entry["bytes"] >= 5 * SHAPE.record_bytes
    json.dumps(entry)


def test_a_folder_without_a_description_is_listed_and_can_be_removed():
    (scratch_folder() / "odd").mkdir(parents=True)
    (scratch_folder() / "odd" / "description.json").write_text("{half")
    (entry,) = list_scratches()
    assert (entry["key"], entry["fraction"]) == ("odd", 0.0)
    remove_scratches(None)
    assert list_scratches() == []


def test_a_file_that_goes_away_while_scratches_are_listed_is_passed_over():
    with opened() as scratch:
        # A link to nowhere is there for the listing and gone for whoever asks for its size.
        (scratch.folder / "gone").symlink_to(scratch.folder / "nowhere")
        (entry,) = list_scratches()
    assert entry["key"] == "key"


def test_only_the_named_scratches_are_removed():
    for key in ("one", "two"):
        with opened(key) as scratch:
            scratch.write(3, record(3))
    assert remove_scratches(["one"]) > 0
    assert [entry["key"] for entry in list_scratches()] == ["two"]


def test_a_scratch_in_use_is_not_removed():
    with opened() as scratch:
        scratch.write(3, record(3))
        assert remove_scratches(None) == 0
        scratch.flush()
    with opened() as scratch:
        assert scratch.done == {3}


def test_a_key_cannot_lead_out_of_the_folder(tmp_path, home):
    outside = home / "weights"
    outside.mkdir(parents=True)
    scratch_folder().mkdir()
    remove_scratches(["../weights", str(outside), ".."])
    assert outside.is_dir()


def test_the_fingerprint_is_the_same_in_every_run():
    assert fingerprint({"b": [1, 2.5], "a": None}) == fingerprint({"a": None, "b": (1, 2.5)})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_too_little_room_is_said_before_the_start(tmp_path):
    with pytest.raises(DiskError, match=r"needs 1,000,000,000,067 MB .* are free") as caught:
        require_room(tmp_path / "not" / "yet", 10**18, "This run")
    assert caught.value.hint


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_has_a_sentence_of_its_own(tmp_path, number):
    error = disk_error(OSError(number, os.strerror(number)), tmp_path)
    assert error.code == "disk"
    assert "full" in error.message


def test_a_write_that_fails_is_a_sentence_and_the_record_is_not_done(monkeypatch):
    with opened() as scratch:
        scratch.write(1, record(1))
        scratch.flush()
        scratch.write(2, record(2))

        def full(_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(scratch_module.os, "fsync", full)
        with pytest.raises(DiskError, match="full"):
            scratch.flush()
        monkeypatch.undo()
        assert scratch.done == {1}


# What is odd in the folder --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "description",
    [
        "{half",
        "[]",
        '{"count": "ten", "source": 5, "encoder": ["x"]}',
        '{"count": 0}',
        '{"count": -3}',
        '{"count": NaN}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_an_odd_description_is_listed_and_can_be_removed(description):
    odd = scratch_folder() / "odd"
    odd.mkdir(parents=True)
    (odd / "journal").write_bytes(bytes(16))
    (odd / "description.json").write_bytes(description if isinstance(description, bytes) else description.encode())
    (entry,) = list_scratches()
    assert (entry["key"], entry["source"], entry["encoder"], entry["fraction"]) == ("odd", "", "", 0.0)
    remove_scratches(None)
    assert list_scratches() == []


def test_a_folder_in_place_of_the_description_is_listed_and_can_be_removed():
    (scratch_folder() / "odd" / "description.json").mkdir(parents=True)
    assert [entry["key"] for entry in list_scratches()] == ["odd"]
    remove_scratches(None)
    assert list_scratches() == []


def test_stray_files_and_links_in_the_folder_are_passed_over(tmp_path):
    scratch_folder().mkdir(parents=True)
    (scratch_folder() / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (scratch_folder() / "Thumbs.db").touch()
    (tmp_path / "elsewhere").mkdir()
    (scratch_folder() / "link").symlink_to(tmp_path / "elsewhere")
    with opened() as scratch:
        scratch.write(3, record(3))
        assert [entry["key"] for entry in list_scratches()] == ["key"]
    remove_scratches(None)
    assert sorted(path.name for path in scratch_folder().iterdir()) == [".DS_Store", "Thumbs.db", "link"]
    assert (tmp_path / "elsewhere").is_dir()


def test_a_file_where_the_scratch_would_be_is_refused_in_a_sentence():
    scratch_folder().mkdir(parents=True)
    (scratch_folder() / "key").touch()
    with pytest.raises(OutputError, match="Nothing can be written to"):
        opened()


def test_a_scratch_that_cannot_be_opened_is_not_locked():
    (scratch_folder() / "key" / "records").mkdir(parents=True)
    with pytest.raises(OutputError, match="Nothing can be written to"):
        opened()
    (scratch_folder() / "key" / "records").rmdir()
    with opened() as scratch:
        assert scratch.done == set()


# What expires ---------------------------------------------------------------------------------------------------------


def left(key, days_ago):
    """A scratch of an interrupted run that was written last so many days ago."""
    with opened(key) as scratch:
        scratch.write(3, record(3))
    when = time.time() - days_ago * 86_400
    for path in (*scratch.folder.iterdir(), scratch.folder):
        os.utime(path, (when, when))


def keys():
    return [entry["key"] for entry in list_scratches()]


def test_what_was_written_a_month_ago_expires():
    left("new", 29)
    left("old", 31)
    expire_scratches(but="")
    assert keys() == ["new"]


def test_the_oldest_expire_while_all_take_too_much(monkeypatch):
    for days in (3, 1, 2):
        left(f"day {days}", days)
    monkeypatch.setattr(scratch_module, "BYTES_KEPT", 2.5 * list_scratches()[0]["bytes"])
    expire_scratches(but="")
    assert keys() == ["day 1", "day 2"]


def test_those_of_other_machines_stay_until_they_are_old(monkeypatch):
    for name, days in (("theirs", 3), ("theirs and old", 31)):
        monkeypatch.setitem(DESCRIPTION, "worker", "another machine")
        left(name, days)
    monkeypatch.setitem(DESCRIPTION, "worker", platform.node())
    left("own", 2)
    monkeypatch.setattr(scratch_module, "BYTES_KEPT", 0)
    expire_scratches(but="")
    assert keys() == ["theirs"]


def test_what_is_in_use_or_about_to_be_used_does_not_expire():
    for key in ("own", "used", "old"):
        left(key, 40)
    with opened("used") as scratch:
        when = time.time() - 40 * 86_400
        for path in (*scratch.folder.iterdir(), scratch.folder):
            os.utime(path, (when, when))
        expire_scratches(but="own")
        assert keys() == ["own", "used"]


def test_a_full_disk_is_said_although_what_was_refused_is_written_again_at_the_end(monkeypatch):
    # The file's own buffer keeps what the disk refused, and closing the file tries once more.
    def write_on_a_full_disk():
        with opened() as scratch:
            scratch.write(2, record(2))
            descriptor = os.open("/dev/full", os.O_RDWR)
            os.dup2(descriptor, scratch._data.fileno())
            os.close(descriptor)

    with pytest.raises(DiskError, match="full"):
        write_on_a_full_disk()
    with opened() as scratch:
        assert scratch.done == set()
