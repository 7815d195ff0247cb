"""What embeddings are asked for: similarity, change, components, the location of an image."""
