"""Rasters as files and arrays: grids, bands, nodata, products of several files, masks."""
