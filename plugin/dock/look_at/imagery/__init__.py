"""The image that is embedded: bands, sensor, area, mask and its export."""
