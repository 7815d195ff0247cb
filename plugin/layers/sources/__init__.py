"""Layers read into plain data."""
