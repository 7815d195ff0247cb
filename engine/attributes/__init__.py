"""An attribute of points, fitted on their embeddings and predicted elsewhere."""
