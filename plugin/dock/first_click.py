"""An image that is not embedded yet: the first click embeds it outward from there, and what is done is used."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsPointXY, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.failure import EngineFailure
from ..layers.sources.source import embeddings_path
from .choices import PickedPlace
from .connections import Connections
from .context import DockContext
from .embedding_layers import EmbeddingLayers
from .look_at.embed.earth import earth_encoder
from .look_at.embed.embed_layer import EmbedLayer
from .results import IMAGE_PROPERTY, RESULT_PROPERTY


class FirstClick(QObject):
    """Offers the image that *Look at* shows among the embedding layers while it has no layer of its own.

    The click may be a liked place or an example of a class.
    """

    grown = pyqtSignal()  # more of it is embedded
    stopped = pyqtSignal()  # before it was whole

    def __init__(self, embeddings: EmbeddingLayers, embed_layer: EmbedLayer, context: DockContext) -> None:
        super().__init__()
        self._embeddings = embeddings
        self._embed_layer = embed_layer
        self._context = context
        self._project = context.project
        self._offered: QgsRasterLayer | None = None
        self._growing: QgsRasterLayer | None = None
        self._path = ""
        self._outside = Connections()
        embed_layer.image_offered.connect(self._offer)
        embed_layer.grown.connect(self._grow)
        embed_layer.stopped.connect(self._stop)
        self._outside.connect(self._project.layersRemoved, self._layers_changed)
        self._outside.connect(self._project.layersAdded, self._layers_changed)

    def close(self) -> None:
        """Hear nothing more of the project."""
        self._outside.close()

    @property
    def image(self) -> QgsRasterLayer | None:
        """The image that is being embedded, or would be after a click; None where another layer is chosen."""
        return (self._growing or self._offered) if self._embeddings.is_image else None

    @property
    def growing(self) -> QgsRasterLayer | None:
        """The image that is being embedded, whatever is chosen; None where none is."""
        return self._growing

    @property
    def params(self) -> dict[str, str] | None:
        """What names the embeddings that are done so far; None before there are some."""
        return {"embeddings": self._path} if self._path else None

    def begin(self, place: PickedPlace) -> None:
        """Embed it outward from a place in its CRS; raises EngineFailure."""
        image = self.image
        self._embed_layer.embed_from(QgsPointXY(place.x, place.y))
        self._growing, self._path = image, ""

    def take(self, point: QgsPointXY) -> PickedPlace | None:
        """Take a click beside what is embedded of the image, which is then chosen; the place in its CRS.

        None where it is no such click.
        """
        image = self._offered
        if image is None or self._growing is not None:
            return None
        embedded = self._embeddings.current
        try:
            place = self._context.point_from_map(point, image.crs())
            self._embed_layer.check_place(place)
            if embedded is not None and embedded.extent().contains(self._context.point_from_map(point, embedded.crs())):
                return None  # there is no data at the place, and there would be none again
        except EngineFailure:
            return None
        self._embeddings.offer_image(image)
        return PickedPlace(place.x(), place.y())

    def check_place(self, place: QgsPointXY) -> None:
        """Raise EngineFailure where what would be embedded does not reach a place in the image's CRS."""
        self._embed_layer.check_place(place)

    def end(self) -> QgsRasterLayer | None:
        """The image that was being embedded and now has a layer; None where there was none."""
        image, self._growing, self._path = self._growing, None, ""
        self._show()
        return image

    def _offer(self, image: QgsRasterLayer | None) -> None:
        self._offered = image
        current = self._embeddings.current
        # Of several of the same image, the one that the user has chosen stays.
        if image is None or current is None or current.customProperty(IMAGE_PROPERTY) != image.id():
            self._show()

    def _show(self) -> None:
        if self._growing is not None:
            return
        image = self._offered
        own = None if image is None else self._layer_of(image)
        self._embeddings.offer_image(image if own is None else None)
        if own is not None:
            self._embeddings.choose(own)

    def _layer_of(self, image: QgsRasterLayer) -> QgsMapLayer | None:
        """The image's newest embedding layer, or one of which nothing says of which image it is."""
        layers = [one for one in self._project.mapLayers().values() if one.customProperty(RESULT_PROPERTY)]
        made = [one for one in layers if embeddings_path(one) and not earth_encoder(one)]
        own = [one for one in made if one.customProperty(IMAGE_PROPERTY) == image.id()]
        return next(reversed(own or [one for one in made if not one.customProperty(IMAGE_PROPERTY)]), None)

    def _grow(self, path: str) -> None:
        if self._growing is not None:
            self._path = path
            self.grown.emit()

    def _stop(self) -> None:
        if self._growing is not None:
            self._growing, self._path = None, ""
            self._show()
            self.stopped.emit()

    def _layers_changed(self, _layers: object) -> None:
        """Follow the project: of one that is opened, the image may come before its embedding layer."""
        there = list(self._project.mapLayers().values())
        if self._growing not in there:
            self._growing, self._path = None, ""
        is_gone = self._offered is not None and self._offered not in there
        if is_gone:
            self._offered = None
        # What the user has chosen stays.
        if is_gone or not self._embeddings.has_layer:
            self._show()
