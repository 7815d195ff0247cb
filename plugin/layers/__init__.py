"""Layers: where they come from, how results are added and drawn."""
