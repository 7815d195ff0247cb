"""Clay v1.5: chips of any sensor to embeddings."""
