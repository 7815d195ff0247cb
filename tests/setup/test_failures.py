"""What programs write, and the kind and sentence that it stands for."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from landprint.plugin.setup.failures import SENTENCES, SetupFailure, disk_failure, explain
from landprint.plugin.setup.uv import run, step_of

TEXTS = [
    ("error: Failed to write\n  cause: No space left on device (os error 28)", "disk"),
    ("error: There is not enough space on the disk. (os error 112)", "disk"),
    ("error: Hash mismatch for `numpy==1.0`\n\nExpected:\n  sha256:00", "hash"),
    ("cause: File name too long (os error 36)", "path"),
    ("cause: The filename or extension is too long. (os error 206)", "path"),
    ("The process cannot access the file because it is being used by another process. (os error 32)", "antivirus"),
    ("Operation did not complete successfully because the file contains a virus (os error 225)", "antivirus"),
    ("PermissionError: [WinError 5] Access is denied", "antivirus"),
    ("cause: Permission denied (os error 13)", "permission"),
    ("cause: Read-only file system (os error 30)", "permission"),
    ("because rasterio==1.5.2 has no wheels with a matching platform tag (e.g., `macosx_14_0_arm64`)", "platform"),
    ("/lib64/libc.so.6: version `GLIBC_2.28' not found (required by numpy)", "platform"),
    ("ImportError: DLL load failed while importing onnxruntime_pybind11_state", "runtime"),
    ("ModuleNotFoundError: No module named 'rasterio'", "packages"),
    ("cause: tunnel error: proxy authorization required", "proxy"),
    ("cause: invalid peer certificate: UnknownIssuer", "tls"),
    ("cause: dns error\n  cause: failed to lookup address information", "dns"),
    ("cause: Connection refused (os error 111)", "refused"),
    ("something new", "unknown"),
    ("", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_a_programs_words_have_their_sentence(text, kind):
    failure = explain(text, "uv")
    assert failure.kind == kind
    assert failure.detail == text


@pytest.mark.parametrize("kind", [kind for kind in SENTENCES if kind != "cancelled"])
def test_every_kind_has_a_sentence_and_a_remedy(kind):
    failure = SetupFailure(kind, "Something")
    assert failure.message.endswith(".")
    assert failure.hint.endswith(".")
    assert failure.code == "setup"
    assert "{" not in failure.message + failure.hint


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        *((errno.ENOSPC, "disk"), (errno.EACCES, "permission"), (errno.EROFS, "permission")),
        *((errno.ENAMETOOLONG, "path"), (errno.EBUSY, "antivirus"), (errno.EIO, "unknown")),
    ],
)
def test_errors_of_files_have_their_sentence(number, kind):
    failure = disk_failure(OSError(number, "in the system's language"), Path("folder/file"))
    assert failure.kind == kind
    assert "file" in failure.message + failure.hint or kind == "unknown"


@pytest.mark.parametrize(("number", "kind"), [(5, "antivirus"), (32, "antivirus"), (112, "disk"), (206, "path")])
def test_windows_numbers_of_errors_count(number, kind):
    error = OSError(errno.EACCES, "text")
    error.winerror = number  # only Windows sets it
    assert disk_failure(error, "file").kind == kind


def run_code(code: str, tmp_path, is_cancelled=lambda: False, lines=None):
    on_line = (lines if lines is not None else []).append
    return run([sys.executable, "-c", code], {}, tmp_path, on_line, is_cancelled)


def test_a_program_that_is_killed_is_said(tmp_path):
    with pytest.raises(SetupFailure) as caught:
        run_code("import os, signal; print('half', flush=True); os.kill(os.getpid(), signal.SIGKILL)", tmp_path)
    assert caught.value.kind == "killed"
    assert caught.value.detail == "half"


def test_a_program_that_waits_for_an_answer_gets_none(tmp_path):
    assert run_code("print(repr(input()) if False else 'end')", tmp_path) == "end"
    with pytest.raises(SetupFailure, match="EOF"):
        run_code("input('password: ')", tmp_path)


def test_a_program_is_ended_by_a_cancel(tmp_path):
    lines = []
    with pytest.raises(SetupFailure) as caught:
        run_code("import time; print('on', flush=True); time.sleep(60)", tmp_path, lambda: bool(lines), lines)
    assert caught.value.is_cancelled


def test_a_program_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SetupFailure):
        run(["/nowhere/uv"], {}, tmp_path, print, lambda: False)


def test_uvs_lines_say_how_far_it_is():
    assert step_of("Resolved 37 packages in 3ms") == "Unpacking 37 packages"
    assert step_of("Prepared 1 package in 2.1s") == "Installing 1 packages"
    assert step_of("Installed 37 packages in 1s") == "37 packages are installed"
    assert step_of(" + numpy==2.0") == ""
