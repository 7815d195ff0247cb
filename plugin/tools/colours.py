"""The colours of picked places, of their markers as of their buttons."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor

# Okabe and Ito's blue and vermilion: apart for every kind of colour vision. The shape differs too.
POSITIVE, NEGATIVE = QColor("#0072b2"), QColor("#d55e00")
HALO, EDGE = QColor("white"), QColor("#202020")
