"""From a raster or a grid of locations to an embedding raster."""
