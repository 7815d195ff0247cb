"""Layers written into files, and where results are kept."""
