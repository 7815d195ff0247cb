"""The embeddings that are searched: their kind, their copy, a chip as a whole."""
