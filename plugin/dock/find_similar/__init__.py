"""The section *Find similar*: clicks become vectors, heatmaps and polygons."""
