"""Encoders: the models, their weights and what runs them."""
