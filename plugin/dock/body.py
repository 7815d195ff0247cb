"""The dock's sections, and the use cases that bring them to life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsCheckableComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QPaintEvent
from qgis.PyQt.QtWidgets import QFrame, QMessageBox, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ..client.failure import EngineFailure
from ..client.requests import NewSession, QuickRequests
from ..client.session import Session
from ..compat import LayerFilter, LayerFilters
from ..layers.outputs.kept import Kept
from ..notices import Notices
from ..settings import OPTIONS_PAGE
from ..translation import tr
from .change.change import Change
from .change.section import ChangeSection
from .choices import Encoder
from .classify.classify import Classify
from .classify.section import ClassesGroup, ExamplesPage
from .closing import Closing
from .cluster.cluster import Cluster
from .cluster.section import ClassesSection
from .context import DockContext
from .diagnose.diagnose import Diagnose
from .draw_embeddings import DrawEmbeddings
from .embedding_layers import EmbeddingLayers
from .find_similar.embeddings.embedding_kind import EmbeddingKind
from .find_similar.embeddings.keep_embeddings import KeepEmbeddings
from .find_similar.embeddings.whole_chip import WholeChip
from .find_similar.find_similar import FindSimilar
from .find_similar.form.section import SimilarSection
from .first_click import FirstClick
from .guide import Guide
from .look_at.embed.chosen_layer import ANYWHERE, FIXED_ITEMS
from .look_at.embed.earth import earth_encoder
from .look_at.embed.embed_layer import EmbedLayer
from .look_at.embed.encoder_weights import EncoderWeights
from .look_at.form.more import MoreSettings
from .look_at.form.section import LookAtSection
from .menu import HelpButton, MenuButton
from .models.models import Models
from .point_tools import PointTools
from .scene.open_scene import OpenScene
from .set_up.page import SetupPage
from .set_up.set_up import SetUp
from .storage import Storage
from .widgets.elided_combo import ElidedNames, paint_elided

# QGIS wants the flags in their own type: it calls their sum deprecated, in the user's log.
IMAGES_OR_POINTS = LayerFilters(LayerFilter.RasterLayer | LayerFilter.PointLayer)
MASKS = LayerFilters(LayerFilter.RasterLayer | LayerFilter.PolygonLayer)
CHOOSE_LAYER, NO_MASK, NO_MORE_LAYERS = tr("Choose a layer…"), tr("none"), tr("none")
PASSING = ("setup", "died")  # failures that may be over when one looks again
LOOK_AGAIN_MS = 3000  # while there is no engine: someone may be setting it up right now


class LayerCombo(QgsMapLayerComboBox):
    """QGIS's combo box of layers; a long name has an ellipsis in its middle."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the name."""
        paint_elided(self, Qt.TextElideMode.ElideMiddle)


class Body(QStackedWidget):
    """Two pages: the sections, and the set-up while there is no engine."""

    @classmethod
    def build(
        cls,
        show: Callable[[Body], None],
        iface: QgisInterface,
        project: QgsProject,
        session: Session,
        new_session: NewSession,
        notices: Notices,
    ) -> Iterator[str]:
        """Build the body and ``show`` it, step by step: the window lives between them."""
        body = cls()
        yield "frame"
        yield from body._add_sections()
        tasks, quick = QgsApplication.taskManager(), QuickRequests(session)
        kept, storage = Kept(project), Storage(project, notices)
        context = DockContext(
            iface.mapCanvas(), project, tasks, quick, new_session, notices, body.confirm, kept, storage
        )
        body._add_use_cases(context, iface)
        body.closing = Closing(storage, iface, project, notices, body)
        yield "use cases"
        body._add_menus(lambda: iface.showOptionsDialog(iface.mainWindow(), OPTIONS_PAGE))
        yield "menus"
        show(body)
        yield "shown"
        body._begin(iface)

    def close_down(self) -> None:
        """Stop everything and leave nothing behind on the map."""
        self._look_again.stop()
        for use_case in (
            self.closing,
            self.models,
            self.diagnose,
            self.set_up,
            self.keep,
            self.draw_embeddings,
            self.kind,
            self.change,
            self.classify,
            self.cluster,
            self.whole_chip,
            self.find_similar,
            self.first_click,
            self.weights,
            self.open_scene,
            self.embed_layer,
            self.embeddings,
        ):
            use_case.close()
        self._kept.close()
        self.storage.close()
        self._quick.close()

    def set_open(self, *, is_open: bool) -> None:
        """Show the places on the map while the dock is open."""
        if not is_open:
            self.find_similar.leave_map()
            self.classify.leave_map()
            self.whole_chip.leave_map()
            self.embed_layer.leave_map()
            self._look_again.stop()
        else:
            self.find_similar.show_on_map()
            self.classify.show_on_map()
            self.whole_chip.show_on_map()
            if self.currentIndex() == 1:
                self._ask_encoders()

    def _add_sections(self) -> Iterator[str]:
        self._layer_combo = LayerCombo()
        self._layer_combo.setFilters(IMAGES_OR_POINTS)
        self._layer_combo.setAdditionalItems([ANYWHERE])
        self._layer_combo.setAllowEmptyLayer(True, CHOOSE_LAYER)
        # The first layer, or none: Anywhere on Earth is the user's own choice.
        self._layer_combo.setCurrentIndex(1 if self._layer_combo.count() > FIXED_ITEMS else 0)
        yield "layers"
        self._mask_combo = LayerCombo()
        self._mask_combo.setFilters(MASKS)
        self._mask_combo.setAllowEmptyLayer(True, NO_MASK)
        self._mask_combo.setCurrentIndex(0)
        layers_combo = QgsCheckableComboBox()
        layers_combo.setDefaultText(NO_MORE_LAYERS)
        more = MoreSettings(self._mask_combo, layers_combo)
        yield "more"
        self.look_at = LookAtSection(self._layer_combo, more)
        yield "look at"
        self._embeddings_combo = ElidedNames()
        self.similar = SimilarSection(self._embeddings_combo)
        yield "similar"
        self.classes, self.examples, self.change_section = ClassesSection(), ExamplesPage(), ChangeSection()
        self.classes_group = ClassesGroup(self.examples, self.classes)
        self.setup = SetupPage()
        yield "classes"
        self.addWidget(_scrolled(self.look_at, self.similar, self.classes_group, self.change_section))
        self.addWidget(_scrolled(self.setup))
        self._look_again = QTimer(self)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        yield "pages"

    def _add_use_cases(self, context: DockContext, iface: QgisInterface) -> None:
        self._quick, self._kept, self.storage = context.quick, context.kept, context.storage
        self.embeddings = EmbeddingLayers(self._embeddings_combo, context.project)
        self.point_tools = PointTools(self.embeddings, context.notices, iface)
        self.embed_layer = EmbedLayer(self.look_at, self._layer_combo, self._mask_combo, context)
        self.open_scene = OpenScene(self.look_at.open_scene, self, context)
        self.open_scene.opened.connect(self._layer_combo.setLayer)
        self.weights = EncoderWeights(self.look_at, context)
        # Before what opens the layer, which may take seconds.
        self.kind = EmbeddingKind(self.similar.kind, self.embeddings, context)
        self.first_click = FirstClick(self.embeddings, self.embed_layer, context)
        self.find_similar = FindSimilar(
            self.similar, self.embeddings, self.embed_layer.earth, self.first_click, context, iface
        )
        self.whole_chip = WholeChip(self.similar, self.embed_layer, context)
        self.cluster = Cluster(self.classes, self.embeddings, context)
        self.classify = Classify(self.classes_group, self.examples, self.embeddings, self.first_click, context)
        self.change = Change(self.change_section, context)
        self.keep = KeepEmbeddings(self.similar.keep, self.embeddings, context)
        self.embed_layer.made.connect(self._take_made)
        self.embed_layer.earth_offered.connect(self.find_similar.offer_earth)
        self.weights.arrived.connect(self._ask_encoders)
        self.draw_embeddings = DrawEmbeddings(context)
        self.set_up = SetUp(self.setup, context)
        self.set_up.ready.connect(self.restart_engine)
        self.set_up.gone.connect(self.restart_engine)
        self.diagnose = Diagnose(context, self)
        self.setup.diagnose_wanted.connect(self.diagnose.show)
        self.setup.left.connect(self._ask_encoders)
        self.models = Models(context, self)
        self.models.changed.connect(self._ask_encoders)
        self._look_again.timeout.connect(self._ask_encoders)

    def _add_menus(self, show_options: Callable[[], None]) -> None:
        items = {
            tr("Embeddings at my &points…"): self.point_tools.embed_points,
            tr("Predict an attri&bute…"): self.point_tools.fit_attribute,
            "line of points": None,
            tr("&Models and storage…"): self.models.show,
            tr("&Diagnose…"): self.diagnose.show,
            tr("&Options…"): show_options,
            "line of the engine": None,
            tr("&Engine's set-up…"): self._set_up_again,
            tr("Make a &kit…"): self.set_up.make_kit,
            tr("&Uninstall the engine…"): self.set_up.uninstall,
        }
        self.guide = Guide(self)
        icon = QgsApplication.getThemeIcon("/mActionOptions.svg")
        for page in (self.look_at, self.setup):
            MenuButton(page, items, icon)
            HelpButton(page, self.guide.show, QgsApplication.getThemeIcon("/mActionHelpContents.svg"))

    def _begin(self, iface: QgisInterface) -> None:
        """Choose QGIS's active layer and ask the engine for its encoders."""
        layer = iface.activeLayer()
        if isinstance(layer, QgsVectorLayer):
            self._layer_combo.setLayer(layer)
        self.embed_layer.chosen.follow(iface)
        self._ask_encoders()

    def _take_made(self, layer: QgsMapLayer) -> None:
        """Work on the layer that was made."""
        if earth_encoder(layer):
            self.find_similar.take_earth(layer)
        else:
            self.classify.take_grown(layer)
            self.find_similar.take_grown(layer)

    # The engine

    def restart_engine(self) -> None:
        """Talk to a new engine from now on: another one was set up, or the options have changed."""
        self._quick.restart()
        self.embed_layer.restart_engine()
        self._ask_encoders()

    def _ask_encoders(self) -> None:
        self._look_again.stop()
        self._quick.ask("encoders", {}, self._show_encoders, self._show_no_engine)

    def _show_encoders(self, value: dict[str, Any]) -> None:
        if not self.set_up.is_working:
            self.setCurrentIndex(0)
        self.embed_layer.show_encoders([Encoder.of(one) for one in value["encoders"]])

    def _show_no_engine(self, failure: EngineFailure) -> None:
        if failure.is_cancelled:
            return
        self.set_up.offer(failure)
        self.setCurrentIndex(1)
        if failure.code in PASSING:
            self._look_again.start()

    def _set_up_again(self) -> None:
        if self.currentIndex() == 0:
            self.set_up.offer(again=True)
            self.setCurrentIndex(1)

    def confirm(self, question: str) -> bool:
        """Whether the user says yes."""
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self, "Landprint", question, yes | no, no) == yes


def _scrolled(*sections: QWidget) -> QScrollArea:
    """The sections one under another, which scroll when the window is low and never sideways."""
    body = QWidget()
    layout = QVBoxLayout(body)
    for section in sections:
        layout.addWidget(section)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
