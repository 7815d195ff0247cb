"""Recognise a raster's sensor, bands, scale and date."""
