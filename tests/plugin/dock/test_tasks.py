"""Work in the background as QGIS's task manager hears of it: it tells the user of tasks that "failed"."""

from __future__ import annotations

from threading import Event

import pytest
from landprint.engine.errors import ParameterError
from landprint.plugin.client.failure import cancelled
from landprint.plugin.client.requests import EngineTask
from landprint.plugin.client.work_task import WorkTask
from landprint.plugin.dock.find_similar.results import candidates
from qgis.core import QgsApplication, QgsTask


@pytest.fixture
def statuses(qgis_app):
    """What the task manager says of tasks."""
    found, tasks = [], QgsApplication.taskManager()

    def keep(_id, status):
        found.append(status)

    tasks.statusChanged.connect(keep)
    yield found
    tasks.statusChanged.disconnect(keep)


def test_work_that_is_stopped_has_not_failed(qtbot, statuses):
    has_begun = Event()

    def work(_report, is_cancelled):
        has_begun.set()
        while not is_cancelled():
            has_begun.wait(0.01)
        raise cancelled()

    task = WorkTask("work", work)
    with qtbot.waitSignal(task.failed) as failed:
        QgsApplication.taskManager().addTask(task)
        assert has_begun.wait(5)
        task.cancel()
    assert failed.args[0].is_cancelled
    assert QgsTask.TaskStatus.Terminated not in statuses


def test_a_copy_that_is_stopped_has_not_failed(qtbot, embedded, statuses, notices, tmp_path, monkeypatch):
    monkeypatch.setattr(WorkTask, "isCanceled", lambda _task: True)
    (tmp_path / "kept").mkdir()
    embedded.similar.keep.wanted.emit(str(tmp_path / "kept" / "mine.tif"))
    qtbot.waitUntil(embedded.similar.keep.isEnabled)
    assert notices.failures == []
    assert list((tmp_path / "kept").iterdir()) == []
    assert QgsTask.TaskStatus.Terminated not in statuses


def fail(*_arguments):
    raise KeyError("nobody thought of it")


def bugs(notices):
    return [failure.detail.splitlines()[-1] for failure in notices.failures if failure.code == "bug"]


def test_a_bug_in_a_task_is_said_and_is_no_cancel(qtbot, dock, session, notices, monkeypatch):
    monkeypatch.setattr(session, "embed_raster", fail, raising=False)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert bugs(notices) == ["KeyError: 'nobody thought of it'"]
    assert "Stopped" not in dock.look_at.estimate.text()


def test_a_bug_while_the_most_similar_places_are_written_is_said(qtbot, searched, notices, monkeypatch):
    monkeypatch.setattr(candidates, "write_features", fail)
    searched.similar.most_similar.button.click()
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert bugs(notices) == ["KeyError: 'nobody thought of it'"]


@pytest.mark.skipif(not hasattr(QgsTask.Flag, "Silent"), reason="QGIS tells of every task before 3.26")
def test_the_dock_says_itself_what_was_done(tmp_path):
    tasks = [EngineTask("engine", None, []), WorkTask("work", lambda *_: None)]
    assert all(task.flags() & QgsTask.Flag.Silent for task in tasks)


def test_a_request_that_the_engine_would_refuse_fails_the_tests_of_the_dock(session):
    with pytest.raises(ParameterError, match="no parameter 'cluster'"):
        session.request("kmeans", {"embeddings": "a.tif", "cluster": 3, "output": "b.tif"})
