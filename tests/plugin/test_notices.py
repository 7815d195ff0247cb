"""What Landprint says in the message bar."""

from __future__ import annotations

from landprint.plugin.notices import show_whole
from qgis.core import Qgis
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QTextBrowser


def test_a_long_message_is_shown_whole(qtbot):
    bar = QgsMessageBar()
    qtbot.addWidget(bar)
    bar.resize(500, 40)
    bar.show()
    item = bar.createMessage("Landprint", "The output is open in this project as the layer “Olinda”. " * 3)
    bar.pushWidget(item, Qgis.MessageLevel.Warning, 0)
    show_whole(item)
    text = item.findChild(QTextBrowser)
    qtbot.waitUntil(lambda: text.height() >= text.document().size().height() > 2 * text.fontMetrics().height())
