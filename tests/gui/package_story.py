"""Runs inside the QGIS desktop, in a profile without Landprint: a person installs the package, and removes it again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["LANDPRINT_ROOT"])

import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication, QgsSettings

from tests.gui.inside import Story, open_dock, screenshot, start, wait_for

ENGINE_PYTHON = str(Path(os.environ["LANDPRINT_ROOT"]) / ".venv" / "bin" / "python")
SECTIONS, SETUP = 0, 1  # the dock's pages


def tell(story: Story) -> None:
    installer = pyplugin_installer.instance()
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "python" / "plugins" / "landprint"
    assert "landprint" not in qgis.utils.plugins

    with story.step("qgis_installs_the_package_and_starts_the_plugin"):
        installer.installFromZipFile(os.environ["LANDPRINT_PACKAGE"])
        assert "landprint" in qgis.utils.active_plugins
        assert Path(sys.modules["landprint"].__file__) == folder / "__init__.py"
        assert QgsSettings().value("PythonPlugins/landprint", type=bool)

    with story.step("the_toolbox_has_its_algorithms"):
        provider = QgsApplication.processingRegistry().providerById("landprint")
        assert "embedraster" in [algorithm.name() for algorithm in provider.algorithms()]

    with story.step("the_dock_says_that_the_engine_is_missing"):
        body = open_dock(420).body
        wait_for(lambda: body.currentIndex() == SETUP, 20, "the page without an engine")
        screenshot("package_without_engine")

    with story.step("an_environment_that_is_there_is_taken"):
        body.setup.python_chosen.emit(ENGINE_PYTHON)
        wait_for(lambda: body.currentIndex() == SECTIONS, 60, "the sections")
        wait_for(lambda: body.look_at.encoder_combo.count() > 1, 60, "the encoders")
        screenshot("package_with_engine")

    with story.step("qgis_removes_it_and_nothing_stays"):
        installer.uninstallPlugin("landprint", quiet=True)
        assert "landprint" not in qgis.utils.plugins
        assert QgsApplication.processingRegistry().providerById("landprint") is None
        assert not folder.exists()


start(tell)
