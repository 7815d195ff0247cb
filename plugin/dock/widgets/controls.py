"""The kinds of controls that a setting can have, with their values and signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from ...translation import tr
from .elided_combo import ElidedCombo
from .forms import named, narrow, row, widget_of


def number(least: int, most: int, value: int = 0, *, suffix: str = "", step: int = 1) -> QSpinBox:
    """A spin box of this range."""
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setSuffix(suffix)
    spin.setSingleStep(step)
    return spin


def decimal(least: float, most: float, none: str, *, suffix: str = "") -> QDoubleSpinBox:
    """A spin box of this range with two decimals; its least value is shown as the words of ``none``."""
    spin = narrow(QDoubleSpinBox())
    spin.setRange(least, most)
    spin.setSpecialValueText(none)
    spin.setSuffix(suffix)
    spin.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    return spin


def choice(titles: Mapping[Any, str]) -> QComboBox:
    """A combo box of these values, shown by their titles."""
    combo = narrow(ElidedCombo())
    for value, title in titles.items():
        combo.addItem(title, value)
    return combo


def tick(text: str) -> QCheckBox:
    """A check box; one whose text comes later may be as narrow as the dock."""
    return QCheckBox(text) if text else narrow(QCheckBox())


def text(placeholder: str) -> QLineEdit:
    """A line of text."""
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    return line


def file(placeholder: str) -> QLineEdit:
    """A line for the path of a file, which can be cleared by a press."""
    line = narrow(text(placeholder))
    line.setClearButtonEnabled(True)
    return line


def with_button(line: QLineEdit, name: str, browse: Callable[[], None]) -> QWidget:
    """The line of a file with the button beside it that opens a file dialog."""
    button = named(
        QToolButton(),
        name,
        tr("Choose: {name}").format(name=line.accessibleName()),
        tr("Choose the file: {purpose}").format(purpose=line.toolTip()),
    )
    button.setText("…")
    button.clicked.connect(lambda _checked: browse())
    return widget_of(row(line, button, stretch=0))


def value_of(control: QWidget) -> Any:
    """The control's value; None for an empty text."""
    if isinstance(control, (QSpinBox, QDoubleSpinBox)):
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
    if isinstance(control, (QSpinBox, QDoubleSpinBox)):
        return control.valueChanged
    if isinstance(control, QCheckBox):
        return control.toggled
    if isinstance(control, QComboBox):
        return control.currentIndexChanged
    return control.textChanged
