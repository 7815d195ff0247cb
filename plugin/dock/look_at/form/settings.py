"""The settings under *More*, a row each: the parameter of the request, its control, and when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from .....engine.operations.table import OPERATIONS
from ....resources import takes_option
from ....translation import tr, tr_n
from ...choices import Encoder
from ...widgets.controls import choice, decimal, file, number, text, tick, value_of
from ...widgets.forms import narrow
from .weights import FILES

DECLARED = {parameter.name: parameter for parameter in OPERATIONS["embed_raster"].parameters}
DTYPES = {"uint8": tr("compact (1 byte a value)"), "float32": tr("exact (4 bytes a value)")}
POOLS = {"patch": tr("each patch"), "chip": tr("each chip")}
RUNTIMES = {"auto": tr("the fastest"), "torch": "PyTorch", "onnx": "ONNX Runtime"}
BY_DETAIL = tr("as Detail above")
DETAILS = {
    None: BY_DETAIL,
    1: tr("as the patches are"),
    2: tr("2 × finer, 4 × as long"),
    4: tr("4 × finer, 16 × as long"),
}
UNKNOWN_DATE = tr("unknown")
RASTER = ("embed_raster",)
CHIP = (*RASTER, "chip_embedding_at")
RECOGNISE = (*CHIP, "recognise")


@dataclass
class ImageFacts:
    """What settings depend on besides the encoder: facts about the chosen image and its mask."""

    has_other_layers: bool = False
    has_clouds: bool = False
    has_mask: bool = False
    mask_has_classes: bool = False
    pixels_fit: bool = True
    is_drawn: bool = False


def _of_rasters(encoder: Encoder) -> bool:
    """Whether the encoder looks at images."""
    return encoder.takes != "locations"


def _of_sensors(encoder: Encoder) -> bool:
    """Whether the encoder knows the sensors of images."""
    return encoder.knows_sensors


def _of_features(encoder: Encoder) -> bool:
    """Whether the encoder makes its features from the image itself."""
    return _of_rasters(encoder) and not encoder.knows_sensors


def _is_dense(encoder: Encoder, _image: ImageFacts) -> bool:
    return encoder.takes == "rasters"


def _number(name: str) -> QWidget:
    """A number in the range that the engine declares, at first its default."""
    declared = DECLARED[name]
    return number(declared.minimum or 0, declared.maximum or 0, declared.default)


def _patch() -> QWidget:
    """A patch size, of which the least value leaves it to the step that *Detail* chooses."""
    spin = number(0, 256, 0, suffix=" px")
    spin.setSpecialValueText(BY_DETAIL)
    return narrow(spin)


def _choice(name: str, titles: dict[str, str]) -> QWidget:
    """The values that the engine declares, its default first, with these titles."""
    return choice({value: titles.get(value, value) for value in DECLARED[name].choices})


def _counted_layers(count: int) -> str | None:
    return tr_n("{n} more layer", "{n} more layers", count) if count else None


def _has_option(name: str) -> Callable[[Encoder, ImageFacts], bool]:
    return lambda encoder, _image: takes_option(encoder.name, name)


def _ask_output(parent: QWidget, path: str, encoder: Encoder | None) -> str:
    points = encoder is not None and not _of_rasters(encoder)
    suffixes, kind = ((".gpkg",), tr("GeoPackage (*.gpkg)")) if points else ((".tif", ".tiff"), tr("GeoTIFF (*.tif)"))
    path, _filter = QFileDialog.getSaveFileName(parent, tr("Keep the embeddings in"), path, kind)
    return path if not path or path.lower().endswith(suffixes) else f"{path}{suffixes[0]}"


def _ask_weights(parent: QWidget, path: str, _encoder: Encoder | None) -> str:
    return str(QFileDialog.getOpenFileName(parent, tr("The encoder's weights"), path, FILES)[0])


@dataclass(frozen=True)
class Setting:
    """One row; a setting that is not shown has its default, the first value of its control."""

    name: str  # of the request's parameter
    label: str
    tip: str
    control: Callable[[], QWidget] | None  # None: QGIS's own, which is handed in
    takers: Callable[[Encoder], bool]  # the encoders whose requests have the parameter
    shown: Callable[[Encoder, ImageFacts], bool] = lambda _encoder, _image: True  # for these encoders
    requests: tuple[str, ...] = ()  # that have it; none: it becomes something else first
    header: str = "{value}"  # what the folded header says of another value, or of its ``text`` in the control
    value: Callable[[Any], Any] = value_of
    title: str = ""  # for screen readers, where the label alone does not tell
    object_name: str = ""
    browse: Callable[[QWidget, str, Encoder | None], str] | None = None  # asks for the file
    browse_name: str = ""  # of the button that does

    @property
    def control_name(self) -> str:
        """The control's object name."""
        return f"landprint{self.object_name or self.name.title().replace('_', '')}"


# A table, two or three lines a row:
# fmt: off
SETTINGS = (
    Setting("layers", tr("More bands"),
            tr("Other layers whose bands belong to this image: one file a band, of 10 and of 20 metres"),
            None, _of_rasters, lambda _encoder, image: image.has_other_layers, header=tr("with {value}"),
            value=lambda combo: _counted_layers(len(combo.checkedItemsData())),
            title=tr("More bands from"), object_name="MoreLayers"),
    Setting("date", tr("Date"), tr("The day of the image as 2023-07-14; empty for what its file tells"),
            partial(text, UNKNOWN_DATE), _of_sensors, _is_dense, RECOGNISE),
    Setting("scale", tr("Scale"), tr("What the numbers of the image are"),
            partial(choice, {}), _of_sensors, requests=RECOGNISE, header="{text}"),
    Setting("mask_clouds", tr("Clouds"), tr("Leave out the clouds and shadows that the scene itself tells of"),
            partial(tick, tr("leave out")), _of_rasters, lambda _encoder, image: image.has_clouds, CHIP,
            tr("without clouds"), object_name="Clouds"),
    Setting("mask", tr("Mask"), tr("What is left out: polygons, or a classification"),
            None, _of_rasters, header=tr("masked"), value=lambda combo: combo.currentIndex() > 0),  # the first is none
    Setting("mask_classes", tr("Classes"),
            tr("Classes of the mask that are left out: numbers, or words as cloud, snow of an SCL or QA_PIXEL"),
            partial(text, tr("clouds, or 3,8,9,10")), _of_rasters,
            lambda _encoder, image: image.has_mask and image.mask_has_classes, header="",
            value=lambda line: [one.strip() for one in line.text().split(",") if one.strip()] or None,
            title=tr("Masked classes")),
    Setting("gsd", tr("Resample"), tr("Give the image pixels of the size that the encoder knows"),
            partial(tick, ""), _of_sensors, lambda _encoder, image: not image.pixels_fit, CHIP, tr("{value:g} m"),
            value=lambda box: float(box.property("gsd")) if box.isChecked() else None, object_name="Resample"),
    Setting("pixel_size", tr("Pixels"),
            tr("The size on the ground of the picture's pixels; where the service has tiles, the nearest that there"
" are"),
            partial(decimal, 0, 10_000, tr("as the map shows"), suffix=" m"), _of_rasters,
            lambda _encoder, image: image.is_drawn, header=tr("pixels of {value:g} m"), title=tr("Size of pixels")),
    Setting("patch", tr("Patch"), tr("The side of the square that becomes one pixel of the result, in place of Detail"),
            _patch, _of_rasters,
            lambda encoder, _image: encoder.least_patch < encoder.largest_patch, CHIP, tr("patch {value} px"),
            value=lambda spin: spin.value() if spin.value() > spin.minimum() else None, title=tr("Patch size")),
    Setting("recipe", tr("Recipe"), tr("How often and with how much around it a place is seen"),
            partial(choice, {}), _of_sensors, lambda encoder, _image: len(encoder.recipes) > 1, RASTER),
    Setting("pool", tr("One for"), tr("A patch, or all that the encoder sees at once"),
            partial(_choice, "pool", POOLS), _of_sensors, lambda encoder, _image: len(encoder.pools) > 1, RASTER,
            header=tr("one a chip"), title=tr("One embedding for")),
    Setting("detail", tr("Finer"), tr("A finer result from shifted chips, in place of Detail"),
            partial(choice, DETAILS), _of_sensors, requests=RASTER, header=tr("detail {value}")),
    Setting("overlap", tr("Overlap"), tr("How far neighbouring chips overlap; their centres are kept"),
            partial(number, 0, 240, suffix=" px", step=16),  # of Clay's 256: whole patches on both sides
            _of_sensors, _has_option("overlap"), RASTER, tr("overlap {value} px")),
    Setting("runtime", tr("Runtime"),
            tr("What the model runs on; the fastest that loses nothing that matters is measured and named in the"
" result"),
            partial(_choice, "runtime", RUNTIMES), _of_sensors, _is_dense, CHIP, "{text}"),
    Setting("filters", tr("Filters"), tr("How many filters look at the image; each gives two dimensions"),
            partial(_number, "filters"), _of_features, _has_option("filters"), RASTER, tr("{value} filters")),
    Setting("dtype", tr("Storage"), tr("Compact keeps what matters for similarity in a quarter of the room"),
            partial(_choice, "dtype", DTYPES), _of_rasters, requests=RASTER, header=tr("exact"), object_name="Storage"),
    Setting("output", tr("Output"), tr("Where the result is kept; empty for a temporary file"),
            partial(file, tr("temporary file")), lambda _encoder: True, header=tr("to a file"), title=tr("Output file"),
            browse=_ask_output, browse_name="landprintBrowse"),
    Setting("checkpoint", tr("Weights"), tr("A file of weights to use this time instead of those that are here"),
            partial(file, tr("those that are here")), lambda encoder: encoder.download_bytes > 0, requests=CHIP,
            header=tr("own weights"), title=tr("Weights file"),
            browse=_ask_weights, browse_name="landprintBrowseWeights"),
    Setting("seed", tr("Seed"), tr("The same seed gives the same result"),
            partial(_number, "seed"), _of_features, _has_option("seed"), RASTER, tr("seed {value}")),
)
# fmt: on
# In the folded header the rows stand in their order, but these come last.
LAST_IN_HEADER = ("pool", "filters", "dtype", "seed", "checkpoint", "output")
