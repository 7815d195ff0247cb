"""Runs algorithms as the toolbox does, and keeps what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import processing
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from tests.plugin.scene import Feedback


def algorithm(name: str) -> QgsProcessingAlgorithm:
    return QgsApplication.processingRegistry().createAlgorithmById(f"landprint:{name}")


def run(name: str, feedback: Feedback | None = None, **parameters):
    return processing.run(f"landprint:{name}", parameters, feedback=feedback or Feedback())


def refusal(name: str, feedback: Feedback | None = None, **parameters) -> str:
    """What the algorithm says when it refuses."""
    feedback = feedback or Feedback()
    with pytest.raises(QgsProcessingException) as caught:
        run(name, feedback, **parameters)
    return " ".join([str(caught.value), *feedback.errors])


def run_and_load(name: str, project: QgsProject, output: str = "OUTPUT", **parameters) -> QgsMapLayer:
    """The layer that the toolbox adds."""
    context = QgsProcessingContext()
    context.setProject(project)
    feedback, logged = Feedback(), []
    log = QgsApplication.messageLog()
    connection = log.messageReceived.connect(lambda message, *_: logged.append(message))
    result = processing.runAndLoadResults(f"landprint:{name}", parameters, feedback=feedback, context=context)
    log.messageReceived.disconnect(connection)
    assert not feedback.errors, [*feedback.errors, *logged]  # QGIS keeps what fails after the run to itself
    wanted = str(result[output])
    for layer in project.mapLayers().values():
        if layer.id() == wanted or Path(layer.source().split("|")[0]) == Path(wanted.split("|", maxsplit=1)[0]):
            return layer
    raise AssertionError(wanted)


def read(path: str) -> np.ndarray:
    return gdal.Open(path).ReadAsArray()


def tags(path: str) -> dict[str, str]:
    """Landprint's tags of a raster."""
    metadata = gdal.Open(path).GetMetadata()
    return {key[len("LANDPRINT_") :]: value for key, value in metadata.items() if key.startswith("LANDPRINT_")}


def rows(path: str) -> list[dict[str, object]]:
    """The features of a vector file as dictionaries, with their geometry."""
    layer = QgsVectorLayer(path, "rows", "ogr")
    assert layer.isValid(), path
    return [{**feature.attributeMap(), "geometry": feature.geometry()} for feature in layer.getFeatures()]
