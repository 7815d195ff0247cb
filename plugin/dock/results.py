"""The layers that Landprint makes: where their files lie, and where they stand in the project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsPointXY,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..client.failure import EngineFailure
from ..client.requests import Step
from ..compat import DoubleField, IntegerField
from ..layers import result_files
from ..layers.output import add_to_group, check_output, group
from ..layers.source import EMBEDDINGS_PROPERTY
from ..layers.styles import style_components, style_places
from ..translation import tr
from .context import DockContext

RESULT_PROPERTY = result_files.RESULT_PROPERTY
ORDER = ("places", "polygons", "similarity", "classes", "embedding")  # of the results, from above to below
LEGENDS = ("similarity", "classes")  # those whose legend says something


def temporary_folder() -> Path:
    """A new folder that QGIS removes when it ends."""
    return Path(mkdtemp(prefix="landprint_", dir=QgsProcessingUtils.tempFolder()))


def output_file(
    chosen: str | None, name: str, inputs: Iterable[str], context: DockContext, suffixes: tuple[str, ...]
) -> Path | None:
    """The chosen file, or one of this name that is kept with the project; raises EngineFailure.

    None if the chosen one exists and is not to be replaced.
    """
    if not chosen:
        return context.storage.new_file(name)
    path = Path(chosen).expanduser()
    if not path.is_absolute():
        raise EngineFailure("output", f"“{chosen}” is not a full path.", "Choose the file with the button beside it.")
    check_output(str(path), inputs, context.project.mapLayers().values(), suffixes)
    if path.exists() and not context.confirm(f"“{path.name}” exists. Replace it?"):
        return None
    return path


def open_raster(path: str, name: str, result: str) -> QgsRasterLayer:
    """The result as a layer without a style: QGIS would read pixels in the window's thread to guess one."""
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, name, "gdal", options)
    layer.setCustomProperty(RESULT_PROPERTY, result)
    return layer


def open_vector(path: str, name: str, result: str) -> QgsVectorLayer:
    """The result in a vector file as a layer."""
    layer = QgsVectorLayer(path, name, "ogr")
    layer.setCustomProperty(RESULT_PROPERTY, result)
    return layer


def ranked_points(file: Path, name: str, crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """A layer of the most similar places in a new GeoPackage, without features; raises EngineFailure."""
    fields = QgsFields()
    fields.append(QgsField("rank", IntegerField))
    fields.append(QgsField("similarity", DoubleField))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    kind = QgsWkbTypes.Type.Point
    writer = QgsVectorFileWriter.create(str(file), fields, kind, crs, QgsCoordinateTransformContext(), options)
    problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.WriterError.NoError else ""
    del writer  # closes the file
    if problem:
        raise EngineFailure("disk", tr("{file} could not be written: {problem}.").format(file=file, problem=problem))
    layer = open_vector(str(file), name, "places")
    style_places(layer)
    return layer


def ranked_feature(layer: QgsVectorLayer, rank: int, similarity: float, point: QgsPointXY) -> QgsFeature:
    """A place of such a layer."""
    feature = QgsFeature(layer.fields())
    feature["rank"], feature["similarity"] = rank, similarity
    feature.setGeometry(QgsGeometry.fromPointXY(point))
    return feature


def picture_of(embeddings: Path) -> Path:
    """The file of an embedding raster's picture."""
    return embeddings.with_name(f"{embeddings.stem}_pca.tif")


def embedding_steps(operation: str, params: dict[str, Any], share: float) -> list[Step]:
    """The request that makes embeddings, which takes this share of the time, and that of their picture."""
    picture = {"embeddings": params["output"], "output": str(picture_of(Path(params["output"])))}
    return [Step(operation, params, share=share), Step("principal_components", picture, share=1 - share)]


def open_picture(picture: str, embeddings: str, name: str) -> QgsRasterLayer:
    """The embedding layer: it shows the picture and knows the file of the embeddings."""
    layer = open_raster(picture, name, "embedding")
    beside = Path(embeddings).parent == Path(picture).parent  # and stays there wherever the two are moved
    layer.setCustomProperty(EMBEDDINGS_PROPERTY, Path(embeddings).name if beside else embeddings)
    style_components(layer)
    return layer


def add_layer(project: QgsProject, layer: QgsMapLayer) -> None:
    """Add the layer to Landprint's group: places above polygons above the heatmap above classes above pictures."""
    add_to_group(project, layer)
    node, kind = group(project), layer.customProperty(RESULT_PROPERTY)
    above = [child for child in node.children()[1:] if _is_above(child, kind)]
    if above:
        moved = node.children()[0].clone()
        node.insertChildNode(node.children().index(above[-1]) + 1, moved)
        node.removeChildNode(node.children()[0])
    # QGIS shows a group that was empty as closed, whatever it says of itself.
    node.setExpanded(False)
    node.setExpanded(True)
    node.findLayer(layer.id()).setExpanded(kind in LEGENDS)


def find_layer(project: QgsProject, name: str, value: str) -> QgsMapLayer | None:
    """The project's layer whose custom property of this name has the value, also one that came with the project."""
    layers = project.mapLayers().values()
    return next((layer for layer in layers if layer.customProperty(name) == value), None)


def show_layer(project: QgsProject, layer_id: str, *, shown: bool) -> None:
    """Check or uncheck a layer that Landprint made; the user's own layers stay as they are."""
    node, layer = project.layerTreeRoot().findLayer(layer_id), project.mapLayer(layer_id)
    if node is not None and layer.customProperty(RESULT_PROPERTY):
        node.setItemVisibilityChecked(shown)


def _is_above(node: QgsLayerTreeNode, kind: str) -> bool:
    """Whether the node is a result that is drawn above those of this kind."""
    if not isinstance(node, QgsLayerTreeLayer) or node.layer() is None:
        return False
    other = node.layer().customProperty(RESULT_PROPERTY)
    return other in ORDER and ORDER.index(other) < ORDER.index(kind)
