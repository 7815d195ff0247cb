"""The names that models, scripts and qgis_process know the toolbox by."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingOutputDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from tests.golden import assert_unchanged

# What one kind of parameter declares and another does not have.
DETAILS = (
    *("options", "allowMultiple", "usesStaticStrings", "multiLine", "extension", "behavior"),
    *("parentLayerParameterName", "dataType", "dataTypes", "layerType", "minimumNumberInputs", "createByDefault"),
)
UNLIMITED = 1e300  # QGIS's own bounds of a number without bounds


def _plain(value: Any) -> Any:
    """A value as JSON has it: enums became Python's own in newer versions of QGIS."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, str, int, float)) else int(getattr(value, "value", value))


def _parameter(parameter: QgsProcessingParameterDefinition) -> dict[str, Any]:
    """What Landprint declares of a parameter."""
    flags = {
        flag: bool(parameter.flags() & getattr(QgsProcessingParameterDefinition.Flag, f"Flag{flag}"))
        for flag in ("Optional", "Advanced", "Hidden")
    }
    facts = {
        "name": parameter.name(),
        "type": parameter.type(),
        "description": parameter.description(),
        "help": parameter.help(),
        "default": parameter.defaultValue(),
        "flags": [flag for flag, is_set in flags.items() if is_set],
        **{name: _plain(getattr(parameter, name)()) for name in DETAILS if hasattr(parameter, name)},
    }
    if isinstance(parameter, QgsProcessingParameterFileDestination):
        facts["filter"] = parameter.fileFilter()
    if isinstance(parameter, QgsProcessingParameterNumber):
        bounds = {"minimum": parameter.minimum(), "maximum": parameter.maximum()}
        facts.update({name: bound for name, bound in bounds.items() if abs(bound) < UNLIMITED})
    return facts


def _output(output: QgsProcessingOutputDefinition) -> dict[str, Any]:
    return {"name": output.name(), "type": output.type(), "description": output.description()}


def _algorithm(algorithm: QgsProcessingAlgorithm) -> dict[str, Any]:
    return {
        "title": algorithm.displayName(),
        "group": algorithm.group(),
        "group_id": algorithm.groupId(),
        "tags": algorithm.tags(),
        "summary": algorithm.shortDescription(),
        "help": algorithm.shortHelpString().splitlines()[0],
        "parameters": [_parameter(parameter) for parameter in algorithm.parameterDefinitions()],
        "outputs": [_output(output) for output in algorithm.outputDefinitions()],
    }


@pytest.mark.usefixtures("landprint_plugin")
def test_the_toolbox_keeps_its_names_and_parameters():
    provider = QgsApplication.processingRegistry().providerById("landprint")
    algorithms = {algorithm.name(): _algorithm(algorithm) for algorithm in provider.algorithms()}
    assert_unchanged("toolbox.json", dict(sorted(algorithms.items())))
