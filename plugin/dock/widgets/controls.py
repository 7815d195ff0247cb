"""The kinds of controls that a setting can have, with their values and signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QToolButton, QWidget

from .elided_combo import ElidedCombo
from .forms import named, narrow, row


def number(least: int, most: int, value: int = 0, *, suffix: str = "", step: int = 1) -> Callable[[], QSpinBox]:
    """Makes spin boxes of this range."""

    def make() -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(least, most)
        spin.setValue(value)
        spin.setSuffix(suffix)
        spin.setSingleStep(step)
        return spin

    return make


def choice(titles: Mapping[Any, str] | None = None) -> Callable[[], QComboBox]:
    """Makes combo boxes of these values by their titles; without any they are filled later."""

    def make() -> QComboBox:
        combo = narrow(ElidedCombo())
        for value, title in (titles or {}).items():
            combo.addItem(title, value)
        return combo

    return make


def tick(text: str = "") -> Callable[[], QCheckBox]:
    """Makes check boxes; one whose text comes later may be as narrow as the dock."""
    return lambda: QCheckBox(text) if text else narrow(QCheckBox())


def text(placeholder: str) -> Callable[[], QLineEdit]:
    """Makes lines of text."""

    def make() -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(placeholder)
        return line

    return make


def file(placeholder: str) -> Callable[[], QLineEdit]:
    """Makes lines for the path of a file, which can be cleared by a press."""

    def make() -> QLineEdit:
        line = narrow(text(placeholder)())
        line.setClearButtonEnabled(True)
        return line

    return make


def with_button(line: QLineEdit, name: str, browse: Callable[[], None]) -> QWidget:
    """The line of a file with the button beside it that opens a file dialog."""
    button = named(QToolButton(), name, f"Choose: {line.accessibleName()}", f"Choose the file: {line.toolTip()}")
    button.setText("…")
    button.clicked.connect(lambda _checked: browse())
    holder = QWidget()
    holder.setLayout(row(line, button, stretch=0))
    return holder


def value_of(control: QWidget) -> Any:
    """The control's value; None for an empty text."""
    if isinstance(control, QSpinBox):
        return control.value()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QComboBox):
        return control.currentData()
    return control.text().strip() or None


def text_of(control: QWidget) -> str:
    """The control's value as it is shown."""
    return str(control.currentText() if isinstance(control, QComboBox) else value_of(control))


def change_of(control: QWidget) -> Any:
    """The signal of another value."""
    if isinstance(control, QSpinBox):
        return control.valueChanged
    if isinstance(control, QCheckBox):
        return control.toggled
    if isinstance(control, QComboBox):
        return control.currentIndexChanged
    return control.textChanged
