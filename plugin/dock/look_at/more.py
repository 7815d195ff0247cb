"""The settings under *More*: what most people never change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QSpinBox, QToolButton, QWidget

from ...resources import takes_option
from ..choices import Encoder, Recognition, Settings
from ..widgets.elided_combo import ElidedCombo
from ..widgets.forms import Rows, form, named, narrow, row
from ..widgets.words import counted
from .weights import FILES

DEFAULT_FILTERS = 256
LARGEST_SEED = 2**31 - 1
LARGEST_OVERLAP, OVERLAP_STEP = 240, 16  # pixels of Clay's 256: whole patches on both sides
DTYPES = {"uint8": "compact (1 byte a value)", "float32": "exact (4 bytes a value)"}
POOLS = {"patch": "each patch", "chip": "each chip"}
RUNTIMES = {"auto": "the fastest", "torch": "PyTorch", "onnx": "ONNX Runtime"}
DETAILS = {1: "as the patches are", 2: "2 × finer, 4 × as long", 4: "4 × finer, 16 × as long"}
UNKNOWN_DATE = "unknown"
GUESSED = "guessed"


class MoreSettings(QWidget):
    """What the chosen encoder takes; the combo boxes of layers are QGIS's own and handed in."""

    changed = pyqtSignal()
    layers_chosen = pyqtSignal()  # before ``changed``

    def __init__(self, mask_combo: QWidget, layers_combo: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default_patch = 8
        self._encoder: Encoder | None = None
        self._pixels_fit = True
        self._mask_has_classes = False
        self._has_clouds = False
        self._layers_told: list[str] | None = []  # the chosen ones that everybody knows of
        self.mask = narrow(
            named(mask_combo, "landprintMask", "Mask", "What is left out: polygons, or a classification")
        )
        tip = "Other layers whose bands belong to this image: one file a band, of 10 and of 20 metres"
        self.layers = narrow(named(layers_combo, "landprintMoreLayers", "More bands from", tip))
        self._make_imagery()
        self._make_dense()
        self._make_random_features()
        self._make_files()
        self._lay_out()
        self._connect()

    # What was chosen

    @property
    def settings(self) -> Settings:
        """The values as they stand; those that the encoder does not take are left at their defaults."""
        dense = self._encoder is not None and self._encoder.knows_sensors
        return Settings(
            patch=self.patch.value(),
            filters=self.filters.value(),
            dtype=list(DTYPES)[self.dtype.currentIndex()],
            seed=self.seed.value(),
            output=self.output.text().strip(),
            date=self.date.text().strip() if dense else "",
            scale=self.scale.currentData() if dense else None,
            mask_classes=self.mask_classes.text().strip(),
            mask_clouds=self._has_clouds and self.clouds.isChecked(),
            recipe=self.recipe.currentData() if dense and self.recipe.currentIndex() > 0 else None,
            pool=list(POOLS)[self.pool.currentIndex()] if dense else "patch",
            detail=list(DETAILS)[self.detail.currentIndex()] if dense else 1,
            overlap=self.overlap.value() if self._has_overlap else 0,
            gsd=float(self.resample.property("gsd")) if dense and self._resamples else None,
            runtime=list(RUNTIMES)[self.runtime.currentIndex()] if dense else "auto",
            checkpoint=self.checkpoint.text().strip() if self._encoder and self._encoder.download_bytes else "",
        )

    @property
    def summary(self) -> str:
        """What differs from the defaults, for the folded header."""
        settings = self.settings
        count = len(self.chosen_layers)
        parts = [f"with {counted(count, 'more layer', 'more layers')}"] if count else []
        parts += [settings.date] if settings.date else []
        parts += [self.scale.currentText()] if settings.scale else []
        parts += ["without clouds"] if settings.mask_clouds else []
        parts += ["masked"] if self._has_mask else []
        parts += [f"{settings.gsd:g} m"] if settings.gsd else []
        parts += [f"patch {settings.patch} px"] if settings.patch != self._default_patch else []
        parts += [settings.recipe] if settings.recipe else []
        parts += [f"detail {settings.detail}"] if settings.detail > 1 else []
        parts += [f"overlap {settings.overlap} px"] if settings.overlap else []
        parts += [RUNTIMES[settings.runtime]] if settings.runtime != "auto" else []
        parts += ["one a chip"] if settings.pool == "chip" else []
        parts += [f"{settings.filters} filters"] if self._uses_filters and settings.filters != DEFAULT_FILTERS else []
        parts += ["exact"] if settings.dtype == "float32" else []
        parts += [f"seed {settings.seed}"] if self._uses_filters and settings.seed else []
        parts += ["own weights"] if settings.checkpoint else []
        parts += ["to a file"] if settings.output else []
        return ", ".join(parts)

    @property
    def chosen_layers(self) -> list[str]:
        """The ids of the other layers whose bands belong to the image."""
        return list(self.layers.checkedItemsData())

    # What it shows

    def offer_layers(self, layers: Sequence[tuple[str, str]], chosen: Collection[str]) -> None:
        """Offer these layers (name, id) for more bands, without telling anybody."""
        self._layers_told = None  # while they are filled in
        self.layers.clear()
        for name, layer_id in layers:
            state = Qt.CheckState.Checked if layer_id in chosen else Qt.CheckState.Unchecked
            self.layers.addItemWithCheckState(name, state, layer_id)
        self._layers_told = self.chosen_layers
        self._show_rows()

    def fit_encoder(self, encoder: Encoder) -> None:
        """Take the encoder's patch sizes and recipes, and show only what it takes."""
        was_default = self.patch.value() == self._default_patch
        is_other = self._encoder is None or self._encoder.name != encoder.name
        self._encoder = encoder
        self._default_patch = encoder.patch
        self.patch.setRange(encoder.least_patch, encoder.largest_patch)
        if was_default:
            self.patch.setValue(encoder.patch)
        if is_other:
            self._offer_recipes(encoder)
            self.checkpoint.clear()
        self._show_rows()
        self.changed.emit()

    def show_recognition(self, recognition: Recognition | None) -> None:
        """Name what was recognised where it can be changed."""
        guessed = recognition.date if recognition is not None else None
        given = self.date.text().strip()
        self.date.setPlaceholderText(f"{guessed} ({GUESSED})" if guessed and not given else UNKNOWN_DATE)
        chosen = self.scale.currentData()
        scales = recognition.scales if recognition is not None else ()
        title = recognition.scale_title if recognition is not None and not chosen else "from the values"
        self._offer_scales(title, scales)
        self.choose_scale(chosen)
        self._has_clouds = recognition is not None and bool(recognition.clouds)
        if recognition is not None and recognition.clouds:
            self.clouds.setToolTip(f"{recognition.clouds}\n{self.clouds.accessibleDescription()}")
        self._show_rows()
        self._tell_choices()

    def choose_scale(self, name: str | None) -> None:
        """Take this scale, None for the one that is guessed, without telling anybody."""
        self.scale.blockSignals(True)
        if name is not None and self.scale.findData(name) < 0:
            self.scale.addItem(name, name)
        self.scale.setCurrentIndex(max(self.scale.findData(name), 0) if name is not None else 0)
        self.scale.blockSignals(False)

    def forget_layer(self) -> None:
        """Leave nothing of what was said of another layer's image."""
        for widget in (self.date, self.resample, self.scale, self.clouds):
            widget.blockSignals(True)
        self.date.clear()
        self.resample.setChecked(False)
        self.clouds.setChecked(False)
        self._offer_scales("from the values", ())
        for widget in (self.date, self.resample, self.scale, self.clouds):
            widget.blockSignals(False)
        self.show_pixel_size(None, None)

    def show_pixel_size(self, own: float | None, wanted: float | None) -> None:
        """Offer to resample when the image's pixels (metres) are not of the sensor's size; None when they are."""
        self._pixels_fit = own is None or wanted is None
        if own is not None and wanted is not None:
            self.resample.setText(f"to {wanted:g} m (pixels are {own:.3g} m)")
            self.resample.setProperty("gsd", wanted)
        self._show_rows()

    def show_mask(self, *, has_classes: bool) -> None:
        """Ask which classes of the mask are left out, where it has some: polygons are left out as they are."""
        if has_classes != self._mask_has_classes:
            self._mask_has_classes = has_classes
            self._show_rows()

    def mark_output(self, *, wrong: bool) -> None:
        """Show whether the file is the cause of a failure."""
        self.output.setStyleSheet("border: 1px solid #c0392b;" if wrong else "")
        if wrong:
            self.output.setFocus()

    # How it is put together

    @property
    def _uses_filters(self) -> bool:
        return self._encoder is None or takes_option(self._encoder.name, "filters")

    @property
    def _has_overlap(self) -> bool:
        return self._encoder is not None and takes_option(self._encoder.name, "overlap")

    @property
    def _resamples(self) -> bool:
        return not self._pixels_fit and self.resample.isChecked()

    @property
    def _has_mask(self) -> bool:
        return self.mask.currentIndex() > 0  # the first is none

    def _show_rows(self) -> None:
        encoder = self._encoder
        if encoder is None:
            return
        rasters, knows = encoder.takes != "locations", encoder.knows_sensors
        is_model = knows and encoder.takes == "rasters"
        wanted = {
            "layers": rasters and self.layers.count() > 0,
            "date": is_model,
            "scale": knows,
            "clouds": rasters and self._has_clouds,
            "mask": rasters,
            "mask_classes": rasters and self._has_mask and self._mask_has_classes,
            "resample": knows and not self._pixels_fit,
            "patch": rasters and encoder.least_patch < encoder.largest_patch,
            "recipe": rasters and len(encoder.recipes) > 1,
            "pool": len(encoder.pools) > 1,
            "detail": knows,
            "runtime": is_model,
            "overlap": self._has_overlap,
            "filters": self._uses_filters,
            "seed": self._uses_filters,
            "storage": rasters,
            "output": True,
            "checkpoint": encoder.download_bytes > 0,
        }
        self._rows.show_only({name for name, is_wanted in wanted.items() if is_wanted})

    def _offer_recipes(self, encoder: Encoder) -> None:
        self.recipe.blockSignals(True)
        self.recipe.clear()
        for recipe in encoder.recipes:
            self.recipe.addItem(recipe.title, recipe.name)
        self.recipe.blockSignals(False)

    def _offer_scales(self, guess: str, scales: Sequence[tuple[str, str]]) -> None:
        self.scale.blockSignals(True)
        self.scale.clear()
        self.scale.addItem(f"{GUESSED}: {guess}", None)
        for name, title in scales:
            self.scale.addItem(title, name)
        self.scale.blockSignals(False)

    def _make_imagery(self) -> None:
        self.date = named(
            QLineEdit(), "landprintDate", "Date", "The day of the image as 2023-07-14; empty for what its file tells"
        )
        self.date.setPlaceholderText(UNKNOWN_DATE)
        self.scale = _combo("landprintScale", "Scale", "What the numbers of the image are", {})
        self._offer_scales("from the values", ())
        tip = "Leave out the clouds and shadows that the scene itself tells of"
        self.clouds = named(QCheckBox("leave out"), "landprintClouds", "Clouds", tip)
        tip = "Classes of the mask that are left out: numbers, or words as cloud, snow of an SCL or QA_PIXEL"
        self.mask_classes = named(QLineEdit(), "landprintMaskClasses", "Masked classes", tip)
        self.mask_classes.setPlaceholderText("clouds, or 3,8,9,10")
        self.resample = named(
            QCheckBox(), "landprintResample", "Resample", "Give the image pixels of the size that the encoder knows"
        )

    def _make_dense(self) -> None:
        self.patch = _spin(
            "landprintPatch", "Patch size", "The side of the square that becomes one pixel of the result", 1, 256, 8
        )
        self.patch.setSuffix(" px")
        self.recipe = _combo("landprintRecipe", "Recipe", "How often and with how much around it a place is seen", {})
        self.pool = _combo("landprintPool", "One embedding for", "A patch, or all that the encoder sees at once", POOLS)
        self.detail = _combo("landprintDetail", "Detail", "A finer result from shifted chips", DETAILS)
        tip = "What the model runs on; the fastest that loses nothing that matters is measured and named in the result"
        self.runtime = _combo("landprintRuntime", "Runtime", tip, RUNTIMES)
        self.overlap = _spin(
            "landprintOverlap", "Overlap", "How far neighbouring chips overlap; their centres are kept", 0, 0, 0
        )
        self.overlap.setRange(0, LARGEST_OVERLAP)
        self.overlap.setSingleStep(OVERLAP_STEP)
        self.overlap.setSuffix(" px")

    def _make_random_features(self) -> None:
        tip = "How many filters look at the image; each gives two dimensions"
        self.filters = _spin("landprintFilters", "Filters", tip, 1, 4096, DEFAULT_FILTERS)
        self.seed = _spin("landprintSeed", "Seed", "The same seed gives the same result", 0, LARGEST_SEED, 0)

    def _make_files(self) -> None:
        self.dtype = _combo(
            "landprintStorage", "Storage", "Compact keeps what matters for similarity in a quarter of the room", DTYPES
        )
        self.output = _file("landprintOutput", "Output file", "Where the result is kept; empty for a temporary file")
        self.output.setPlaceholderText("temporary file")
        self.checkpoint = _file(
            "landprintCheckpoint", "Weights file", "A file of weights to use this time instead of those that are here"
        )
        self.checkpoint.setPlaceholderText("those that are here")

    def _lay_out(self) -> None:
        layout = form()
        rows = self._rows = Rows(layout)
        rows.add("layers", "More bands", self.layers)
        rows.add("date", "Date", self.date)
        rows.add("scale", "Scale", narrow(self.scale))
        rows.add("clouds", "Clouds", self.clouds)
        rows.add("mask", "Mask", self.mask)
        rows.add("mask_classes", "Classes", self.mask_classes)
        rows.add("resample", "Resample", narrow(self.resample))
        rows.add("patch", "Patch", self.patch)
        rows.add("recipe", "Recipe", narrow(self.recipe))
        rows.add("pool", "One for", narrow(self.pool))
        rows.add("detail", "Detail", narrow(self.detail))
        rows.add("overlap", "Overlap", self.overlap)
        rows.add("runtime", "Runtime", narrow(self.runtime))
        rows.add("filters", "Filters", self.filters)
        rows.add("storage", "Storage", narrow(self.dtype))
        rows.add("output", "Output", _with_button(self.output, "landprintBrowse", self._browse), self.output)
        weights = _with_button(self.checkpoint, "landprintBrowseWeights", self._browse_weights)
        rows.add("checkpoint", "Weights", weights, self.checkpoint)
        rows.add("seed", "Seed", self.seed)
        self.setLayout(layout)

    def _connect(self) -> None:
        for spin in (self.patch, self.filters, self.seed, self.overlap):
            spin.valueChanged.connect(lambda _value: self.changed.emit())
        for combo in (self.dtype, self.scale, self.recipe, self.pool, self.detail, self.runtime, self.mask):
            combo.currentIndexChanged.connect(lambda _index: self._chosen())
        # QGIS's own signal says nothing of what the space bar checks.
        self.layers.model().dataChanged.connect(lambda *_what: self._layers_changed())
        for text in (self.date, self.mask_classes, self.checkpoint):
            text.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self.resample, self.clouds):
            box.toggled.connect(lambda _checked: self.changed.emit())
        self.output.textChanged.connect(lambda _text: self._output_changed())

    def _chosen(self) -> None:
        self._tell_choices()
        self._show_rows()
        self.changed.emit()

    def _layers_changed(self) -> None:
        if self._layers_told not in (None, self.chosen_layers):
            self._layers_told = self.chosen_layers
            self.layers_chosen.emit()
            self.changed.emit()

    def _tell_choices(self) -> None:
        """Say in the tip what may be cut off in the combo box."""
        for combo in (self.scale, self.recipe):
            combo.setToolTip(f"{combo.currentText()}\n{combo.accessibleDescription()}")

    def _output_changed(self) -> None:
        self.mark_output(wrong=False)
        self.changed.emit()

    def _browse(self) -> None:
        points = self._encoder is not None and self._encoder.takes == "locations"
        suffixes, kind = ((".gpkg",), "GeoPackage (*.gpkg)") if points else ((".tif", ".tiff"), "GeoTIFF (*.tif)")
        path, _filter = QFileDialog.getSaveFileName(self, "Keep the embeddings in", self.output.text(), kind)
        if path:
            self.output.setText(path if path.lower().endswith(suffixes) else f"{path}{suffixes[0]}")

    def _browse_weights(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, "The encoder's weights", self.checkpoint.text(), FILES)
        if path:
            self.checkpoint.setText(path)


def _spin(name: str, title: str, tip: str, least: int, most: int, value: int) -> QSpinBox:
    spin = named(QSpinBox(), name, title, tip)
    spin.setRange(least, most)
    spin.setValue(value)
    return spin


def _combo(name: str, title: str, tip: str, choices: dict[str, str] | dict[int, str]) -> QComboBox:
    combo = named(ElidedCombo(), name, title, tip)
    combo.addItems(list(choices.values()))
    return combo


def _file(name: str, title: str, tip: str) -> QLineEdit:
    line = narrow(named(QLineEdit(), name, title, tip))
    line.setClearButtonEnabled(True)
    return line


def _with_button(line: QLineEdit, name: str, browse: Callable[[], None]) -> QWidget:
    button = named(QToolButton(), name, f"Choose: {line.accessibleName()}", f"Choose the file: {line.toolTip()}")
    button.setText("…")
    button.clicked.connect(lambda _checked: browse())
    holder = QWidget()
    holder.setLayout(row(line, button, stretch=0))
    return holder
