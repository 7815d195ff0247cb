"""The checks for Qt 6 find what it refuses: they would be as silent if they were blind."""

from __future__ import annotations

import subprocess

import pytest

from tests.places import ROOT


def checked(folder, code):
    (folder / "module.py").write_text(code, encoding="utf-8")
    command = [ROOT / "development" / "qt6.sh", folder / "module.py"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("from PyQt5.QtCore import Qt\n", "QGS103"),
        ("from qgis.PyQt.QtCore import Qt\nMODAL = Qt.WindowModal\n", "+MODAL = Qt.WindowModality.WindowModal"),
        ("from qgis.PyQt.QtCore import QRegExp\n", "QRegExp is removed"),
        ("dialog.exec_()\n", "QGS107"),
        ("from qgis.PyQt.QtCore import QVariant\nKIND = QVariant.Int\n", "QGS402"),
    ],
)
def test_what_qt_6_refuses_is_found(tmp_path, code, said):
    ended = checked(tmp_path, code)
    assert said in ended.stdout
    assert ended.returncode == 1


def test_what_both_take_is_let_through(tmp_path):
    ended = checked(tmp_path, "from qgis.PyQt.QtCore import Qt\n\nMODAL = Qt.WindowModality.WindowModal\n")
    assert (ended.stdout, ended.stderr, ended.returncode) == ("", "", 0)
