from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import MagicMock

import landprint
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.notices import Notices
from landprint.plugin.plugin import LandprintPlugin
from landprint.plugin.settings import DOCK_OPEN, set_option
from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtWidgets import QMainWindow


@pytest.fixture
def iface(qgis_iface, monkeypatch):
    """QGIS's interface with an eye on what is added and removed."""
    seen = {"actions": [], "docks": []}
    replacements = {
        "addToolBarIcon": seen["actions"].append,
        "removeToolBarIcon": seen["actions"].remove,
        "addPluginToMenu": lambda _menu, action: seen["actions"].append(action),
        "removePluginMenu": lambda _menu, action: seen["actions"].remove(action),
        "addDockWidget": lambda _area, dock: seen["docks"].append(dock),
        "removeDockWidget": seen["docks"].remove,
    }
    for name, replacement in replacements.items():
        monkeypatch.setattr(qgis_iface, name, replacement, raising=False)
    qgis_iface.seen = seen
    return qgis_iface


def has_provider() -> bool:
    return QgsApplication.processingRegistry().providerById("landprint") is not None


def test_unload_takes_away_all_that_init_gui_added(iface):
    plugin = landprint.classFactory(iface)
    assert isinstance(plugin, LandprintPlugin)
    before = has_provider()
    plugin.initGui()
    assert has_provider()
    assert iface.seen["actions"] == [plugin.action, plugin.action]
    assert iface.seen["docks"] == []  # QGIS starts without it
    plugin.unload()
    assert iface.seen["actions"] == []
    assert has_provider() == before


def test_the_dock_comes_with_its_button_and_goes_with_the_plugin(iface, qgis_new_project):
    plugin = landprint.classFactory(iface)
    plugin.initGui()
    plugin.action.setChecked(True)
    assert iface.seen["docks"] == [plugin.dock]
    plugin.action.setChecked(False)
    plugin.action.setChecked(True)
    assert iface.seen["docks"] == [plugin.dock]
    plugin.unload()
    assert iface.seen["docks"] == []
    assert plugin.dock is None


@pytest.fixture
def starting(iface, monkeypatch):
    """What QGIS calls at the end of its start."""
    set_option(DOCK_OPEN, "")
    callbacks = []
    signal = SimpleNamespace(connect=callbacks.append, disconnect=callbacks.remove)
    monkeypatch.setattr(iface, "initializationCompleted", signal, raising=False)
    yield callbacks
    set_option(DOCK_OPEN, "")


@pytest.mark.parametrize("leave", ["open", "closed by its button", "closed by its cross"])
def test_the_dock_is_open_at_the_next_start_if_it_was_when_qgis_was_left(iface, starting, qgis_new_project, leave):
    plugin = landprint.classFactory(iface)
    plugin.initGui()
    assert starting == []
    plugin.action.trigger()
    if leave == "closed by its button":
        plugin.action.trigger()
    elif leave == "closed by its cross":
        plugin.dock.close()
    plugin.unload()
    plugin = landprint.classFactory(iface)
    plugin.initGui()
    assert len(starting) == (leave == "open")
    for call in list(starting):
        call()
    assert (plugin.dock is not None) == (leave == "open")
    plugin.unload()
    assert starting == []


def test_the_plugin_can_be_loaded_again(iface):
    for _round in range(2):
        plugin = landprint.classFactory(iface)
        plugin.initGui()
        plugin.unload()
    assert not iface.seen["actions"]


@pytest.fixture
def bar_iface():
    """A main window with a real message bar."""
    from qgis.gui import QgsMessageBar

    window = QMainWindow()
    bar = QgsMessageBar(window)
    iface = MagicMock()
    iface.messageBar.return_value = bar
    iface.bar = bar
    iface.window = window
    return iface


def test_a_failure_is_one_line_with_a_way_to_the_log(qtbot, bar_iface):
    from qgis.PyQt.QtWidgets import QPushButton

    Notices(bar_iface).failed(EngineFailure("outside", "The point lies outside.", "Pick inside.", "Traceback"))
    qtbot.waitUntil(lambda: bar_iface.bar.currentItem() is not None)
    item = bar_iface.bar.currentItem()
    assert item.text() == "The point lies outside. Pick inside."
    assert item.level() == Qgis.MessageLevel.Warning
    (details,) = [button for button in item.findChildren(QPushButton) if button.text() == "Details"]
    details.click()
    bar_iface.openMessageLog.assert_called_once_with()


def test_a_cancel_is_no_news(qtbot, bar_iface):
    Notices(bar_iface).failed(EngineFailure("cancelled", "Cancelled."))
    qtbot.wait(200)
    assert bar_iface.bar.currentItem() is None


def test_what_was_made_links_to_its_folder(qtbot, bar_iface, tmp_path):
    Notices(bar_iface).done("A <heatmap> was made.", str(tmp_path / "s.tif"))
    qtbot.waitUntil(lambda: bar_iface.bar.currentItem() is not None)
    text = bar_iface.bar.currentItem().text()
    assert "A &lt;heatmap&gt; was made." in text
    assert f'href="{tmp_path.as_uri()}">Open folder</a>' in text
