"""The dock by keyboard: where Tab goes, and which letters Alt takes."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel

# Project, Edit, View, Layer, Settings, Plugins, Vector, Raster, Database, Web, Mesh, Processing, Help.
QGIS_MENUS = set("jevlspordwmch")


def mnemonics(dock):
    """The letters that Alt takes in the dock, in all of its states."""
    texts = [one.text() for kind in (QAbstractButton, QLabel) for one in dock.findChildren(kind)]
    parted = [text.replace("&&", "").partition("&") for text in texts]
    return [after[0].lower() for _before, mark, after in parted if mark]


def test_no_letter_of_the_dock_is_taken_from_a_menu_of_qgis(searched):
    assert set(mnemonics(searched)) & QGIS_MENUS == set()


def test_no_two_controls_share_a_letter(searched):
    # The page without an engine is never seen together with the others.
    letters = [letter for letter in mnemonics(searched.currentWidget()) if letter]
    assert len(letters) >= 8
    assert sorted(letters) == sorted(set(letters))


@pytest.mark.parametrize("name", ["galileo-nano", "random-features"])
def test_tab_goes_from_above_to_below(offered, name):
    offered.look_at.encoders.choose(name)
    offered.look_at.disclosure.header.setChecked(True)
    stops, widget = [], offered.look_at.layer_combo
    while widget is not offered.classes.table:
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisibleTo(offered) and takes_focus and offered.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    heights = [stop.mapTo(offered, stop.rect().center()).y() for stop in stops]
    line = offered.fontMetrics().height()
    assert len(stops) > 10
    names = [stop.objectName() for stop in stops]
    assert all(after > before - line for before, after in zip(heights, heights[1:])), list(zip(names, heights))


def test_tab_leaves_the_classes(searched):
    assert not searched.classes.table.tabKeyNavigation()
