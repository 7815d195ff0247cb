"""The page in QGIS's options: the engine's Python, its cache folder, and how much of the computer it may use."""

from __future__ import annotations

import os
from collections.abc import Callable

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ..dock.widgets.controls import choice, number
from ..dock.widgets.forms import QuietLabel, add_row, column, form, named
from ..settings import AUTO_SECONDS, OPTIONS_PAGE, engine_python, option, set_engine_python, set_option
from ..translation import format_number, tr

LEAST_MB, MOST_MB, STEP_MB = 256, 1_048_576, 256
DEFAULT_MB = 2048
DEVICES = {"": tr("a graphics card where there is one that can be used"), "cpu": tr("the processor only")}
PRECISIONS = {
    "": tr("8 bits where hardly anything is lost"),
    "fp32": tr("always full (32 bits)"),
    "int8": tr("always 8 bits where a model has it: faster, a little less exact"),
}
NOTE = tr(
    "What is chosen here counts from the next request on. In the toolbox, a value that is set there"
    " comes first. The engine itself is set up in Landprint's dock."
)


class OptionsPage(QgsOptionsPageWidget):
    """Shows the options as they are, and keeps them when QGIS says so."""

    def __init__(self, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(OPTIONS_PAGE)
        self._changed = changed
        self._python = _file("landprintOptionPython", tr("Engine's Python"), QgsFileWidget.StorageMode.GetFile)
        self._python.setToolTip(tr("Of an environment of your own; empty for the engine that Landprint sets up"))
        self._cache = _file("landprintOptionCache", tr("Cache folder"), QgsFileWidget.StorageMode.GetDirectory)
        self._cache.setToolTip(tr("Weights and what interrupted runs have done; what is in the old folder stays there"))
        self._memory = named(
            number(0, MOST_MB, suffix=" MB", step=STEP_MB),
            "landprintOptionMemory",
            tr("Memory"),
            tr("For embeddings at most"),
        )
        self._memory.setSpecialValueText(tr("usual ({memory} MB)").format(memory=format_number(DEFAULT_MB)))
        cores = os.cpu_count() or 1
        self._threads = named(
            number(0, cores, suffix=tr(" of {cores}").format(cores=cores)),
            "landprintOptionThreads",
            tr("Threads"),
            tr("Processor cores at most"),
        )
        self._threads.setSpecialValueText(tr("all ({cores})").format(cores=cores))
        self._device = named(choice(DEVICES), "landprintOptionDevice", tr("Device"), tr("What models run on"))
        self._precision = named(
            choice(PRECISIONS), "landprintOptionPrecision", tr("Precision"), tr("How exactly models compute")
        )
        self._seconds = named(
            number(0, 3600, suffix=tr(" s")),
            "landprintOptionSeconds",
            tr("Time for auto detail"),
            tr("How long an embedding may take where its detail is chosen by itself"),
        )
        self._seconds.setSpecialValueText(tr("usual ({seconds} s)").format(seconds=AUTO_SECONDS))
        fields = form()
        add_row(fields, tr("Engine's &Python"), self._python)
        add_row(fields, tr("&Cache folder"), self._cache)
        add_row(fields, tr("&Memory"), self._memory)
        add_row(fields, tr("&Threads"), self._threads)
        add_row(fields, tr("&Device"), self._device)
        add_row(fields, tr("P&recision"), self._precision)
        add_row(fields, tr("Time for &auto detail"), self._seconds)
        title = QLabel("<b>Landprint</b>")
        layout = column(title, fields, QuietLabel(NOTE))
        layout.addStretch(1)
        self.setLayout(layout)
        self._show()

    def apply(self) -> None:
        """Keep what is chosen; called by QGIS at OK."""
        before = self._kept()
        set_engine_python(self._python.filePath().strip())
        set_option("cache_folder", self._cache.filePath().strip())
        memory = self._memory.value()
        set_option("memory_mb", str(max(memory, LEAST_MB)) if memory else "")
        set_option("threads", str(self._threads.value() or ""))
        set_option("auto_seconds", str(self._seconds.value() or ""))
        set_option("device", str(self._device.currentData()))
        set_option("precision", str(self._precision.currentData()))
        if self._kept() != before:
            self._changed()

    def _show(self) -> None:
        self._python.setFilePath(engine_python())
        self._cache.setFilePath(option("cache_folder"))
        self._memory.setValue(_whole(option("memory_mb")))
        self._threads.setValue(_whole(option("threads")))
        self._seconds.setValue(_whole(option("auto_seconds")))
        for combo, name in ((self._device, "device"), (self._precision, "precision")):
            combo.setCurrentIndex(max(combo.findData(option(name)), 0))

    def _kept(self) -> list[str]:
        names = ("cache_folder", "memory_mb", "threads", "auto_seconds", "device", "precision")
        return [engine_python(), *map(option, names)]


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _file(name: str, title: str, mode: QgsFileWidget.StorageMode) -> QgsFileWidget:
    widget = named(QgsFileWidget(), name, title, "")
    widget.setStorageMode(mode)
    widget.lineEdit().setPlaceholderText(tr("Landprint's own"))
    return widget
