"""SatCLIP: longitude and latitude, or chips of Sentinel-2, to embeddings."""
