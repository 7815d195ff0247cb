"""Combo boxes whose text ends in an ellipsis where the dock is too narrow for it, not in the middle of a letter."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPaintEvent
from qgis.PyQt.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter


class ElidedCombo(QComboBox):
    """A combo box that shows as much of its text as there is room for."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, and the text with an ellipsis at its end."""
        paint_elided(self, Qt.TextElideMode.ElideRight)


class ElidedNames(QComboBox):
    """The same for names, which differ at their start and at their end."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, and the name with an ellipsis in its middle."""
        paint_elided(self, Qt.TextElideMode.ElideMiddle)


def paint_elided(combo: QComboBox, mode: Qt.TextElideMode) -> None:
    """Draw the combo box as its style does, its text cut to the room that there is."""
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    margin = combo.fontMetrics().averageCharWidth()
    icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + margin
    option.currentText = combo.fontMetrics().elidedText(option.currentText, mode, field.width() - icon - margin)
    painter = QStylePainter(combo)
    painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
    painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
