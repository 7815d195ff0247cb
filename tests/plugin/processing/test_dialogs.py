"""The dialogs that QGIS makes of the algorithms: what they hand over when nothing is touched."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingParameterDefinition, QgsRasterLayer

from tests.places import golden_weights, scene_file
from tests.plugin.processing.test_provider import NAMES
from tests.plugin.running import algorithm, tags
from tests.plugin.scene import Feedback

pytestmark = pytest.mark.usefixtures("landprint_plugin")


def untouched(name: str, **given) -> dict[str, object]:
    """What the dialog hands over; ``given`` are the inputs that it cannot know."""
    from qgis.core import QgsProject
    from qgis.gui import QgsGui, QgsProcessingContextGenerator, QgsProcessingGui, QgsProcessingParameterWidgetContext

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())

    class Contexts(QgsProcessingContextGenerator):
        def processingContext(self):
            return context

    contexts = Contexts()
    found = algorithm(name)
    values = dict(given)
    for definition in found.parameterDefinitions():
        if definition.name() in given or definition.isDestination():
            continue
        wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
            definition, QgsProcessingGui.WidgetType.Standard
        )
        if wrapper is None:  # a widget of Python's
            values[definition.name()] = definition.defaultValue()
            continue
        around = QgsProcessingParameterWidgetContext()
        around.setProject(QgsProject.instance())
        wrapper.setWidgetContext(around)
        wrapper.registerProcessingContextGenerator(contexts)
        widget = wrapper.createWrappedWidget(context)
        wrapper.setParameterValue(definition.defaultValue(), context)
        values[definition.name()] = wrapper.parameterValue()
        widget.deleteLater()
    return values


@pytest.mark.parametrize("name", NAMES)
def test_every_dialog_can_be_made(name, project):
    values = untouched(name)
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    found = algorithm(name)
    needed = {item.name() for item in found.parameterDefinitions() if not item.flags() & optional}
    assert set(values) >= {item for item in needed if not found.parameterDefinition(item).isDestination()}


def test_the_untouched_dialog_embeds_a_sentinel_2_layer(project, tmp_path):
    image = scene_file("data", "s1_s2_bigearthnet", "S2A_MSIL2A_20170613T101031_87_48_S2.tif")
    # A copy: QGIS writes the statistics of a layer beside it.
    layer = QgsRasterLayer(str(shutil.copy(image, tmp_path)), "Sentinel-2")
    project.addMapLayer(layer)
    weights = str(golden_weights("galileo-nano.pt"))
    values = untouched(
        "embedraster", INPUT=layer.id(), ENCODER="galileo-nano", CHECKPOINT=weights, OUTPUT=str(tmp_path / "e.tif")
    )
    context = QgsProcessingContext()
    context.setProject(project)
    found = algorithm("embedraster")
    assert found.checkParameterValues(values, context) == (True, "")
    results, is_good = found.run(values, context, Feedback())
    assert is_good
    assert tags(results["OUTPUT"])["DATE"] == "2017-06-13"
