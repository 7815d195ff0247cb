"""Embedding what was chosen: estimates, weights and runs."""
