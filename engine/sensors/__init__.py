"""What a raster's bands and values are: its sensor, bands, scale and date."""
