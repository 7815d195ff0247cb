"""Heatmaps, candidates, outlines and points that are similar."""
