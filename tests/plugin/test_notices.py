"""What Landprint says in the message bar."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from landprint.plugin.notices import TaskMessages, show_whole
from qgis.core import Qgis, QgsApplication, QgsTask
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


@pytest.mark.skipif(hasattr(QgsTask.Flag, "Silent"), reason="QGIS from 3.26 on is silent of a task that wants it")
def test_what_qgis_says_of_the_docks_tasks_is_taken_away(qtbot):
    bar, tasks = QgsMessageBar(), QgsApplication.taskManager()
    qtbot.addWidget(bar)

    def tell(task_id, status):  # as QGIS does of each task of five seconds and more
        if status == QgsTask.TaskStatus.Complete:
            bar.pushInfo("Task complete", tasks.task(task_id).description())

    tasks.statusChanged.connect(tell)
    messages = TaskMessages(SimpleNamespace(messageBar=lambda: bar))
    for title in ("Landprint: embed Olinda", "Another plugin's task"):
        task = QgsTask.fromFunction(title, lambda _task: None)
        with qtbot.waitSignal(task.taskCompleted):
            tasks.addTask(task)
    messages.close()
    tasks.statusChanged.disconnect(tell)
    assert [item.text() for item in bar.items()] == ["Another plugin's task"]
