"""Runs inside the QGIS desktop, in a profile without Landprint: a person installs the package, and removes it again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["LANDPRINT_ROOT"])

import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication, QgsSettings
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    add_image,
    click_map,
    click_widget,
    layer_named,
    open_dock,
    screenshot,
    start,
    wait_drawn,
    wait_for,
)

NOT_AN_ENVIRONMENT = "/usr/bin/env"
FOREST = (293_760, 9_117_480)
SECTIONS, SETUP = 0, 1  # the dock's pages


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
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

    with story.step("one_press_sets_the_engine_up_and_never_holds_up_the_window"):
        said = []
        with Gaps() as gaps:
            click_widget(body.setup.install.button)
            wait_for(lambda: body.setup.install.is_working, 10, "the progress")
            wait_for(lambda: body.setup.install.bar.value() > 200 or not body.set_up.is_working, 240, "progress")
            said.append(body.setup.progress.text())
            screenshot("package_working", dock)
            took = wait_for(lambda: body.currentIndex() == SECTIONS or not body.set_up.is_working, 300, "the end")
        assert "MB of" in said[0]
        wait_for(lambda: body.currentIndex() == SECTIONS, 20, body.setup.problem.text())
        story.figure("from a fifth of the set-up to its end, s", took)
        story.figure("gap while setting up, ms", gaps.longest_ms)
        assert (Path(os.environ["XDG_DATA_HOME"]) / "landprint" / "current").is_file()

    with story.step("without_a_restart_a_click_gives_a_heatmap"):
        wait_for(lambda: body.look_at.encoder_combo.count() > 1, 60, "the encoders")
        scene = add_image(os.environ["LANDPRINT_SCENE"], "Olinda", red=3, green=2, blue=1)
        iface.setActiveLayer(scene)
        wait_drawn()
        wait_for(body.look_at.embed.button.isEnabled, 60, "the button")
        click_widget(body.look_at.embed.button)
        took = wait_for(lambda: body.embeddings.current is not None, 120, "the embedding layer")
        click_widget(body.similar.pick)
        wait_drawn()
        click_map(*FOREST)
        took += wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        story.figure("from ready to the first heatmap of the demo's scene, s", took)
        wait_drawn()
        screenshot("package_heatmap")

    with story.step("qgis_removes_it_and_nothing_stays"):
        installer.uninstallPlugin("landprint", quiet=True)
        assert "landprint" not in qgis.utils.plugins
        assert QgsApplication.processingRegistry().providerById("landprint") is None
        assert not folder.exists()


start(tell)
