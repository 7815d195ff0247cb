"""Runs inside the QGIS desktop, in a profile without Landprint: a person installs the package, and removes it again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication, QgsSettings

from tests.gui.inside import (
    Story,
    open_dock,
    screenshot,
    start,
    wait_for,
)

NOT_AN_ENVIRONMENT = "/usr/bin/env"
SETUP = 1  # the page of the dock without an engine


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

    with story.step("the_dock_says_what_the_engine_costs_before_the_yes"):
        dock = open_dock(420)
        body = dock.body
        wait_for(lambda: body.currentIndex() == SETUP, 20, "the page without an engine")
        for part in ("MB to download", "on disk, once", "never into QGIS's Python"):
            assert part in body.setup.sentence.text()
        screenshot("package_without_engine")

    with story.step("what_is_no_environment_is_refused_in_a_sentence"):
        body.setup.python_chosen.emit(NOT_AN_ENVIRONMENT)
        wait_for(lambda: not body.set_up.is_working, 60, "the refusal")
        assert body.setup.problem.isVisible()
        assert body.setup.hint.isVisible()
        screenshot("package_not_an_environment", dock)

    with story.step("qgis_removes_it_and_nothing_stays"):
        installer.uninstallPlugin("landprint", quiet=True)
        assert "landprint" not in qgis.utils.plugins
        assert QgsApplication.processingRegistry().providerById("landprint") is None
        assert not folder.exists()


start(tell)
