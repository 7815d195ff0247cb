"""Landprint's page in QGIS's options."""
