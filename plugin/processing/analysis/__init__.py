"""The algorithms that start from embeddings."""
