"""The part *More*: the settings that most people never change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ....translation import tr
from ...choices import Encoder, Recognition
from ...widgets.controls import change_of, text_of, with_button
from ...widgets.forms import Rows, form, named, narrow
from .settings import LAST_IN_HEADER, SETTINGS, UNKNOWN_DATE, ImageFacts, Setting

NO_SCALE = (None, tr("guessed: from the values"))


class MoreSettings(QWidget):
    """The rows of ``SETTINGS`` that the chosen encoder takes; the layer boxes are QGIS's own and handed in."""

    changed = pyqtSignal()
    layers_chosen = pyqtSignal()  # before ``changed``

    def __init__(self, mask_combo: QWidget, layers_combo: QWidget) -> None:
        super().__init__()
        self._encoder: Encoder | None = None
        self._image = ImageFacts()
        self._known_layers: list[str] | None = []  # the chosen ones that were announced; None while they are filled in
        self._defaults: dict[str, Any] = {}
        self._controls: dict[str, QWidget] = {"mask": narrow(mask_combo), "layers": narrow(layers_combo)}
        layout = form()
        self._rows = Rows(layout)
        for setting in SETTINGS:
            self._add(setting)
        self.setLayout(layout)
        self._fill("scale", [NO_SCALE])
        # QGIS's own signal says nothing of what the space bar checks.
        layers_combo.model().dataChanged.connect(lambda *_what: self._layers_changed())
        self._controls["output"].textChanged.connect(lambda _text: self.mark_output(wrong=False))

    # The values

    def value(self, name: str) -> Any:
        """The value of the setting; its default where the row is not shown."""
        setting = next(setting for setting in SETTINGS if setting.name == name)
        return setting.value(self._controls[name]) if self._is_shown(setting) else self._default(setting)

    def params(self, operation: str) -> dict[str, Any]:
        """The parameters of this operation's request that are settings."""
        if self._encoder is None:
            return {}
        wanted = (setting for setting in SETTINGS if operation in setting.requests and setting.takers(self._encoder))
        return {setting.name: self.value(setting.name) for setting in wanted}

    @property
    def summary(self) -> str:
        """The settings that differ from their defaults, for the folded header."""
        last = {name: place for place, name in enumerate(LAST_IN_HEADER, start=1)}
        parts = []
        for setting in sorted(SETTINGS, key=lambda setting: last.get(setting.name, 0)):
            value = self.value(setting.name)
            if value != self._default(setting):
                parts.append(setting.header.format(value=value, text=text_of(self._controls[setting.name])))
        return ", ".join(filter(None, parts))

    @property
    def chosen_layers(self) -> list[str]:
        """The ids of the other layers whose bands belong to the image."""
        return list(self._controls["layers"].checkedItemsData())

    # What is shown

    def offer_layers(self, layers: Sequence[tuple[str, str]], chosen: Collection[str]) -> None:
        """Offer these layers (name, id) for more bands; no signal is emitted."""
        combo = self._controls["layers"]
        self._known_layers = None
        combo.clear()
        for name, layer_id in layers:
            state = Qt.CheckState.Checked if layer_id in chosen else Qt.CheckState.Unchecked
            combo.addItemWithCheckState(name, state, layer_id)
        self._known_layers = self.chosen_layers
        self._image.has_other_layers = combo.count() > 0
        self._show_rows()

    def fit_encoder(self, encoder: Encoder) -> None:
        """Offer the encoder's patch sizes and recipes, and show only the rows that it takes."""
        patch, before = self._controls["patch"], self._encoder
        was_default = patch.value() == patch.minimum()
        self._encoder = encoder
        patch.setRange(encoder.least_patch - 1, encoder.largest_patch)
        if was_default:
            patch.setValue(patch.minimum())
        if before is None or before.name != encoder.name:
            # The first recipe is the encoder's own default.
            self._fill(
                "recipe", ((one.name if index else None, one.title) for index, one in enumerate(encoder.recipes))
            )
            self._controls["checkpoint"].clear()
        self._show_rows()
        self.changed.emit()

    def show_recognition(self, recognition: Recognition | None) -> None:
        """Show the recognised date, scale and clouds as what is used by default."""
        date, scale, clouds = (self._controls[name] for name in ("date", "scale", "mask_clouds"))
        guessed = recognition.date if recognition is not None else None
        date.setPlaceholderText(
            tr("{date} (guessed)").format(date=guessed) if guessed and not date.text().strip() else UNKNOWN_DATE
        )
        chosen = scale.currentData()
        if recognition is None:
            self._fill("scale", [NO_SCALE])
        else:
            first = NO_SCALE if chosen else (None, tr("guessed: {guess}").format(guess=recognition.scale_title))
            self._fill("scale", [first, *recognition.scales])
        self.choose_scale(chosen)
        self._image.has_clouds = recognition is not None and bool(recognition.clouds)
        if recognition is not None and recognition.clouds:
            clouds.setToolTip(f"{recognition.clouds}\n{clouds.accessibleDescription()}")
        self._show_rows()

    def choose_scale(self, name: str | None) -> None:
        """Take this scale, None for the one that is guessed; no signal is emitted."""
        scale = self._controls["scale"]
        with self._quiet():
            if name is not None and scale.findData(name) < 0:
                scale.addItem(name, name)
            scale.setCurrentIndex(max(scale.findData(name), 0) if name is not None else 0)

    def forget_layer(self) -> None:
        """Reset the settings that belong to one layer's image."""
        with self._quiet():
            self._controls["date"].clear()
            self._controls["gsd"].setChecked(False)
            self._controls["mask_clouds"].setChecked(False)
            self._fill("scale", [NO_SCALE])
        self.show_pixel_size(None, None)

    def show_pixel_size(self, own: float | None, wanted: float | None) -> None:
        """Offer to resample when the image's pixels (metres) are not of the sensor's size; None when they are."""
        self._image.pixels_fit = own is None or wanted is None
        if own is not None and wanted is not None:
            box = self._controls["gsd"]
            box.setText(tr("to {wanted} m (pixels are {own} m)").format(wanted=f"{wanted:g}", own=f"{own:.3g}"))
            box.setProperty("gsd", wanted)
        self._show_rows()

    def show_mask(self, *, has_classes: bool) -> None:
        """Ask which classes of the mask are left out, where it has some: polygons are left out as they are."""
        self._image.mask_has_classes = has_classes
        self._show_rows()

    def show_drawn(self, *, drawn: bool) -> None:
        """Ask how large the pixels of a picture are, which has none of its own."""
        self._image.is_drawn = drawn
        self._show_rows()

    def mark_output(self, *, wrong: bool) -> None:
        """Show whether the file is the cause of a failure."""
        output = self._controls["output"]
        output.setStyleSheet("border: 1px solid #c0392b;" if wrong else "")
        if wrong:
            output.setFocus()

    # Layout

    def _add(self, setting: Setting) -> None:
        control = self._controls.get(setting.name)
        if control is None and setting.control is not None:
            control = self._controls[setting.name] = setting.control()
        named(control, setting.control_name, setting.title or setting.label, setting.tip)
        self._defaults[setting.name] = setting.value(control)
        field = control
        if setting.browse is not None:
            field = with_button(control, setting.browse_name, partial(self._browse, setting))
        self._rows.add(setting.name, setting.label, field, control)
        if setting.name != "layers":
            change_of(control).connect(lambda _value: self._changed())

    def _default(self, setting: Setting) -> Any:
        return self._defaults[setting.name]

    def _is_shown(self, setting: Setting) -> bool:
        encoder = self._encoder
        return encoder is not None and setting.takers(encoder) and setting.shown(encoder, self._image)

    def _show_rows(self) -> None:
        self._image.has_mask = self._controls["mask"].currentIndex() > 0
        if self._encoder is not None:
            self._rows.show_only({setting.name for setting in SETTINGS if self._is_shown(setting)})
        # The tip says what may be cut off in the combo box.
        for name in ("scale", "recipe"):
            combo = self._controls[name]
            combo.setToolTip(f"{combo.currentText()}\n{combo.accessibleDescription()}")

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Emit no signal meanwhile."""
        before = self.blockSignals(True)
        yield
        self.blockSignals(before)

    def _fill(self, name: str, choices: Iterable[tuple[str | None, str]]) -> None:
        """Offer these values by their titles."""
        with self._quiet():
            self._controls[name].clear()
            for value, title in choices:
                self._controls[name].addItem(title, value)

    def _changed(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _layers_changed(self) -> None:
        if self._known_layers not in (None, self.chosen_layers):
            self._known_layers = self.chosen_layers
            self.layers_chosen.emit()
            self.changed.emit()

    def _browse(self, setting: Setting) -> None:
        line = self._controls[setting.name]
        if setting.browse is not None and (path := setting.browse(self, line.text(), self._encoder)):
            line.setText(path)
