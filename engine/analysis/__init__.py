"""What embeddings are asked for: similarity, classes, components, attributes, the location of an image."""
