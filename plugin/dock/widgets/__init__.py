"""Widgets and words that the sections share."""
