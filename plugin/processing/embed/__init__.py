"""The algorithms that make embeddings, and their encoders' weights."""
