"""Weights: where they are published, how they get here, and how they are read without executing anything."""
