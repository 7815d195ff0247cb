"""Weights: where they are published, how they are downloaded and cached, how they are read without executing them."""
