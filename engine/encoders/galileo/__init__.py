"""Galileo nano: chips of Sentinel-2 to embeddings."""
