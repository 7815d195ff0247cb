"""Where examples are: from the map into their CRS, and inside of which layer."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRasterLayer,
)

from ...client.failure import EngineFailure, cancelled
from ...translation import tr
from ..choices import PickedPlace
from ..context import DockContext
from ..embedding_layers import EmbeddingLayers
from ..first_click import FirstClick
from .examples import Example, Examples

SAMPLED_BANDS = 3  # of an embedding layer: its picture has no more


class ExamplePositions:
    """Reads the map's points as examples of the chosen layer, or of an image that is not embedded yet."""

    def __init__(self, embeddings: EmbeddingLayers, first: FirstClick, context: DockContext) -> None:
        self._embeddings = embeddings
        self._first = first
        self._context = context
        self._within: tuple[Examples, str, list[Example]] = (Examples(), "", [])  # of a layer by its id

    @property
    def base(self) -> QgsRasterLayer | None:
        """What examples are given on: the embedding layer, or an image that is not embedded yet; None for neither."""
        return self._embeddings.current or self._first.image

    def crs(self, examples: Examples) -> QgsCoordinateReferenceSystem:
        """The CRS of the examples: that of the layer which had the first of them."""
        if examples.places:
            return QgsCoordinateReferenceSystem.fromWkt(examples.crs)
        return self.base.crs() if self.base is not None else QgsCoordinateReferenceSystem()

    def example(self, point: QgsPointXY, of: str, examples: Examples) -> Example:
        """The map's point as one more of the examples; raises EngineFailure where it is none."""
        layer = self.base
        if layer is None:
            raise cancelled()
        inside = self._context.point_from_map(point, self.crs(examples))
        example = Example(of, inside.x(), inside.y())
        to_layer = self._to(layer, examples)
        if not _is_inside(example, layer, to_layer):
            message = tr("This place is outside of “{layer}”.").format(layer=layer.name())
            raise EngineFailure("outside", message, tr("Click inside of its outline."))
        at = _shape(example, to_layer).asPoint()
        if self._embeddings.current is None:
            self._first.check_place(at)
            return example
        bands = range(1, min(layer.bandCount(), SAMPLED_BANDS) + 1)
        if not any(layer.dataProvider().sample(at, band)[1] for band in bands):
            message = tr("“{layer}” has no data at this place.").format(layer=layer.name())
            raise EngineFailure("outside", message, tr("Click where the image has data."))
        return example

    def within(self, examples: Examples, layer: QgsRasterLayer) -> list[Example]:
        """The examples that are inside of the layer."""
        known, layer_id, inside = self._within
        if examples is not known or layer.id() != layer_id:
            to_layer = self._to(layer, examples)
            inside = [one for one in examples.places if _is_inside(one, layer, to_layer)]
            self._within = (examples, layer.id(), inside)
        return inside

    def embed_from(self, example: Example, examples: Examples) -> None:
        """Embed an image that is not embedded yet, outward from the example; raises EngineFailure."""
        image = None if self._embeddings.current is not None else self._first.image
        if image is not None and self._first.growing is None:
            start = _shape(example, self._to(image, examples)).pointOnSurface().asPoint()
            self._first.begin(PickedPlace(start.x(), start.y()))

    def _to(self, layer: QgsRasterLayer, examples: Examples) -> QgsCoordinateTransform:
        """From the CRS of the examples to the layer's."""
        crs = self.crs(examples)
        if not (crs.isValid() and layer.crs().isValid()):
            return QgsCoordinateTransform()
        return QgsCoordinateTransform(crs, layer.crs(), self._context.project)


def _shape(example: Example, to_layer: QgsCoordinateTransform) -> QgsGeometry:
    """The example in the layer's CRS; raises QgsCsException."""
    point = QgsGeometry.fromPointXY(QgsPointXY(example.x, example.y))
    shape = QgsGeometry.fromWkt(example.wkt) if example.wkt else point
    shape.transform(to_layer)
    return shape


def _is_inside(example: Example, layer: QgsRasterLayer, to_layer: QgsCoordinateTransform) -> bool:
    try:
        return bool(_shape(example, to_layer).boundingBox().intersects(layer.extent()))
    except QgsCsException:
        return False
