"""The guide that the dock's help button opens."""

from __future__ import annotations

from landprint.plugin.dock.guide import FOLDER, GuideDialog
from qgis.PyQt.QtWidgets import QToolButton


def test_the_help_button_opens_the_guide_once(searched):
    button = searched.look_at.findChild(QToolButton, "landprintHelp")
    button.click()
    button.click()
    (dialog,) = searched.findChildren(GuideDialog)
    assert "Landprint" in dialog.text.toPlainText()
    dialog.close()


def test_the_guide_finds_its_pictures_beside_itself(qtbot):
    dialog = GuideDialog()
    qtbot.addWidget(dialog)
    assert 'src="first-click.png"' in dialog.text.toHtml()
    assert dialog.text.searchPaths() == [str(FOLDER)]
