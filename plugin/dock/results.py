"""The layers that Landprint makes: where their files lie, and where they stand in the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
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
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
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
from ..layers.outputs import result_files
from ..layers.outputs.output import check_output, group
from ..layers.sources.source import EMBEDDINGS_PROPERTY
from ..layers.styling.styles import style_components, style_places
from ..translation import tr
from .context import DockContext

RESULT_PROPERTY = result_files.RESULT_PROPERTY
EXAMPLES_PROPERTY = "landprint/examples_of"  # on a class map of examples: the id of the embedding layer that it is of
# Of the results, from above to below.
ORDER = ("places", "polygons", "similarity", "change", "certainty", "classes", "embedding")
# On an embedding layer: the id of the image that it is of; on a group of layers: of the image whose results are in it.
IMAGE_PROPERTY = "landprint/image"
BETWEEN = " · "
RANKED_COLUMNS = ("rank", "similarity", "x", "y")  # of the most similar places
# What tables call the columns of results, whose names in the files are for programs.
COLUMNS = {
    "rank": tr("Rank"),
    "similarity": tr("Similarity"),
    "class": tr("Class"),
    "name": tr("Name"),
    "hectares": tr("Hectares"),
}
# What a legend has above the colours, in place of the band's name in the file.
MEASURES = {
    "similarity": tr("Similarity"),
    "change": tr("Change"),
    "certainty": tr("Certainty"),
    "classes": tr("Class"),
}
LEGENDS = ("similarity", "change", "classes")  # those whose legend says something


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
        raise EngineFailure(
            "output",
            tr("“{chosen}” is not a full path.").format(chosen=chosen),
            tr("Choose the file with the button beside it."),
        )
    check_output(str(path), inputs, context.project.mapLayers().values(), suffixes)
    if path.exists() and not context.confirm(tr("“{path}” exists. Replace it?").format(path=path.name)):
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
    for column, title in COLUMNS.items():
        if (index := layer.fields().indexOf(column)) >= 0:
            layer.setFieldAlias(index, title)
    return layer


def ranked_fields(more: Iterable[QgsField] = ()) -> QgsFields:
    """The fields of the most similar places: rank, similarity, x and y, and then ``more``."""
    fields = QgsFields()
    fields.append(QgsField("rank", IntegerField))
    for column in RANKED_COLUMNS[1:]:
        fields.append(QgsField(column, DoubleField))
    for field in more:
        fields.append(field)
    return fields


def ranked_feature(
    fields: QgsFields, rank: int, similarity: float, point: QgsPointXY, more: dict[str, Any] | None = None
) -> QgsFeature:
    """A place with these fields; what it has no field for is left out."""
    feature = QgsFeature(fields)
    ranked = {"rank": rank, "similarity": similarity, "x": point.x(), "y": point.y()}
    for column, value in {**(more or {}), **ranked}.items():
        if fields.indexOf(column) >= 0:
            feature[column] = value
    feature.setGeometry(QgsGeometry.fromPointXY(point))
    return feature


def write_features(
    file: Path,
    crs: QgsCoordinateReferenceSystem,
    fields: QgsFields,
    features: Iterable[QgsFeature],
    kind: QgsWkbTypes.Type = QgsWkbTypes.Type.Point,
) -> None:
    """Write the features to a new GeoPackage, in any thread; raises EngineFailure."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    writer = QgsVectorFileWriter.create(str(file), fields, kind, crs, QgsCoordinateTransformContext(), options)
    for feature in features:
        writer.addFeature(feature)
    problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.WriterError.NoError else ""
    del writer  # writes the rest
    if problem:
        raise EngineFailure("disk", tr("{file} could not be written: {problem}.").format(file=file, problem=problem))


def show_ranked(layer: QgsMapLayer | None, file: Path, name: str, context: DockContext) -> QgsVectorLayer:
    """The layer of the most similar places, which shows this file from now on; a new one where there is none."""
    if not isinstance(layer, QgsVectorLayer) or layer.isEditable():
        made = open_vector(str(file), name, "places")
        style_places(made)
        return made
    before = result_files.layer_file(layer)
    layer.setDataSource(str(file), name, "ogr", False)
    context.project.setDirty(True)
    layer.triggerRepaint()
    if before is not None and context.storage.is_own(str(before)):
        with suppress(OSError):  # held on Windows
            before.unlink()
    return layer


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


def add_layer(project: QgsProject, layer: QgsMapLayer, beside: QgsMapLayer | None = None) -> None:
    """Add the layer to the group of its image: places above polygons above the heatmap above classes above pictures.

    It stands where ``beside`` does, or the layer that a property of its own names. A picture of embeddings is not
    switched on over the image that it is of.
    """
    kind = layer.customProperty(RESULT_PROPERTY)
    node = _group_for(project, layer, beside or _origin(project, layer))
    above = [index for index, child in enumerate(node.children()) if _is_above(child, kind)]
    project.addMapLayer(layer, False)
    added = QgsLayerTreeLayer(layer)
    if kind in MEASURES and isinstance(layer, QgsRasterLayer):  # before it is in the tree, which reads it once
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(added, 0, MEASURES[kind])
    node.insertChildNode(above[-1] + 1 if above else 0, added)
    for one in (group(project), node):
        # QGIS shows a group that was empty as closed, whatever it says of itself.
        one.setExpanded(False)
        one.setExpanded(True)
    added.setExpanded(kind in LEGENDS)
    project.setDirty(True)  # QGIS asks whether to save before it opens another project
    if kind == "embedding" and layer.customProperty(IMAGE_PROPERTY):
        added.setItemVisibilityChecked(False)


def _origin(project: QgsProject, layer: QgsMapLayer) -> QgsMapLayer | None:
    """The layer that this one is of, by a property as ``landprint/similar_of``."""
    names = (key for key in layer.customPropertyKeys() if key.startswith(result_files.OURS) and key.endswith("_of"))
    return next((found for name in names if (found := project.mapLayer(str(layer.customProperty(name))))), None)


def _group_for(project: QgsProject, layer: QgsMapLayer, beside: QgsMapLayer | None) -> QgsLayerTreeGroup:
    """The group that the layer belongs in: that of its image, or of the layer that it was made of."""
    ours, root = group(project), project.layerTreeRoot()
    node = None if beside is None else root.findLayer(beside.id())
    while node is not None and node.parent() is not None and node.parent() != root:
        if node.parent() == ours or node.parent().customProperty(IMAGE_PROPERTY):
            return node.parent()
        node = node.parent()
    # An embedding raster that the user has opened has a group like an image.
    of = project.mapLayer(str(layer.customProperty(IMAGE_PROPERTY, "") or "")) or beside
    if of is None:
        return ours
    groups = (child for child in ours.children() if isinstance(child, QgsLayerTreeGroup))
    found = next((one for one in groups if one.customProperty(IMAGE_PROPERTY) == of.id()), None)
    if found is None:
        found = ours.insertGroup(0, of.name())
        found.setCustomProperty(IMAGE_PROPERTY, of.id())
    return found


def new_name(project: QgsProject, layer: QgsMapLayer, name: str) -> str:
    """The name, numbered where the group that the layer would come into has one of this name already."""
    node = _group_for(project, layer, _origin(project, layer))
    taken = {child.name() for child in node.children()}
    wanted, number = name, 1
    while wanted in taken:
        number += 1
        wanted = f"{name} ({number})"
    return wanted


def titled(project: QgsProject, layer: QgsMapLayer) -> str:
    """The layer's name with that of its image before it."""
    image = project.mapLayer(str(layer.customProperty(IMAGE_PROPERTY, "") or ""))
    node = project.layerTreeRoot().findLayer(layer.id())
    is_grouped = node is not None and node.parent() is not None and node.parent().customProperty(IMAGE_PROPERTY)
    name = image.name() if image is not None else node.parent().name() if is_grouped else ""
    return f"{name}{BETWEEN}{layer.name()}" if name and not layer.name().startswith(name) else layer.name()


def show_alone(project: QgsProject, layer: QgsMapLayer, kinds: Collection[str]) -> None:
    """Check the layer, and uncheck the results of these kinds that stand in its group."""
    node = project.layerTreeRoot().findLayer(layer.id())
    if node is None:
        return
    for other in node.parent().children():
        is_layer = isinstance(other, QgsLayerTreeLayer) and other.layer() is not None and other != node
        if is_layer and other.layer().customProperty(RESULT_PROPERTY) in kinds:
            other.setItemVisibilityChecked(False)
    node.setItemVisibilityChecked(True)


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
